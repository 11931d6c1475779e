using System.Text;

namespace Finance.Core.Importing.Reading.Text;

/// <summary>Tells from its first bytes what kind of file it is, and refuses by name what is no statement that can be read.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Start, string Name)[] Binary =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Excel workbook (XLSX)"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF image"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (XLS)"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        ([0x52, 0x61, 0x72, 0x21], "a RAR archive"),
        ([0x42, 0x5A, 0x68], "a bzip2 archive"),
    ];

    private static readonly (string Start, string Name)[] Textual =
    [
        ("<!doctype html", "a web page"),
        ("<html", "a web page"),
        ("{\\rtf", "an RTF document"),
        ("!type:", "a QIF file"),
        ("!account", "a QIF file"),
        ("!option:", "a QIF file"),
        ("{1:f01", "an MT940 file"),
        (":20:", "an MT940 file"),
        ("{", "JSON"),
        ("[", "JSON"),
    ];

    public static Inspection.Unreadable? Refuse(SourceText text, ReadingChoices choices)
    {
        var probe = text.Probe;
        if (text.IsWhole && probe.AsSpan().IndexOfAnyExcept([(byte)' ', (byte)'\r', (byte)'\n', (byte)'\t', (byte)0, (byte)0x1A]) < 0)
        {
            return Refusal(ImportErrors.EmptyFile, "The file is empty.");
        }

        foreach (var (start, name) in Binary)
        {
            if (probe.AsSpan().StartsWith(start))
            {
                return Refusal(ImportErrors.UnsupportedFormat, $"This is {name}.");
            }
        }

        // Zeros behind the end are the padding of a mainframe.
        var beginning = probe.AsSpan(0, Math.Min(probe.Length, 8192));
        if (text.Wide is null && choices.Encoding is null && beginning.TrimEnd((byte)0).Contains((byte)0))
        {
            return Refusal(ImportErrors.BinaryContent, "The file has NUL bytes.");
        }

        if (choices.Kind is not null)
        {
            return null;
        }

        var words = Beginning(text);
        foreach (var (start, name) in Textual)
        {
            if (words.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return Refusal(ImportErrors.UnsupportedFormat, $"This looks like {name}.");
            }
        }

        return words.StartsWith('<') && !LooksLikeOfx(text)
            ? Refusal(ImportErrors.UnsupportedFormat, "This is XML without an <OFX> element.")
            : null;
    }

    /// <summary>Whether an OFX header or the element itself opens the file.</summary>
    public static bool LooksLikeOfx(SourceText text)
    {
        var beginning = Beginning(text);
        return beginning.StartsWith("OFXHEADER", StringComparison.OrdinalIgnoreCase)
            || beginning.StartsWith("<OFX", StringComparison.OrdinalIgnoreCase)
            || beginning.StartsWith("<?OFX", StringComparison.OrdinalIgnoreCase)
            || (beginning.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) && HasElement(beginning))
            || (HasElement(beginning) && beginning.StartsWith("<!", StringComparison.Ordinal))
            || (HasElement(beginning) && beginning.Contains("OFXHEADER", StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasElement(string beginning) =>
        beginning.Contains("<OFX>", StringComparison.OrdinalIgnoreCase) || beginning.Contains("<?OFX", StringComparison.OrdinalIgnoreCase)
        || beginning.Contains("<OFX ", StringComparison.OrdinalIgnoreCase);

    private static string Beginning(SourceText text)
    {
        var probe = text.Probe.AsSpan(0, Math.Min(text.Probe.Length, 8192));
        return (text.Wide?.Encoding ?? Encoding.Latin1).GetString(probe).TrimStart();
    }

    private static Inspection.Unreadable Refusal(ImportError error, string what) => new(error, error.Explain(what), null, []);
}
