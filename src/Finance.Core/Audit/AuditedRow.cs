using Finance.Core.Storage;

namespace Finance.Core.Audit;

/// <summary>A row that a commit is about, before and after it. What is packed in it is left out: its sums stand in other rows.</summary>
/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none.</param>
public sealed record AuditedRow(Row? Before, Row? After);

/// <summary>Audited rows as the bytes of one property.</summary>
internal static class AuditedRows
{
    // In front of the keys: a row that is alone, and one that the next row follows.
    private const char Gone = '-';
    private const char New = '+';
    private const char Old = '<';
    private const char Changed = '>';

    internal static byte[] Write(IEnumerable<AuditedRow> rows) => RowPack.Write([.. rows.SelectMany(Mark)]);

    internal static IReadOnlyList<AuditedRow> Read(string partition, byte[] bytes)
    {
        var (rows, old) = (new List<AuditedRow>(), (Row?)null);
        foreach (var packed in RowPack.Read(partition, bytes))
        {
            var row = Copy(packed, packed.Key[1..]);
            switch (packed.Key[0])
            {
                case Old:
                    old = row;
                    break;
                case Changed:
                    rows.Add(new AuditedRow(old, row));
                    break;
                case New:
                    rows.Add(new AuditedRow(null, row));
                    break;
                case Gone:
                    rows.Add(new AuditedRow(row, null));
                    break;
                default:
                    throw new InvalidRowException($"An audited row is marked '{packed.Key[0]}'.");
            }
        }

        return rows;
    }

    private static IEnumerable<Row> Mark(AuditedRow row) => row switch
    {
        { Before: { } before, After: { } after } => [Copy(before, Old + before.Key), Copy(after, Changed + after.Key)],
        { Before: { } before } => [Copy(before, Gone + before.Key)],
        { After: { } after } => [Copy(after, New + after.Key)],
        _ => [],
    };

    private static Row Copy(Row row, string key) => row.Properties
        .Where(property => property.Value is not byte[])
        .Aggregate(new Row(row.Partition, key, row.Properties.Count), (copy, property) => copy.SetObject(property.Key, property.Value));
}
