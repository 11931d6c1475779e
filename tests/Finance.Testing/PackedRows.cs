using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Testing;

/// <summary>The rows that heads and charts hold packed, as if each were stored by itself.</summary>
public static class PackedRows
{
    /// <summary>Rows with those that they hold.</summary>
    public static IEnumerable<Row> Apart(IEnumerable<Row> rows) => rows.SelectMany(row => LedgerRows.Unpack(row).Prepend(row));

    /// <summary>What has to be stored so that one of the rows that <paramref name="holder"/> holds is another.</summary>
    public static Row Replace(Row holder, Row changed) =>
        LedgerRows.Repack(holder, row => row.Key == changed.Key ? changed : row);
}
