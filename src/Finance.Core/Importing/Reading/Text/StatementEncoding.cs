using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Finance.Core.Importing.Reading.Text;

/// <summary>How a file's bytes become text.</summary>
public sealed class StatementEncoding
{
    public static readonly StatementEncoding Utf8 = new("utf-8", new UTF8Encoding(false), isDirect: true);
    public static readonly StatementEncoding Utf16Little = new("utf-16le", new UnicodeEncoding(false, false), isDirect: false);
    public static readonly StatementEncoding Utf16Big = new("utf-16be", new UnicodeEncoding(true, false), isDirect: false);
    public static readonly StatementEncoding Utf32Little = new("utf-32le", new UTF32Encoding(false, false), isDirect: false);
    public static readonly StatementEncoding Windows1252 = SingleByte("windows-1252", 1252);
    public static readonly StatementEncoding Windows1250 = SingleByte("windows-1250", 1250);
    public static readonly StatementEncoding Latin2 = SingleByte("iso-8859-2", 28592);
    public static readonly StatementEncoding Latin9 = SingleByte("iso-8859-15", 28605);

    private static readonly StatementEncoding[] Known =
        [Utf8, Utf16Little, Utf16Big, Utf32Little, Windows1252, Windows1250, Latin2, Latin9];

    private StatementEncoding(string name, Encoding encoding, bool isDirect)
    {
        Name = name;
        Encoding = encoding;
        IsDirect = isDirect;
    }

    /// <summary>The name in small letters, as the IANA registry has it.</summary>
    public string Name { get; }

    /// <summary>Whether every byte below 128 means the ASCII character, so that rows can be cut before they are decoded.</summary>
    internal bool IsDirect { get; }

    internal Encoding Encoding { get; }

    /// <summary>
    /// The encoding of a name as people write it: <c>UTF8</c>, <c>latin1</c>, <c>cp1252</c>, or any other that the platform knows.
    /// </summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out StatementEncoding? encoding)
    {
        var word = (name ?? "").Trim().ToLowerInvariant();
        word = word switch
        {
            "utf8" or "unicode-1-1-utf-8" or "ascii" or "us-ascii" or "usascii" => "utf-8",
            "utf-16" or "utf16" or "unicode" or "utf16le" => "utf-16le",
            "utf16be" => "utf-16be",
            // What calls itself Latin-1 is read as its superset: https://encoding.spec.whatwg.org/#names-and-labels
            "latin1" or "latin-1" or "iso-8859-1" or "iso8859-1" or "8859-1" or "cp1252" or "1252" or "ansi" => "windows-1252",
            "latin9" or "latin-9" or "iso8859-15" or "8859-15" => "iso-8859-15",
            "latin2" or "latin-2" or "iso8859-2" or "8859-2" => "iso-8859-2",
            "cp1250" or "1250" => "windows-1250",
            _ when word.Length == 4 && word.StartsWith("125", StringComparison.Ordinal) => "windows-" + word,
            _ => word,
        };
        encoding = Known.FirstOrDefault(known => known.Name == word) ?? FromPlatform(word);
        return encoding is not null;
    }

    public override string ToString() => Name;

    private static StatementEncoding? FromPlatform(string word)
    {
        try
        {
            var encoding = word.Length == 0 ? null : CodePagesEncodingProvider.Instance.GetEncoding(word);
            return encoding is null ? null : new StatementEncoding(word, encoding, IsAsciiSuperset(encoding));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static StatementEncoding SingleByte(string name, int codePage) =>
        new(name, CodePagesEncodingProvider.Instance.GetEncoding(codePage)!, isDirect: true);

    private static bool IsAsciiSuperset(Encoding encoding)
    {
        Span<byte> ascii = stackalloc byte[128];
        for (var value = 0; value < ascii.Length; value++)
        {
            ascii[value] = (byte)value;
        }

        return encoding.IsSingleByte && encoding.GetString(ascii) == Encoding.ASCII.GetString(ascii);
    }
}
