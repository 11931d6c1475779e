using System.Numerics;

namespace Finance.Core.Currencies;

/// <summary>
/// What one unit of a currency is in another. An exact fraction, so that rates are crossed and inverted without loss and an amount is
/// rounded once, when it is converted.
/// </summary>
public sealed class ExchangeRate
{
    /// <summary>The digits that <see cref="ToDecimal"/> shows.</summary>
    public const int ShownDigits = 12;

    /// <summary>The largest amount that a conversion yields, in minor units: sums of many still fit.</summary>
    public const long MaxMinor = 100 * Money.MaxMinor;

    // A decimal holds no more decimals: https://learn.microsoft.com/dotnet/api/system.decimal
    private const int MaxScale = 28;

    private const int MaxBits = 63;

    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;
    private readonly BigInteger _minorNumerator;
    private readonly BigInteger _minorDenominator;
    private readonly bool _isShort;

    private ExchangeRate(Currency from, Currency to, BigInteger numerator, BigInteger denominator)
    {
        (From, To, _numerator, _denominator) = (from, to, numerator, denominator);
        (_minorNumerator, _minorDenominator) = (numerator * to.MinorPerMajor, denominator * from.MinorPerMajor);
        if (!IsShort(_minorNumerator) || !IsShort(_minorDenominator))
        {
            var divisor = BigInteger.GreatestCommonDivisor(_minorNumerator, _minorDenominator);
            (_minorNumerator, _minorDenominator) = (_minorNumerator / divisor, _minorDenominator / divisor);
        }

        _isShort = IsShort(_minorNumerator) && IsShort(_minorDenominator);
    }

    public Currency From { get; }

    public Currency To { get; }

    /// <param name="rate">Units of <paramref name="to"/> for one unit of <paramref name="from"/>, above zero.</param>
    public static ExchangeRate Of(Currency from, Currency to, decimal rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        var (unscaled, scale) = ExactDecimal.Split(rate);
        return new ExchangeRate(from, to, unscaled, BigInteger.Pow(10, scale));
    }

    /// <summary>The rate at which one amount, above zero, is the other.</summary>
    public static ExchangeRate Between(Money from, Money to) => new(
        from.Currency,
        to.Currency,
        (BigInteger)to.Minor * from.Currency.MinorPerMajor,
        (BigInteger)from.Minor * to.Currency.MinorPerMajor);

    public static ExchangeRate OfSame(Currency currency) => new(currency, currency, BigInteger.One, BigInteger.One);

    /// <summary>The same rate the other way.</summary>
    public ExchangeRate Inverse() => new(To, From, _denominator, _numerator);

    /// <summary>From the one currency through the other's.</summary>
    /// <exception cref="ArgumentException"><paramref name="next"/> does not go on from where this rate leads.</exception>
    public ExchangeRate Then(ExchangeRate next) => next.From == To
        ? new ExchangeRate(From, next.To, _numerator * next._numerator, _denominator * next._denominator)
        : throw new ArgumentException($"{From}→{To} is not carried on by {next.From}→{next.To}.", nameof(next));

    /// <summary>An amount in the other currency, rounded half away from zero to its minor unit.</summary>
    /// <returns>Null when that lies beyond ±<see cref="MaxMinor"/>.</returns>
    public Money? Convert(Money amount)
    {
        if (amount.Currency != From)
        {
            throw new ArgumentException($"A rate of {From} converts no {amount.Currency}.", nameof(amount));
        }

        var minor = _isShort
            ? Divide((Int128)amount.Minor * (long)_minorNumerator, (long)_minorDenominator)
            : Divide(amount.Minor * _minorNumerator, _minorDenominator);
        return minor is { } rounded ? new Money(rounded, To) : null;
    }

    /// <summary>The rate for people: <see cref="ShownDigits"/> significant digits, rounded half away from zero where it has more.</summary>
    public decimal ToDecimal()
    {
        var scale = 0;
        var (quotient, bound) = (_numerator, BigInteger.Pow(10, ShownDigits - 1) * _denominator);
        for (; scale < MaxScale && quotient < bound; scale++)
        {
            quotient *= 10;
        }

        var rounded = ((2 * quotient) + _denominator) / (2 * _denominator);
        return ExactDecimal.Join(rounded, scale);
    }

    /// <summary>Whether the rate lies where <see cref="ToDecimal"/> can show it: within 10^±19.</summary>
    internal bool IsShowable => long.Abs(_numerator.GetBitLength() - _denominator.GetBitLength()) <= MaxBits;

    private static bool IsShort(BigInteger number) => number <= long.MaxValue;

    private static long? Divide(Int128 dividend, long divisor) =>
        Int128.Abs(dividend) > (Int128)MaxMinor * divisor ? null : Money.Quotient(dividend, divisor);

    private static long? Divide(BigInteger dividend, BigInteger divisor)
    {
        var magnitude = ((2 * BigInteger.Abs(dividend)) + divisor) / (2 * divisor);
        return magnitude > MaxMinor ? null : (long)magnitude * dividend.Sign;
    }
}
