using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Audits;

/// <summary>Everything that follows from a ledger's transactions, computed from nothing but these and the chart.</summary>
internal sealed class Recount(Chart chart)
{
    private readonly Dictionary<string, BalanceHistory> _histories = new(StringComparer.Ordinal);

    internal Dictionary<int, YearSummary> Years { get; } = [];

    internal Dictionary<Month, DaysSummary> Days { get; } = [];

    internal TagCounts Tags { get; } = new();

    internal long Transactions { get; private set; }

    internal long Splits { get; private set; }

    internal long LastEntry { get; private set; }

    /// <summary>What an account must say; one that was merged keeps its opening balance and no entries.</summary>
    internal Account Of(Account account)
    {
        var history = _histories.GetValueOrDefault(account.Id) ?? BalanceHistory.Empty;
        return account with { History = history, Balance = account.OpeningBalance + new Money(history.Net, account.Currency) };
    }

    internal YearSummary Year(int year) => Years.GetValueOrDefault(year) ?? new YearSummary(year);

    internal DaysSummary DaysOf(Month month) => Days.GetValueOrDefault(month) ?? new DaysSummary(month);

    internal void Add(Transaction transaction)
    {
        var month = Month.Of(transaction.Date);
        if (!Years.TryGetValue(month.Year, out var year))
        {
            Years.Add(month.Year, year = new YearSummary(month.Year));
        }

        if (!Days.TryGetValue(month, out var days))
        {
            Days.Add(month, days = new DaysSummary(month));
        }

        year.Post(transaction, 1);
        days.Post(transaction, 1);
        Tags.Post(transaction, 1);
        foreach (var effect in BalanceEffect.Of(transaction))
        {
            var id = chart.AccountNow(effect.AccountId).Id;
            _histories[id] = (_histories.GetValueOrDefault(id) ?? BalanceHistory.Empty).Add(month, effect.Minor, 1);
        }

        Transactions++;
        Splits += transaction.Splits.Count > 0 ? 1 : 0;
        LastEntry = Math.Max(LastEntry, transaction.Id.Entry);
    }
}
