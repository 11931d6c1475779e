using Finance.Core.Accounts;

namespace Finance.Core.Reports.Worth;

/// <summary>Net worth over time, in one currency: each balance converted at its day's rate and rounded once. Pure.</summary>
internal sealed class WorthSeries(IReadOnlyList<Account> accounts, BalanceBook balances, Conversions conversions, DateOnly today)
{
    private readonly SortedDictionary<string, UnconvertedWorth> _unconverted = new(StringComparer.Ordinal);

    internal IReadOnlyList<UnconvertedWorth> Unconverted => [.. _unconverted.Values];

    /// <param name="days">Oldest first.</param>
    internal IReadOnlyList<WorthPoint> PointsOf(IEnumerable<DateOnly> days) => [.. days.Select(PointOf)];

    /// <param name="days">Those of the points.</param>
    internal IReadOnlyList<AccountWorth> AccountsOf(DateOnly start, IReadOnlyList<DateOnly> days) =>
    [
        .. accounts
            .Where(account => account.ClosedAt is null || days.Prepend(start).Any(day => balances.At(account, day).Minor != 0))
            .Select(account => LineOf(account, start, days))
            .OrderBy(line => line.IsDebt)
            .ThenByDescending(line => Math.Abs(line.Value?.Minor ?? 0))
            .ThenBy(line => line.Account.Name, StringComparer.Ordinal)
            .ThenBy(line => line.Account.Id, StringComparer.Ordinal),
    ];

    private WorthPoint PointOf(DateOnly day)
    {
        var worth = ConvertedWorth.Of(accounts.Select(account => balances.At(account, day)), day, conversions);
        foreach (var (currency, apart) in worth.Unconverted)
        {
            _unconverted[currency.Code] = new UnconvertedWorth(currency, day, apart.Total, apart.Assets, apart.Liabilities);
        }

        var missing = worth.Unconverted.Keys.OrderBy(currency => currency.Code, StringComparer.Ordinal);
        return new WorthPoint(day, worth.Total.Total, worth.Total.Assets, worth.Total.Liabilities, day > today, [.. missing]);
    }

    private AccountWorth LineOf(Account account, DateOnly start, IReadOnlyList<DateOnly> days)
    {
        var values = days.Select(day => conversions.Convert(balances.At(account, day), day)).ToList();
        var before = conversions.Convert(balances.At(account, start), start);
        var balance = balances.At(account, days[^1]);
        return new AccountWorth(
            account,
            balance.Minor < 0,
            balance,
            values[^1],
            values[^1] is { } value && before is { } was ? value - was : null,
            values);
    }
}
