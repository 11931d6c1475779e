using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Finance.Core.Storage;

namespace Finance.Core.Tests.Docs;

/// <summary>A property of a kind of row, as the document has it.</summary>
/// <param name="Name">With <c>{n}</c> where parts are counted.</param>
/// <param name="Type">As the document calls it.</param>
internal sealed record DocumentedProperty(string Name, string Type, bool IsAlwaysThere)
{
    private readonly Regex _name = new($"^{Regex.Escape(Name).Replace(@"\{n}", @"\d+", StringComparison.Ordinal)}$");

    internal bool Names(string property) => _name.IsMatch(property);
}

/// <summary>A kind of row, as the document has it.</summary>
/// <param name="Pattern">Of the key; in tables whose partitions tell the kind, of the partition.</param>
internal sealed record DocumentedKind(string Table, string Pattern, IReadOnlyList<DocumentedProperty> Properties)
{
    /// <summary>What all its keys begin with, or the whole key where nothing varies.</summary>
    internal string Prefix => Pattern.Split('{')[0];

    internal bool IsOf(string table, Row row)
    {
        var key = table == Tables.Ledger ? row.Key : row.Partition;
        return Table == table && (Pattern == Prefix ? key == Prefix : key.StartsWith(Prefix, StringComparison.Ordinal));
    }

    public override string ToString() => $"table `{Table}`, `{Pattern}`";
}

/// <summary><c>docs/storage.md</c>, read.</summary>
internal sealed partial class StorageDocument
{
    internal const string Path = "docs/storage.md";

    private StorageDocument(IReadOnlyList<string> tables, IReadOnlyList<DocumentedKind> kinds) => (Tables, Kinds) = (tables, kinds);

    internal IReadOnlyList<string> Tables { get; }

    internal IReadOnlyList<DocumentedKind> Kinds { get; }

    internal static StorageDocument Load()
    {
        var (tables, kinds, properties) = (new List<string>(), new List<DocumentedKind>(), new List<DocumentedProperty>());
        foreach (var line in File.ReadAllLines(System.IO.Path.Combine(Root(), Path)))
        {
            if (TableHeading().Match(line) is { Success: true } table)
            {
                tables.Add(table.Groups["name"].Value);
            }
            else if (KindHeading().Match(line) is { Success: true } kind)
            {
                kinds.Add(new DocumentedKind(tables[^1], kind.Groups["pattern"].Value, properties = []));
            }
            else if (PropertyRow().Match(line) is { Success: true } property)
            {
                properties.Add(new DocumentedProperty(
                    property.Groups["name"].Value, property.Groups["type"].Value, property.Groups["when"].Value == "always"));
            }
        }

        return new StorageDocument(tables, kinds);
    }

    internal DocumentedKind? FindKind(string table, Row row) => Kinds.FirstOrDefault(kind => kind.IsOf(table, row));

    private static string Root([CallerFilePath] string thisFile = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", "..", "..");

    [GeneratedRegex("^## Table `(?<name>[a-z]+)`$")]
    private static partial Regex TableHeading();

    [GeneratedRegex("^### `(?<pattern>[^`]+)`$")]
    private static partial Regex KindHeading();

    [GeneratedRegex(@"^\| `(?<name>[A-Z][A-Za-z]*(\{n\})?)` \| (?<type>[a-z]+) \| (?<when>[^|]+?) \|")]
    private static partial Regex PropertyRow();
}
