using System.Numerics;
using Finance.Core.Currencies;

namespace Finance.Core.Tests.Reports;

/// <summary>Converts the long way: by looking through all that was published, in whole numbers.</summary>
internal sealed class NaiveRates(IReadOnlyList<PublishedDay> published)
{
    private const int Scale = 8;

    internal IReadOnlyList<PublishedDay> Published => published;

    /// <summary>Rates that jump about, on most days of a range.</summary>
    internal static NaiveRates Jumping(int seed, DateRange days, params string[] codes)
    {
        var random = new Random(seed);
        return new NaiveRates(
        [
            .. Enumerable.Range(0, days.DayCount)
                .Where(_ => random.Next(4) > 0)
                .Select(offset => new PublishedDay(
                    days.From.AddDays(offset),
                    codes.Where(_ => random.Next(10) > 0)
                        .ToDictionary(Currency.Of, code => new decimal(random.Next(2_000, 40_000), 0, 0, false, (byte)(code == "JPY" ? 2 : 4))))),
        ]);
    }

    /// <returns>Null without a rate.</returns>
    internal long? Convert(long minor, Currency from, Currency to, DateOnly day)
    {
        if (minor == 0 || from == to)
        {
            return minor;
        }

        if (PerEuro(from, day) is not { } of || PerEuro(to, day) is not { } other)
        {
            return null;
        }

        var dividend = minor * other * to.MinorPerMajor;
        var divisor = of * from.MinorPerMajor;
        var (quotient, rest) = BigInteger.DivRem(BigInteger.Abs(dividend), divisor);
        return (long)(rest * 2 >= divisor ? quotient + 1 : quotient) * dividend.Sign;
    }

    internal bool Has(Currency from, Currency to, DateOnly day) =>
        from == to || (PerEuro(from, day) is not null && PerEuro(to, day) is not null);

    private BigInteger? PerEuro(Currency currency, DateOnly day) => currency.Code == "EUR"
        ? BigInteger.Pow(10, Scale)
        : published.Where(known => known.Day <= day && known.Rates.ContainsKey(currency))
            .Select(known => (BigInteger?)new BigInteger(known.Rates[currency] * (decimal)BigInteger.Pow(10, Scale)))
            .LastOrDefault();
}
