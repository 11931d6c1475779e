using System.Collections.Immutable;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Envelopes;

/// <summary>
/// A plan as rows of its ledger, one for each calendar year: there are few of them however long the history is, and all of them are read at
/// once and remembered.
/// </summary>
internal static class EnvelopePlanRow
{
    private const byte Layout = 1;

    internal static Row Write(UserId owner, EnvelopePlan plan, int year)
    {
        var cells = plan.Assigned.Where(cell => cell.Key.Month.Year == year).ToList();
        var ids = new IdTable();
        foreach (var (cell, _) in cells)
        {
            ids.Add(cell.CategoryId);
        }

        var writer = new PackedWriter(Layout);
        ids.Write(writer);
        writer.Count(cells.Count);
        foreach (var (cell, minor) in cells)
        {
            writer.Count(cell.Month.Number).Count(ids[cell.CategoryId]).Signed(minor);
        }

        var row = new Row(owner.ToString(), LedgerKeys.Envelopes(plan.Currency, year)).Set("Version", plan.Version);
        return PackedCells.Spread(row, writer.ToBytes());
    }

    /// <summary>The ledger's plan in a currency, by one query or from its memory.</summary>
    internal static async Task<EnvelopePlan> ReadAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        Currency currency,
        CancellationToken cancellationToken)
    {
        var prefix = LedgerKeys.EnvelopesIn(currency);
        if (ledger.FindSummary<EnvelopePlan>(prefix) is { } known)
        {
            return known;
        }

        var assigned = ImmutableDictionary.CreateBuilder<AssignedCell, long>();
        var version = 0L;
        await foreach (var row in reader.RangeAsync(ledger.Owner, prefix, KeyText.After(prefix), cancellationToken: cancellationToken))
        {
            Read(row, assigned);
            version = Math.Max(version, row.Long("Version"));
        }

        var plan = new EnvelopePlan(currency, assigned.ToImmutable(), version);
        ledger.Remember(prefix, plan);
        return plan;
    }

    internal static void Read(Row row, ImmutableDictionary<AssignedCell, long>.Builder assigned)
    {
        var year = LedgerKeys.YearOfEnvelopes(row.Key);
        var reader = new PackedReader(PackedCells.Gather(row), Layout);
        var ids = IdTable.Read(ref reader);
        for (var left = reader.Count(); left > 0; left--)
        {
            assigned[new AssignedCell(Month.Of(year, reader.Count()), ids[reader.Count()])] = reader.Signed();
        }
    }
}
