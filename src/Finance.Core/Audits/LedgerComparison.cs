using System.Globalization;
using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Audits;

/// <summary>Every difference between what a ledger stores and what its transactions say, each with the repair that ends it. Pure.</summary>
internal sealed class LedgerComparison
{
    private readonly LedgerScan _scan;
    private readonly List<Repair> _repairs = [];

    private LedgerComparison(LedgerScan scan) => _scan = scan;

    private UserId Owner => _scan.Ledger.Owner;

    private Recount Computed => _scan.Computed;

    private StoredSums Stored => _scan.Stored;

    /// <summary>Repairs in the order of their making; what only the owner can settle is not among them.</summary>
    internal static IReadOnlyList<Repair> Of(LedgerScan scan)
    {
        var comparison = new LedgerComparison(scan);
        comparison.CompareAccounts();
        comparison.CompareYears();
        comparison.CompareDays();
        comparison.CompareTags();
        comparison.CompareMoved();
        comparison.CompareCounts();
        return [.. comparison._repairs, .. GoalComparison.Of(scan.Goals)];
    }

    private void CompareAccounts()
    {
        foreach (var stored in _scan.Ledger.Chart.AllAccounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal))
        {
            var computed = Computed.Of(stored);
            var found = new Findings();
            found.Compare(DifferenceKind.AccountBalance, $"account {stored.Id}", stored.Balance, computed.Balance, Text);
            found.CompareAll(
                DifferenceKind.AccountMonth,
                stored.History.Months.ToDictionary(month => month.Month, month => new DayNet(month.Net, month.Count)),
                computed.History.Months.ToDictionary(month => month.Month, month => new DayNet(month.Net, month.Count)),
                month => $"{month}, account {stored.Id}",
                net => Text(net, stored.Currency));
            Add(found, AccountRow.Write(Owner, computed), draft => draft.Put(draft.Chart.AllAccounts[stored.Id] with
            {
                Balance = computed.Balance,
                History = computed.History,
            }));
        }
    }

    private void CompareYears()
    {
        foreach (var year in Stored.Years.Keys.Union(Stored.UnreadableYears).Union(Computed.Years.Keys).Order())
        {
            var (stored, computed) = (Stored.Years.GetValueOrDefault(year) ?? new YearSummary(year), Computed.Year(year));
            var found = new Findings();
            if (Stored.UnreadableYears.Contains(year))
            {
                found.Add(DifferenceKind.UnreadableSums, LedgerKeys.Year(year), "unreadable", null);
            }
            else
            {
                CompareYear(found, stored, computed);
            }

            Add(found, YearSummaryRow.Write(Owner, computed), draft => draft.Restore(computed));
        }
    }

    private void CompareYear(Findings found, YearSummary stored, YearSummary computed)
    {
        var year = stored.Year;
        found.CompareAll(
            DifferenceKind.YearAccount,
            stored.Accounts,
            computed.Accounts,
            cell => $"{Month.Of(year, cell.Month)}, account {cell.AccountId}",
            tally =>
                $"income {Text(tally.Income)}, expense {Text(tally.Expense)}, out {Text(tally.TransferOut)}, in {Text(tally.TransferIn)}");
        found.CompareAll(
            DifferenceKind.YearCategory,
            stored.Categories,
            computed.Categories,
            cell => $"{Month.Of(year, cell.Month)}, account {cell.AccountId}, category {cell.CategoryId}",
            Text);
        found.CompareAll(
            DifferenceKind.YearUse,
            stored.Uses,
            computed.Uses,
            cell => $"{Month.Of(year, cell.Month)}, category {cell.CategoryId}",
            use => string.Create(CultureInfo.InvariantCulture, $"{use.Count} times, last on day {use.LastDay} ({use.OnLastDay})"),
            Agree);
        foreach (var cell in stored.Largest.Keys.Union(computed.Largest.Keys))
        {
            CompareLargest(found, year, cell, stored.Largest, computed.Largest);
        }
    }

    private static string Text(CategoryTally tally) => $"income {Text(tally.Income)}, expense {Text(tally.Expense)}";

    // One that sums left open is no difference: the next commit or report closes it.
    private static bool Agree(CategoryUse stored, CategoryUse computed) =>
        stored == computed || (!stored.IsKnown && stored.Count == computed.Count && computed.Count > 0);

    private static bool Agree(DayNet stored, DayNet computed) =>
        stored with { Largest = default } == computed with { Largest = default } && stored.Largest.Allows(computed.Largest);

    private void CompareLargest(
        Findings found,
        int year,
        AccountCell cell,
        IReadOnlyDictionary<AccountCell, LargestExpense> stored,
        IReadOnlyDictionary<AccountCell, LargestExpense> computed)
    {
        var (hasStored, hasComputed) = (stored.TryGetValue(cell, out var says), computed.TryGetValue(cell, out var should));
        var agrees = hasStored == hasComputed
            && (!says.IsKnown || (says.Minor == should.Minor && _scan.ConfirmedLargest.Contains((year, cell))));
        if (!agrees)
        {
            found.Add(
                DifferenceKind.YearLargest,
                $"{Month.Of(year, cell.Month)}, account {cell.AccountId}",
                hasStored ? Text(says) : null,
                hasComputed ? Text(should) : null);
        }
    }

    private void CompareDays()
    {
        foreach (var month in Stored.Days.Keys.Union(Stored.UnreadableDays).Union(Computed.Days.Keys).Order())
        {
            var (stored, computed) = (Stored.Days.GetValueOrDefault(month) ?? new DaysSummary(month), Computed.DaysOf(month));
            var found = new Findings();
            if (Stored.UnreadableDays.Contains(month))
            {
                found.Add(DifferenceKind.UnreadableSums, LedgerKeys.Days(month), "unreadable", null);
            }
            else
            {
                found.CompareAll(
                    DifferenceKind.Day,
                    stored.Days,
                    computed.Days,
                    cell => string.Create(CultureInfo.InvariantCulture, $"{month}-{cell.Day:D2}, account {cell.AccountId}"),
                    net => $"{Text(net.Net, net.Count)}, {Text(net.Arrivals)} arrived, largest expense {net.Largest}",
                    Agree);
                found.CompareAll(
                    DifferenceKind.DayCategory,
                    stored.Categories,
                    computed.Categories,
                    cell => string.Create(
                        CultureInfo.InvariantCulture,
                        $"{month}-{cell.Day:D2}, account {cell.AccountId}, category {cell.CategoryId}"),
                    Text);
            }

            Add(found, computed.ToRow(Owner), draft => draft.Restore(computed));
        }
    }

    private void CompareTags()
    {
        var found = new Findings();
        if (Stored.AreTagsUnreadable)
        {
            found.Add(DifferenceKind.UnreadableSums, LedgerKeys.Tags, "unreadable", null);
        }
        else
        {
            found.CompareAll(DifferenceKind.Tag, Stored.Tags.Counts, Computed.Tags.Counts, tag => tag, Text);
        }

        Add(found, Computed.Tags.ToRow(Owner), draft => draft.Tags.Restore(Computed.Tags));
    }

    private void CompareMoved()
    {
        foreach (var (id, key) in _scan.Moved.WithoutPointer)
        {
            var target = _scan.Moved.LeadNowhere.GetValueOrDefault(id);
            AddMoved(id, target, key, target is null ? 1 : 0);
        }

        foreach (var (id, target) in _scan.Moved.LeadNowhere.Where(pointer => !_scan.Moved.WithoutPointer.ContainsKey(pointer.Key)))
        {
            AddMoved(id, target, null, -1);
        }

        foreach (var (id, target) in _scan.Moved.Contradictions)
        {
            AddMoved(id, target ?? "deleted", null, -1);
        }
    }

    private void AddMoved(TransactionId id, string? stored, string? computed, int rows)
    {
        var found = new Findings();
        found.Add(DifferenceKind.Moved, LedgerKeys.Moved(id), stored, computed);
        Add(found, null, draft =>
        {
            draft.RestoreMoved(id, computed);
            draft.CountMoved(rows);
        });
    }

    private void CompareCounts()
    {
        var head = _scan.Ledger.Head;
        var found = new Findings();
        var nextEntry = Math.Max(head.NextEntry, Math.Max(Computed.LastEntry, _scan.Goals.LastEntry) + 1);
        found.Compare(DifferenceKind.TransactionCount, LedgerKeys.Head, head.TransactionCount, Computed.Transactions, Text);
        found.Compare(DifferenceKind.SplitCount, LedgerKeys.Head, head.SplitCount, Computed.Splits, Text);
        found.Compare(DifferenceKind.NextEntry, LedgerKeys.Head, head.NextEntry, nextEntry, Text);
        found.Compare(DifferenceKind.MovedCount, LedgerKeys.Head, head.MovedCount, _scan.Moved.Count, Text);
        Add(found, null, draft =>
        {
            draft.RestoreCounts(Computed.Transactions, Computed.Splits, nextEntry);
            draft.CountMoved((int)(_scan.Moved.Count - head.MovedCount));
        });
    }

    private void Add(Findings found, Storage.Row? row, Action<LedgerDraft> apply)
    {
        if (found.All.Count > 0)
        {
            _repairs.Add(new Repair(found.All, Repair.WeightOf(row), apply));
        }
    }

    private static string Text(Money money) => $"{money} {money.Currency}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DayNet net, Currency currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{new Money(net.Net, currency)} ({net.Count})");

    private static string Text(long minor, long count) => string.Create(CultureInfo.InvariantCulture, $"{minor} ({count})");

    private static string Text(Tally tally) => Text(tally.Minor, tally.Count);

    private static string Text(LargestExpense largest) => largest.IsKnown ? $"{Text(largest.Minor)}, {largest.Id}" : "not known";
}
