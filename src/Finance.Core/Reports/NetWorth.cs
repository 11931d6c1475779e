using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Reports;

/// <summary>What is owned and owed at the end of a day, in one currency.</summary>
/// <param name="Assets">Sum of the balances above zero, whatever the accounts' types.</param>
/// <param name="Liabilities">Sum of the balances below zero, as a positive amount.</param>
public readonly record struct NetWorth(Money Assets, Money Liabilities)
{
    /// <summary>Assets − liabilities: the sum of all balances.</summary>
    public Money Total => Assets - Liabilities;

    public static NetWorth None(Currency currency) => new(Money.Zero(currency), Money.Zero(currency));

    internal NetWorth With(Money balance) => balance.Minor >= 0
        ? this with { Assets = Assets + balance }
        : this with { Liabilities = Liabilities - balance };
}

/// <summary>Net worth in the currency of an answer: each balance converted at the day's rate and rounded once.</summary>
/// <param name="Unconverted">Balances that could not be converted, other than zero.</param>
public sealed record ConvertedWorth(NetWorth Total, IReadOnlyDictionary<Currency, NetWorth> Unconverted)
{
    internal static ConvertedWorth Of(IEnumerable<Money> balances, DateOnly day, Conversions conversions)
    {
        var (total, apart) = (NetWorth.None(conversions.To), new Dictionary<Currency, NetWorth>());
        foreach (var balance in balances)
        {
            if (conversions.Convert(balance, day) is { } converted)
            {
                total = total.With(converted);
            }
            else
            {
                var known = apart.TryGetValue(balance.Currency, out var sum) ? sum : NetWorth.None(balance.Currency);
                apart[balance.Currency] = known.With(balance);
            }
        }

        return new ConvertedWorth(total, apart);
    }
}

/// <summary>
/// Balances at the end of any day, from the accounts' histories: opening balance + all months before + the month's days up to that day. An
/// opening balance has no date, so it counts from the beginning.
/// </summary>
internal static class Balances
{
    /// <summary>Whether the days of the day's month have to be known, because it has entries and does not end with that day.</summary>
    internal static bool NeedDays(Chart chart, DateOnly day) =>
        day != Month.Of(day).LastDay && chart.Accounts.Any(account => account.History.In(Month.Of(day)).Count != 0);

    /// <summary>The balance of every account.</summary>
    /// <param name="days">The days of the day's month, where <see cref="NeedDays"/> says that they have to be known.</param>
    /// <param name="accountId">Only this account; null for all.</param>
    internal static IEnumerable<Money> At(Chart chart, DateOnly day, DaysSummary? days, string? accountId)
    {
        var month = Month.Of(day);
        var partial = days?.Days
            .Where(cell => cell.Key.Day <= day.Day)
            .GroupBy(cell => chart.AccountNow(cell.Key.AccountId).Id, StringComparer.Ordinal)
            .ToDictionary(cells => cells.Key, cells => cells.Sum(cell => cell.Value.Net), StringComparer.Ordinal);
        foreach (var account in chart.Accounts.Where(account => accountId is null || account.Id == accountId))
        {
            var ofMonth = day == month.LastDay ? account.History.In(month).Net : partial?.GetValueOrDefault(account.Id) ?? 0;
            yield return account.OpeningBalance + new Money(checked(account.History.NetBefore(month) + ofMonth), account.Currency);
        }
    }
}
