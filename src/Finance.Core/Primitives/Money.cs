using System.Globalization;

namespace Finance.Core;

/// <summary>
/// An exact amount: whole minor units of one currency. Arithmetic is checked and never mixes currencies.
/// </summary>
/// <param name="Minor">Minor units (cents for USD), at most <see cref="MaxMinor"/> either way where it comes from outside.</param>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    /// <summary>The largest amount that is taken from outside: 10^15 minor units.</summary>
    public const long MaxMinor = 1_000_000_000_000_000;

    public static Money Zero(Currency currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + SameCurrency(left, right).Minor), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - SameCurrency(left, right).Minor), left.Currency);

    public static Money operator -(Money money) => new(checked(-money.Minor), money.Currency);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <exception cref="InvalidOperationException">The currencies differ: amounts of two currencies have no order.</exception>
    public int CompareTo(Money other) => Minor.CompareTo(SameCurrency(this, other).Minor);

    /// <summary>The amount with all decimals of its currency and a point: <c>-45.50</c>, <c>1200</c> (JPY), <c>0.005</c> (KWD).</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[32];
        return buffer[..MoneyText.Format(Minor, Currency.Exponent, buffer)].ToString();
    }

    /// <summary>As a decimal in major units, for division and rounding by the caller, who names the rounding.</summary>
    public decimal ToDecimal() => new decimal(Minor) / Currency.MinorPerMajor;

    /// <summary>A share of a whole, rounded half away from zero to four decimals; 0 of a zero whole.</summary>
    public static decimal Ratio(long part, long whole) =>
        whole == 0 ? 0m : Math.Round((decimal)part / whole, 4, MidpointRounding.AwayFromZero);

    /// <summary>A quotient in whole minor units, rounded half away from zero.</summary>
    public static long Quotient(Int128 dividend, Int128 divisor)
    {
        var (quotient, rest) = Int128.DivRem(dividend, divisor);
        var isHalfOrMore = Int128.Abs(rest) * 2 >= Int128.Abs(divisor);
        return checked((long)(isHalfOrMore ? quotient + Int128.Sign(dividend) * Int128.Sign(divisor) : quotient));
    }

    private static Money SameCurrency(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"An amount in {right.Currency} cannot be added to or compared with one in {left.Currency}."));
}
