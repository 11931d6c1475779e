using Finance.Core.Storage;

namespace Finance.Core.Ledgers;

/// <summary>Reading ledgers as they are stored.</summary>
public sealed partial class LedgerReader
{
    /// <summary>Head, chart and plans as they are stored.</summary>
    /// <param name="known">A snapshot whose chart's row may be the one that is there; null to read everything.</param>
    /// <returns>Null where the ledger was erased meanwhile.</returns>
    internal async Task<LedgerSnapshot?> LoadAsync(UserId owner, Row head, LedgerSnapshot? known, CancellationToken cancellationToken)
    {
        for (var row = head; row is not null; row = await FindAsync(owner, LedgerKeys.Head, cancellationToken))
        {
            var read = LedgerHeadRow.Read(row);
            var accounts = LedgerRows.FindAccounts(row);
            if (accounts is null && read.ChartVersion == 0)
            {
                return await LoadApartAsync(owner, row, read, cancellationToken);
            }

            if (accounts is not null && Known(known, read, LedgerRows.FindRest(row)) is { } same)
            {
                var (chart, _) = ReadAll(Chart.Empty, row.Partition, accounts);
                return new LedgerSnapshot(owner, read, row.ETag!, chart with { AllCategories = same.Chart.AllCategories }, same.Plans)
                {
                    Packed = same.Packed! with { Accounts = accounts },
                };
            }

            var holder = read.ChartVersion == 0 ? row : await FindAsync(owner, LedgerKeys.Chart, cancellationToken);
            if (holder == row || holder?.Long("Version") == read.ChartVersion)
            {
                var rest = LedgerRows.FindRest(holder) ?? throw new InvalidRowException($"Row '{holder.Key}' lacks what it packs.");
                var own = accounts is null ? Chart.Empty : ReadAll(Chart.Empty, row.Partition, accounts).Chart;
                var (chart, plans) = ReadAll(own, row.Partition, rest);
                return new LedgerSnapshot(owner, read, row.ETag!, chart, plans)
                {
                    Packed = new PackedLedger(accounts, rest, holder == row ? RestPlace.Head : RestPlace.ChartAsItIs),
                };
            }

            // A commit came in between, and the head tells of it.
            if (holder is null && await FindAsync(owner, LedgerKeys.Head, cancellationToken) is { } still && still.ETag == row.ETag)
            {
                throw new InvalidRowException($"The ledger lacks its row '{LedgerKeys.Chart}'.");
            }
        }

        return null;
    }

    /// <summary>The snapshot that is known, if categories and plans are still as they are there.</summary>
    private static LedgerSnapshot? Known(LedgerSnapshot? known, LedgerHead head, byte[]? restInHead)
    {
        if (known?.Packed is not { Accounts: not null } packed || known.Head.Incarnation != head.Incarnation)
        {
            return null;
        }

        var isSame = restInHead is null ? known.Head.ChartVersion == head.ChartVersion : restInHead.AsSpan().SequenceEqual(packed.Rest);
        return isSame ? known : null;
    }

    /// <summary>A ledger whose accounts, categories and plans are rows by themselves, as in a backup. The next commit packs them.</summary>
    private async Task<LedgerSnapshot> LoadApartAsync(UserId owner, Row row, LedgerHead head, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        await foreach (var apart in RangeAsync(owner, LedgerKeys.ChartFrom, LedgerKeys.ChartTo, cancellationToken: cancellationToken))
        {
            rows.Add(apart);
        }

        var (chart, plans) = ReadAll(Chart.Empty, rows);
        return new LedgerSnapshot(owner, head, row.ETag!, chart, plans);
    }

    private static (Chart Chart, Plans Plans) ReadAll(Chart chart, string partition, byte[] packed) =>
        ReadAll(chart, RowPack.Read(partition, packed));

    private static (Chart Chart, Plans Plans) ReadAll(Chart chart, IEnumerable<Row> rows) =>
        rows.Aggregate((Chart: chart, Plans: Plans.Empty), (sum, row) => LedgerRows.With(sum.Chart, sum.Plans, row));
}
