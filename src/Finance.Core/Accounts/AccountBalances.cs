using Finance.Core.Ledgers;

namespace Finance.Core.Accounts;

/// <summary>An account at the end of a day.</summary>
/// <param name="Count">Entries up to and including the day.</param>
public readonly record struct BalanceOnDay(Money Balance, long Count);

/// <summary>Balances of the past: known from an account's months and, within a month, from its days; no transaction is read.</summary>
public static class AccountBalances
{
    /// <summary>The account at the end of a day; at most one point read.</summary>
    /// <param name="account">An account that is there, as <paramref name="ledger"/> holds it.</param>
    public static async Task<BalanceOnDay> AtAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        Account account,
        DateOnly day,
        CancellationToken cancellationToken)
    {
        var month = Month.Of(day);
        var (net, count) = Before(account, month);
        var within = account.History.In(month);
        if (day == month.LastDay || within.Count == 0)
        {
            return At(account, net + within.Net, count + within.Count);
        }

        var ids = ledger.Chart.IdsOfAccount(account.Id);
        var days = await reader.DaysAsync(ledger, month, cancellationToken);
        foreach (var (cell, sum) in days.Days)
        {
            if (cell.Day <= day.Day && ids.Contains(cell.AccountId))
            {
                (net, count) = (checked(net + sum.Net), count + sum.Count);
            }
        }

        return At(account, net, count);
    }

    private static (long Net, long Count) Before(Account account, Month month)
    {
        var (net, count) = (0L, 0L);
        foreach (var entry in account.History.Months.TakeWhile(entry => entry.Month < month))
        {
            (net, count) = (checked(net + entry.Net), count + entry.Count);
        }

        return (net, count);
    }

    private static BalanceOnDay At(Account account, long net, long count) =>
        new(account.OpeningBalance + new Money(net, account.Currency), count);
}
