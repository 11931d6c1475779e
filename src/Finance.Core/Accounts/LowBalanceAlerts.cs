using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Summaries;

namespace Finance.Core.Accounts;

/// <summary>
/// Tells the user of an account that is going to fall below zero by what is known to come, in the commit that lets it be known: once while
/// it stays so. Looks at what is, not at what changed, so that what one commit has no room for a later one tells.
/// </summary>
internal sealed class LowBalanceAlerts : ILedgerFollower
{
    private const int DaysAhead = 14;

    /// <summary>The notification and the account that remembers it; a row is left for the answer to an idempotency key.</summary>
    private const int RoomNeeded = 3;

    public async Task FollowAsync(LedgerDraft draft, LedgerReader reader, CancellationToken cancellationToken)
    {
        if (draft.DefersAlerts || !IsConcerned(draft))
        {
            return;
        }

        var today = TimeZones.DayOf(draft.Now, draft.Head.Profile.TimeZone);
        var flows = new ComingFlows(draft.Chart, today, Latest(today));
        foreach (var template in draft.Plans.Templates)
        {
            flows.Add(template);
        }

        var watched = draft.Chart.Accounts.Where(account => IsWatched(account) && IsInDoubt(draft, account, flows, today)).ToList();
        if (watched.Count == 0)
        {
            return;
        }

        var months = await MonthsAsync(draft, watched, today, cancellationToken);
        foreach (var month in months)
        {
            flows.Add(month);
        }

        foreach (var account in watched)
        {
            var balance = BalanceOf(draft.Chart, account, today, months);
            Tell(draft, account, today, balance < 0 ? null : FirstLow(balance, flows.Of(account.Id)));
        }
    }

    private static bool IsConcerned(LedgerDraft draft) => draft.Entries.Count > 0
        || draft.TellsDeferred
        || !ReferenceEquals(draft.Chart.AllAccounts, draft.Before.Chart.AllAccounts)
        || !ReferenceEquals(draft.Plans.AllTemplates, draft.Before.Plans.AllTemplates);

    private static DateOnly Latest(DateOnly today) =>
        today.DayNumber + DaysAhead > LedgerDates.Last.DayNumber ? LedgerDates.Last : today.AddDays(DaysAhead);

    private static bool IsWatched(Account account) =>
        account.ClosedAt is null && account.Type is AccountType.Checking or AccountType.Savings or AccountType.Cash;

    /// <summary>
    /// Whether anything is known to come: only then are days read. An account with money in it and no entries after this month has none of this
    /// month ahead that could take it below zero, but those that the draft or an earlier one has read the days of.
    /// </summary>
    private static bool IsInDoubt(LedgerDraft draft, Account account, ComingFlows flows, DateOnly today)
    {
        var month = Month.Of(today);
        return flows.Of(account.Id).Count > 0
            || account.Balance.Minor < 0
            || account.Low is { IsActive: true }
            || draft.Remembers(month)
            || account.History.Months.LastOrDefault().Month > month;
    }

    /// <summary>The days of this month and, where they are still within reach, of the next; those without entries are not read.</summary>
    private static Task<IReadOnlyList<DaysSummary>> MonthsAsync(
        LedgerDraft draft,
        List<Account> watched,
        DateOnly today,
        CancellationToken cancellationToken)
    {
        var (first, last) = (Month.Of(today), Month.Of(Latest(today)));
        var months = new[] { first, last }.Distinct().Where(month => watched.Exists(account => account.History.In(month).Count > 0));
        return draft.DaysNowAsync([.. months], cancellationToken);
    }

    /// <summary>An account as of today, in minor units.</summary>
    private static Int128 BalanceOf(Chart chart, Account account, DateOnly today, IReadOnlyList<DaysSummary> months)
    {
        var month = Month.Of(today);
        Int128 balance = account.OpeningBalance.Minor;
        balance += account.History.NetBefore(month.AddMonths(1));
        foreach (var (cell, sum) in months.Where(days => days.Month == month).SelectMany(days => days.Days))
        {
            balance -= cell.Day > today.Day && chart.AccountNow(cell.AccountId).Id == account.Id ? sum.Net : 0;
        }

        return balance;
    }

    /// <summary>The first day at whose end the account is below zero; null where there is none.</summary>
    private static Low? FirstLow(Int128 balance, IReadOnlyList<ComingFlow> flows)
    {
        foreach (var day in flows.GroupBy(flow => flow.Day).OrderBy(day => day.Key))
        {
            balance = day.Aggregate(balance, (sum, flow) => sum + flow.Minor);
            if (balance < 0)
            {
                return new Low(day.Key, (long)Int128.Max(balance, long.MinValue), day.MinBy(flow => flow.Minor));
            }
        }

        return null;
    }

    private static void Tell(LedgerDraft draft, Account account, DateOnly today, Low? low)
    {
        var told = account.Low is { } marker && marker.Day < today ? marker with { IsActive = false } : account.Low;
        var after = (low, told) switch
        {
            (null, { IsActive: true }) => told with { IsActive = false },
            (null, _) or (_, { IsActive: true }) => account.Low,
            ({ } found, _) => new LowBalanceMark(found.Day, true),
        };
        if (after == account.Low || draft.Room < RoomNeeded)
        {
            return;
        }

        draft.Put(account with { Low = after });
        if (low is not null && after!.Day != told?.Day)
        {
            draft.Notify(Notification(account, low));
        }
    }

    private static NewNotification Notification(Account account, Low low)
    {
        var money = new Money(low.Minor, account.Currency);
        var taken = new Money(-low.Cause.Minor, account.Currency);
        var cause = low.Cause.What is { } template ? $"{template} takes {taken}" : $"entries of that day take {taken}";
        return new NewNotification(
            NotificationKind.LowBalance,
            $"{account.Name} is going to fall below zero",
            $"{account.Name} is expected at {money} {account.Currency.Code} on {LedgerDates.Format(low.Day)}: {cause}.",
            account.Id);
    }

    /// <param name="Minor">The balance at the end of the day.</param>
    /// <param name="Cause">What takes most on that day.</param>
    private sealed record Low(DateOnly Day, long Minor, ComingFlow Cause);
}
