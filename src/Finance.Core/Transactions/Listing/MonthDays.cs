using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Transactions.Listing;

/// <summary>A month's days by the accounts that are there now: how many entries each day has, and what they add up to.</summary>
internal sealed class MonthDays
{
    private const int Slots = 32;
    private readonly long[] _entries = new long[Slots];
    private readonly Dictionary<string, DayNet[]> _byAccount = new(StringComparer.Ordinal);

    internal MonthDays(DaysSummary summary, Chart chart)
    {
        foreach (var (cell, net) in summary.Days)
        {
            var account = chart.AccountNow(cell.AccountId).Id;
            if (!_byAccount.TryGetValue(account, out var days))
            {
                _byAccount.Add(account, days = new DayNet[Slots]);
            }

            days[cell.Day] = new DayNet(checked(days[cell.Day].Net + net.Net), days[cell.Day].Count + net.Count);
            _entries[cell.Day] += net.Count;
        }
    }

    /// <summary>Entries of a day in any account; a transfer is two.</summary>
    /// <param name="day">1 to 31.</param>
    internal long EntriesOn(int day) => _entries[day];

    internal long EntriesOn(int day, string accountId) => _byAccount.TryGetValue(accountId, out var days) ? days[day].Count : 0;

    /// <summary>What the entries of an account add up to, in minor units, from the first of the month through a day.</summary>
    internal long NetThrough(int day, string accountId) =>
        _byAccount.TryGetValue(accountId, out var days) ? days.Take(day + 1).Sum(entry => entry.Net) : 0;
}
