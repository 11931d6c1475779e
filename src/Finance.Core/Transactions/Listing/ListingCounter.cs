using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// Counts a listing: by sums where these tell by what is asked for, with rows only of the days at the range's ends; otherwise by reading,
/// as far as one request may.
/// </summary>
internal sealed class ListingCounter(ListingContext context)
{
    private readonly EntryCalendar _calendar = new(context);

    private ListingScope Scope => context.Scope;

    /// <returns>Null where more would have to be read than one request may.</returns>
    internal async Task<long?> CountAsync(CancellationToken cancellationToken)
    {
        if (Scope.IsEmpty)
        {
            return 0;
        }

        if (Scope.IsBeyondSummaries)
        {
            return await ReadAllAsync(cancellationToken);
        }

        var everything = context.Chart.Accounts.Sum(account => account.TransactionCount);
        if (Scope.IsOfDaysOnly)
        {
            var entries = await EntriesAsync(cancellationToken);
            return entries == everything ? context.Ledger.Head.TransactionCount : entries - await TransfersAsync(cancellationToken);
        }

        if (Scope.Account is not null && Scope.Filter.Type is null && !Scope.IsOfCategory)
        {
            return await EntriesAsync(cancellationToken) - await InnerTransfersAsync(Scope.Days, cancellationToken);
        }

        return await BySummariesAsync(cancellationToken);
    }

    private async Task<long?> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (Scope.IsOfTagOnly)
        {
            var tags = await context.Reader.TagsAsync(context.Ledger, cancellationToken);
            return tags.Counts.GetValueOrDefault(Scope.Filter.Tag!);
        }

        var window = await _calendar.CountAsync(Scope.Days, cancellationToken);
        var plan = ListingPlans.Choose(context, window);
        var limit = context.Limits.RowsPerRequest;
        return Scope.Filter.ImportId is null && plan.RowsAtMost(context, window) > limit
            ? null
            : await ReadAsync(plan, Scope.Days, limit, cancellationToken);
    }

    /// <summary>Entries of the account, or of all accounts, where a transfer is two.</summary>
    private async Task<long> EntriesAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        var accounts = Scope.Account is { } one ? [one] : context.Chart.Accounts.ToList();
        foreach (var month in Scope.Days.Months())
        {
            var part = month.Days.Intersect(Scope.Days);
            var entries = accounts.Sum(account => account.History.In(month).Count);
            if (entries == 0 || part == month.Days)
            {
                count += entries;
                continue;
            }

            var days = await context.DaysAsync(month, cancellationToken);
            count += Enumerable.Range(part.From.Day, part.DayCount).Sum(day => accounts.Sum(account => days.EntriesOn(day, account.Id)));
        }

        return count;
    }

    /// <summary>Transfers in the days of the listing.</summary>
    private async Task<long> TransfersAsync(CancellationToken cancellationToken)
    {
        if (context.Chart.Accounts.Sum(account => account.TransactionCount) == context.Ledger.Head.TransactionCount)
        {
            return 0;
        }

        var count = 0L;
        var years = await YearsAsync(cancellationToken);
        foreach (var month in Scope.Days.Months())
        {
            var part = month.Days.Intersect(Scope.Days);
            var transfers = SummaryCounts.Transfers(years[month.Year], month.Number);
            count += transfers == 0 || part == month.Days
                ? transfers
                : await CountRowsAsync(part, [new(TransactionRow.TypeProperty, (int)TransactionType.Transfer)], cancellationToken);
        }

        return count;
    }

    /// <summary>Transfers between accounts that were merged since, which the sums count at both ends.</summary>
    private async Task<long> InnerTransfersAsync(DateRange days, CancellationToken cancellationToken)
    {
        var ids = Scope.AccountIds!;
        var counts = await Task.WhenAll(ids
            .SelectMany(_ => ids, (from, to) => (From: from, To: to))
            .Where(pair => pair.From != pair.To && !days.IsEmpty)
            .Select(pair => CountRowsAsync(
                days,
                [new(TransactionRow.AccountProperty, pair.From), new(TransactionRow.ToAccountProperty, pair.To)],
                cancellationToken)));
        return counts.Sum();
    }

    /// <summary>Whole months by the years' summaries, the days at the ends by their rows.</summary>
    private async Task<long> BySummariesAsync(CancellationToken cancellationToken)
    {
        var years = await YearsAsync(cancellationToken);
        var count = 0L;
        var whole = new List<Month>();
        foreach (var month in Scope.Days.Months())
        {
            var part = month.Days.Intersect(Scope.Days);
            var matching = SummaryCounts.Matching(years[month.Year], month.Number, Scope);
            if (matching > 0 && part != month.Days)
            {
                count += await ReadAsync(RowPlan.Picked(Scope) ?? RowPlan.Everything(Scope), part, int.MaxValue, cancellationToken) ?? 0;
            }
            else
            {
                count += matching;
                whole.Add(month);
            }
        }

        return whole.Count == 0
            ? count
            : count - await CountedTwiceAsync(new DateRange(whole[0].FirstDay, whole[^1].LastDay), cancellationToken);
    }

    /// <summary>What the summaries of whole months count more than once.</summary>
    private async Task<long> CountedTwiceAsync(DateRange days, CancellationToken cancellationToken)
    {
        if (!Scope.IsOfCategory)
        {
            return Scope.AccountIds is not null && Scope.Filter.Type == TransactionType.Transfer
                ? await InnerTransfersAsync(days, cancellationToken)
                : 0;
        }

        var extra = 0L;
        if (context.Ledger.Head.SplitCount > 0)
        {
            var (from, to) = LedgerKeys.TransactionsOf(days.Intersect(Scope.Days));
            var range = new RowRange(from, to, RowSelection.ToDecide(Scope, byCategory: true), ListingPlans.MaxPageSize);
            await foreach (var row in context.RowsAsync(range, [new(TransactionRow.SplitProperty, true)], cancellationToken))
            {
                var transaction = TransactionRow.Read(row);
                extra += Scope.Includes(transaction) ? Scope.PartsIncluded(transaction) - 1 : 0;
            }
        }

        return extra;
    }

    private async Task<IReadOnlyDictionary<int, YearSummary>> YearsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<int> numbers = [.. Scope.Days.Months().Select(month => month.Year).Distinct()];
        var years = await context.Reader.YearsAsync(context.Ledger, numbers, cancellationToken);
        return years.ToDictionary(year => year.Year);
    }

    private async Task<long> CountRowsAsync(
        DateRange days,
        IReadOnlyList<KeyValuePair<string, object>> where,
        CancellationToken cancellationToken)
    {
        var (from, to) = LedgerKeys.TransactionsOf(days);
        var count = 0L;
        var range = new RowRange(from, to, ["Version", "UpdatedAt"], ListingPlans.MaxPageSize);
        await foreach (var _ in context.RowsAsync(range, where, cancellationToken))
        {
            count++;
        }

        return count;
    }

    private async Task<long?> ReadAsync(RowPlan plan, DateRange days, int limit, CancellationToken cancellationToken)
    {
        var (from, to) = LedgerKeys.TransactionsOf(days);
        var range = new RowRange(from, to, RowSelection.ToDecide(Scope, byCategory: false), ListingPlans.MaxPageSize);
        var (count, passed) = (0L, 0);
        await foreach (var row in plan.ReadAsync(context, range, cancellationToken))
        {
            if (passed++ == limit)
            {
                return null;
            }

            count += Scope.Includes(TransactionRow.Read(row)) ? 1 : 0;
        }

        return count;
    }
}
