using System.Text;
using System.Xml;

namespace Finance.Core.Exporting;

/// <summary>Text between tags. What XML 1.0 has no way to say becomes U+FFFD.</summary>
internal static class XmlText
{
    internal static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny("&<>") && text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ => escaped.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
