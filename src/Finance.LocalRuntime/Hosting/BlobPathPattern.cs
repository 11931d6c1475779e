using System.Text;
using System.Text.RegularExpressions;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// The path of a blob trigger: a container and a pattern of literals and tokens. As in the real host every token takes as much as it
/// can, the first one first, so surplus slashes end up in the first token; a token may be empty; literals are case-sensitive.
/// </summary>
internal sealed partial class BlobPathPattern
{
    private readonly Regex? _pattern;

    private BlobPathPattern(string container, string prefix, Regex? pattern, IReadOnlyList<string> tokenNames)
    {
        Container = container;
        Prefix = prefix;
        _pattern = pattern;
        TokenNames = tokenNames;
    }

    public string Container { get; }

    /// <summary>What every matching name begins with; often nothing.</summary>
    public string Prefix { get; }

    public IReadOnlyList<string> TokenNames { get; }

    /// <exception cref="InvalidOperationException">No literal names the container, or a token is malformed or repeated.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? path : path[..slash];
        if (!ContainerName().IsMatch(container))
            throw new InvalidOperationException($"The blob path '{path}' does not begin with the name of a container.");
        if (slash < 0)
            return new BlobPathPattern(container, "", null, []);

        var names = new List<string>();
        var pattern = new StringBuilder("^");
        var position = 0;
        var blobName = path[(slash + 1)..];
        foreach (Match token in Token().Matches(blobName))
        {
            pattern.Append(Literal(blobName[position..token.Index], path)).Append("(?<").Append(token.Groups[1].Value).Append(">.*)");
            names.Add(token.Groups[1].Value);
            position = token.Index + token.Length;
        }

        pattern.Append(Literal(blobName[position..], path)).Append('$');
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
            throw new InvalidOperationException($"The blob path '{path}' names a token twice.");
        var regex = new Regex(pattern.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return new BlobPathPattern(container, blobName.Split('{')[0], regex, names);
    }

    /// <summary>The tokens' values, undecoded; null when the name does not fit the pattern.</summary>
    public IReadOnlyDictionary<string, string>? Match(string blobName)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (_pattern is null)
            return values;
        var match = _pattern.Match(blobName);
        if (!match.Success)
            return null;
        foreach (var name in TokenNames)
            values[name] = match.Groups[name].Value;
        return values;
    }

    private static string Literal(string text, string path)
        => text.AsSpan().ContainsAny('{', '}')
            ? throw new InvalidOperationException($"The blob path '{path}' has a brace that belongs to no token.")
            : Regex.Escape(text);

    // https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata, or a setting's name.
    [GeneratedRegex("^(?:%[^%]+%|(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$")]
    private static partial Regex ContainerName();

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Token();
}
