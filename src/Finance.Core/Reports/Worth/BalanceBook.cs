using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Reports.Worth;

/// <summary>Balances at the end of any number of days, as <see cref="Balances"/> tells those of one. Pure.</summary>
/// <param name="days">The days of every month that has entries and is cut by a day which is asked for.</param>
internal sealed class BalanceBook(Chart chart, IReadOnlyDictionary<Month, DaysSummary> days)
{
    private const int LongestMonth = 31;
    private readonly Dictionary<string, (Month[] Months, long[] Through)> _months = new(StringComparer.Ordinal);
    private readonly Dictionary<Month, Dictionary<string, long[]>> _days = [];

    internal Money At(Account account, DateOnly day)
    {
        var month = Month.Of(day);
        if (!_months.TryGetValue(account.Id, out var history))
        {
            _months.Add(account.Id, history = Add(account.History));
        }

        var at = Array.BinarySearch(history.Months, month);
        var before = at < 0 ? ~at - 1 : at - 1;
        var net = before < 0 ? 0 : history.Through[before];
        if (at >= 0)
        {
            net = day == month.LastDay ? history.Through[at] : checked(net + Within(month, account.Id, day.Day));
        }

        return account.OpeningBalance + new Money(net, account.Currency);
    }

    private static (Month[] Months, long[] Through) Add(BalanceHistory history)
    {
        var (months, through, sum) = (new List<Month>(), new List<long>(), 0L);
        foreach (var entry in history.Months)
        {
            months.Add(entry.Month);
            through.Add(sum = checked(sum + entry.Net));
        }

        return ([.. months], [.. through]);
    }

    private long Within(Month month, string accountId, int day)
    {
        if (!_days.TryGetValue(month, out var sums))
        {
            _days.Add(month, sums = days.TryGetValue(month, out var summary) ? Add(summary) : []);
        }

        return sums.TryGetValue(accountId, out var through) ? through[day - 1] : 0;
    }

    /// <summary>What each account's month came to by the end of each of its days.</summary>
    private Dictionary<string, long[]> Add(DaysSummary summary)
    {
        var sums = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var (cell, net) in summary.Days)
        {
            var id = chart.AccountNow(cell.AccountId).Id;
            if (!sums.TryGetValue(id, out var through))
            {
                sums.Add(id, through = new long[LongestMonth]);
            }

            through[cell.Day - 1] = checked(through[cell.Day - 1] + net.Net);
        }

        foreach (var through in sums.Values)
        {
            for (var at = 1; at < LongestMonth; at++)
            {
                through[at] = checked(through[at] + through[at - 1]);
            }
        }

        return sums;
    }
}
