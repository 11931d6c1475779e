using System.Buffers;
using System.Globalization;
using System.Text;

namespace Finance.Core.Exporting;

/// <summary>
/// Elements of an OFX 2 document, which is XML (https://financialdataexchange.org/common/Uploaded%20files/OFX%20files/OFX%202.3.pdf).
/// </summary>
internal sealed class OfxElements(int capacity)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    internal ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    internal void Clear() => _buffer.ResetWrittenCount();

    internal OfxElements Raw(string text)
    {
        Encoding.UTF8.GetBytes(text, _buffer);
        return this;
    }

    internal OfxElements Text(string name, string text) => Raw($"<{name}>").Raw(XmlText.Escape(text)).Raw($"</{name}>");

    /// <summary>An element that may be left out.</summary>
    /// <param name="maxLength">Characters that the specification allows.</param>
    internal OfxElements Text(string name, string? text, int maxLength) =>
        string.IsNullOrWhiteSpace(text) ? this : Text(name, Cut(text.Trim(), maxLength));

    /// <summary>Noon, so that no reader's time zone makes another day of it.</summary>
    internal OfxElements Day(string name, DateOnly day) => Text(name, day.ToString("yyyyMMdd'120000'", CultureInfo.InvariantCulture));

    internal OfxElements Amount(string name, Money money) => Text(name, money.ToString());

    private static string Cut(string text, int maxLength) => text.Length <= maxLength
        ? text
        : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)].TrimEnd();
}
