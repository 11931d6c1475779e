namespace Finance.Core.Transactions.Listing;

/// <summary>Balances at the end of days, from accounts' histories and the days of months that were made ready.</summary>
internal sealed class BalanceBook(ListingContext context)
{
    /// <summary>Reads what balances at the end of a day need, if anything.</summary>
    internal Task PrepareAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var month = Month.Of(day);
        var accounts = context.Scope.Account is { } one ? [one] : context.Chart.Accounts;
        return day == month.LastDay || accounts.All(account => account.History.In(month).Count == 0)
            ? Task.CompletedTask
            : context.DaysAsync(month, cancellationToken);
    }

    /// <summary>In minor units; the day, or rather its month, was made ready.</summary>
    internal long EndOfDay(string accountId, DateOnly day)
    {
        var account = context.Chart.AllAccounts[accountId];
        var month = Month.Of(day);
        var within = account.History.In(month);
        var before = checked(account.OpeningBalance.Minor + account.History.NetBefore(month));
        return day == month.LastDay || within.Count == 0
            ? checked(before + within.Net)
            : checked(before + Days(month).NetThrough(day.Day, accountId));
    }

    /// <summary>Entries of an account on a day of a month that was made ready.</summary>
    internal long EntriesOn(string accountId, DateOnly day) => Days(Month.Of(day)).EntriesOn(day.Day, accountId);

    private MonthDays Days(Month month) => context.FindDays(month)
        ?? throw new InvalidOperationException("The days of the month were not made ready.");
}
