using System.Text.RegularExpressions;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>What stands before the OFX element.</summary>
/// <param name="Version">As written; null where there is no header.</param>
/// <param name="Encoding">The encoding that the header claims, if any.</param>
/// <param name="IsSgml">Whether it is an OFX 1 header, whose files are not held to a schema.</param>
internal sealed partial record OfxHeader(string? Version, string? Encoding, bool IsSgml)
{
    private static readonly string[] Keys =
        ["OFXHEADER", "DATA", "VERSION", "SECURITY", "ENCODING", "CHARSET", "COMPRESSION", "OLDFILEUID", "NEWFILEUID"];

    private static readonly string[] Attributes = ["OFXHEADER", "VERSION", "SECURITY", "OLDFILEUID", "NEWFILEUID"];

    /// <param name="beginning">The file's first characters.</param>
    public static (OfxHeader? Header, ImportError? Error, string Detail) Parse(string beginning)
    {
        var body = Body().Match(beginning);
        var prolog = body.Success ? beginning[..body.Index] : beginning;
        if (prolog.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)
            || prolog.Contains("<!ENTITY", StringComparison.OrdinalIgnoreCase))
        {
            return (null, ImportErrors.ForbiddenMarkup, "The file defines a document type.");
        }

        var instruction = prolog.IndexOf("<?OFX", StringComparison.OrdinalIgnoreCase);
        var declared = XmlEncoding().Match(prolog) is { Success: true } match ? match.Groups[1].Value : null;
        return instruction >= 0 ? Instruction(prolog[instruction..], declared)
            : prolog.Contains("OFXHEADER", StringComparison.OrdinalIgnoreCase) ? KeyValues(prolog)
            : (new OfxHeader(null, declared, false), null, "");
    }

    private static (OfxHeader? Header, ImportError? Error, string Detail) Instruction(string text, string? declared)
    {
        var end = text.IndexOf("?>", StringComparison.Ordinal);
        var inner = end < 0 ? "" : text[5..end];
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match attribute in Attribute().Matches(inner))
        {
            values[attribute.Groups[1].Value.ToUpperInvariant()] = attribute.Groups[2].Value.Trim('"', '\'');
        }

        var rest = Attribute().Replace(inner, "").Trim();
        var unknown = values.Keys.FirstOrDefault(key => !Attributes.Contains(key));
        var version = values.GetValueOrDefault("VERSION");
        return rest.Length > 0 || unknown is not null || end < 0 ? Refuse($"'{(unknown ?? rest)}' does not belong in the header.")
            : values.GetValueOrDefault("OFXHEADER") is not "200" ? Refuse($"OFXHEADER is '{values.GetValueOrDefault("OFXHEADER")}'.")
            : version is not ['2', >= '0' and <= '9', >= '0' and <= '9'] ? Refuse($"VERSION is '{version}'.")
            : (new OfxHeader(version, declared, false), null, "");
    }

    // One key to a line, or all in one line, with or without spaces between.
    private static (OfxHeader? Header, ImportError? Error, string Detail) KeyValues(string prolog)
    {
        var places = Keys
            .Select(key => (Key: key, At: prolog.IndexOf(key + ":", StringComparison.OrdinalIgnoreCase)))
            .Where(place => place.At >= 0)
            .OrderBy(place => place.At)
            .ToList();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < places.Count; index++)
        {
            var from = places[index].At + places[index].Key.Length + 1;
            var to = index + 1 < places.Count ? places[index + 1].At : prolog.Length;
            values[places[index].Key] = prolog[from..Math.Max(from, to)].Trim().Split((char[]?)null, 2)[0];
        }

        var version = values.GetValueOrDefault("VERSION") ?? "";
        return values.GetValueOrDefault("OFXHEADER") is not "100" ? Refuse($"OFXHEADER is '{values.GetValueOrDefault("OFXHEADER")}'.")
            : values.GetValueOrDefault("DATA", "OFXSGML").ToUpperInvariant() is not "OFXSGML" ? Refuse($"DATA is '{values["DATA"]}'.")
            : !version.All(char.IsAsciiDigit) ? Refuse($"VERSION is '{version}'.")
            : (new OfxHeader(version.Length == 0 ? null : version, Claim(values), true), null, "");
    }

    private static string? Claim(Dictionary<string, string> values)
    {
        var encoding = values.GetValueOrDefault("ENCODING", "").ToUpperInvariant();
        var charset = values.GetValueOrDefault("CHARSET", "").ToUpperInvariant();
        return encoding is "UTF-8" or "UTF8" or "UNICODE" ? "utf-8" : charset is "" or "NONE" ? null : charset;
    }

    private static (OfxHeader? Header, ImportError? Error, string Detail) Refuse(string what) => (null, ImportErrors.BadOfxHeader, what);

    [GeneratedRegex(@"<OFX\s*/?>|<OFX\s+[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Body();

    [GeneratedRegex(@"<\?xml[^>]*?encoding\s*=\s*[""']([A-Za-z0-9._-]+)[""']", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex XmlEncoding();

    [GeneratedRegex(@"\s([A-Za-z]+)\s*=\s*(""[^""]*""|'[^']*')", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
