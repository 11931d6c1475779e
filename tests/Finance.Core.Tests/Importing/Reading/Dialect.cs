using System.Text;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>A CSV file as some bank writes it, and the entries it must yield, one to a line: date, amount, payee.</summary>
public sealed record Dialect(string Name, string Csv, string Entries, string Encoding = "utf-8", string? Settings = null)
{
    public byte[] Bytes
    {
        get
        {
            var encoding = Encoding switch
            {
                "utf-8-bom" => new UTF8Encoding(true),
                "utf-16le-bom" => new UnicodeEncoding(false, true),
                "utf-16be-bom" => new UnicodeEncoding(true, true),
                "utf-16le" => new UnicodeEncoding(false, false),
                "utf-8" => new UTF8Encoding(false),
                _ => CodePagesEncodingProvider.Instance.GetEncoding(Encoding)!,
            };
            return [.. encoding.GetPreamble(), .. encoding.GetBytes(Csv)];
        }
    }

    public override string ToString() => Name;
}
