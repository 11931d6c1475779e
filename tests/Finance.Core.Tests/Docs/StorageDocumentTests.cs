using System.Reflection;
using Finance.Core.Currencies;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Docs;

/// <summary>Holds <c>docs/storage.md</c> to what the features write.</summary>
public sealed class StorageDocumentTests
{
    private static readonly StorageDocument Document = StorageDocument.Load();

    [Fact]
    public void Tables_All_AreDocumented() => Assert.Equal(Tables.All.Order(), Document.Tables.Order());

    [Fact]
    public void Kinds_EveryConstantOfTheKeyGrammars_IsDocumented()
    {
        var missing = Missing(Tables.Ledger, Constants(typeof(LedgerKeys)).Except([LedgerKeys.ChartFrom, LedgerKeys.ChartTo]))
            .Concat(Missing(Tables.Names, Constants(typeof(NameKeys)).Except([NameKeys.Row])))
            .Concat(Missing(Tables.Due, Constants(typeof(DueItem)).Select(kind => $"{kind}-")))
            .Concat(Missing(Tables.Rates, Constants(typeof(RateKeys)).Except([RateKeys.Head, RateKeys.End])))
            .ToList();

        Assert.True(missing.Count == 0, Advice([.. missing.Select(key => $"There is no heading for keys that begin with {key}.")]));
    }

    [Fact]
    public async Task Rows_EverythingThatTheFeaturesWrite_IsAsDocumented()
    {
        var faults = new List<string>();
        var rows = (await StorageScenario.RunAsync())
            .SelectMany(written => PackedRows.Apart([written.Row]).Select(row => (written.Table, Row: row)))
            .Select(written => (written.Table, written.Row, Kind: Document.FindKind(written.Table, written.Row)))
            .ToList();
        faults.AddRange(rows
            .Where(written => written.Kind is null)
            .Select(written => $"Table `{written.Table}`: a row like '{written.Row.Key}' is written and has no heading."));
        foreach (var kind in Document.Kinds)
        {
            var ofKind = rows.Where(written => written.Kind == kind).Select(written => written.Row).ToList();
            faults.AddRange(ofKind.Count == 0
                ? [$"{kind}: nobody writes such a row any more, or the scenario does not make them."]
                : Compare(kind, ofKind));
        }

        Assert.True(faults.Count == 0, Advice([.. faults.Distinct().Order(StringComparer.Ordinal)]));
    }

    private static IEnumerable<string> Compare(DocumentedKind kind, List<Row> rows)
    {
        foreach (var (name, value) in rows.SelectMany(row => row.Properties))
        {
            var documented = kind.Properties.Where(property => property.Names(name)).ToList();
            if (documented.Count != 1)
            {
                yield return $"{kind}: property `{name}` ({TypeOf(value)}) is written and documented {documented.Count} times.";
            }
            else if (documented[0].Type != TypeOf(value))
            {
                yield return $"{kind}: property `{name}` is written as {TypeOf(value)} and documented as {documented[0].Type}.";
            }
        }

        foreach (var property in kind.Properties)
        {
            var with = rows.Count(row => row.Properties.Keys.Any(property.Names));
            if (with == 0)
            {
                yield return $"{kind}: property `{property.Name}` is documented; nobody writes it, or the scenario does not make it.";
            }
            else if (property.IsAlwaysThere && with < rows.Count)
            {
                yield return $"{kind}: property `{property.Name}` is not always there.";
            }
        }
    }

    private static IEnumerable<string> Missing(string table, IEnumerable<string> keys) => keys
        .Where(key => !Document.Kinds.Any(kind => kind.Table == table && kind.Prefix == key))
        .Select(key => $"'{key}' in table `{table}`");

    private static IEnumerable<string> Constants(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field is { IsLiteral: true, IsPrivate: false } && field.FieldType == typeof(string))
        .Select(field => (string)field.GetRawConstantValue()!);

    private static string TypeOf(object value) => value switch
    {
        string => "text",
        int => "int",
        long => "long",
        bool => "flag",
        DateTimeOffset => "instant",
        byte[] => "bytes",
        _ => value.GetType().Name,
    };

    private static string Advice(IReadOnlyList<string> faults) => $"""
        {StorageDocument.Path} and the code disagree in {faults.Count} places:
        {string.Join('\n', faults.Select(fault => $"- {fault}"))}

        The document has a heading `### `key-{"{"}part{"}"}`` for every kind of row under its `## Table` (in `names`, `due` and `rates`, it
        is the partition), with a table | `Property` | type | when | holds |, where "always" means that no row lacks it. A new kind of row
        needs both: its place there, and a step in {nameof(StorageScenario)} that makes features write it with every property it can have.
        """;
}
