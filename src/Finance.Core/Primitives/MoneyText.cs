using System.Globalization;

namespace Finance.Core;

/// <summary>Why a text is not an amount of a currency.</summary>
public enum MoneyFault
{
    None = 0,

    /// <summary>Not an optional minus, digits, and optionally a point and digits.</summary>
    Malformed,

    /// <summary>More decimals than the currency has.</summary>
    TooManyDecimals,

    /// <summary>Beyond ±<see cref="Money.MaxMinor"/> minor units.</summary>
    OutOfRange,
}

/// <summary>Amounts as text: an optional minus, digits, and after a point the currency's decimals. No exponent, no grouping, no plus.</summary>
public static class MoneyText
{
    /// <summary>Reads an amount exactly; fewer decimals than the currency has are filled with zeros.</summary>
    public static MoneyFault TryParse(ReadOnlySpan<char> text, Currency currency, out Money money)
    {
        money = Money.Zero(currency);
        var negative = text.StartsWith('-');
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return MoneyFault.Malformed;
        }

        if (fraction.Length > currency.Exponent)
        {
            return MoneyFault.TooManyDecimals;
        }

        whole = whole.TrimStart('0');
        if (whole.Length > 16 || !TryUnits(whole, fraction, currency, out var minor) || minor > Money.MaxMinor)
        {
            return MoneyFault.OutOfRange;
        }

        money = new Money(negative ? -minor : minor, currency);
        return MoneyFault.None;
    }

    /// <summary>
    /// Minor units of an exact decimal <paramref name="unscaled"/> × 10^-<paramref name="scale"/>. Trailing zeros beyond the currency's decimals
    /// are dropped; any other digit there is too many decimals, never rounded away.
    /// </summary>
    public static MoneyFault TryFromScaled(long unscaled, int scale, Currency currency, out Money money)
    {
        money = Money.Zero(currency);
        for (; scale > currency.Exponent; scale--)
        {
            if (unscaled % 10 != 0)
            {
                return MoneyFault.TooManyDecimals;
            }

            unscaled /= 10;
        }

        Int128 minor = unscaled;
        for (; scale < currency.Exponent; scale++)
        {
            minor *= 10;
        }

        if (Int128.Abs(minor) > Money.MaxMinor)
        {
            return MoneyFault.OutOfRange;
        }

        money = new Money((long)minor, currency);
        return MoneyFault.None;
    }

    /// <summary>Writes minor units with a point and <paramref name="exponent"/> decimals; returns the characters written (at most 26).</summary>
    public static int Format(long minor, int exponent, Span<char> destination)
    {
        Span<char> digits = stackalloc char[20];
        var magnitude = minor < 0 ? (ulong)-(minor + 1) + 1 : (ulong)minor;
        magnitude.TryFormat(digits, out var length, "D" + (exponent + 1), CultureInfo.InvariantCulture);
        var at = 0;
        if (minor < 0)
        {
            destination[at++] = '-';
        }

        digits[..(length - exponent)].CopyTo(destination[at..]);
        at += length - exponent;
        if (exponent > 0)
        {
            destination[at++] = '.';
            digits[(length - exponent)..length].CopyTo(destination[at..]);
            at += exponent;
        }

        return at;
    }

    private static bool TryUnits(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, Currency currency, out long minor)
    {
        Int128 units = 0;
        foreach (var digit in whole)
        {
            units = (units * 10) + (digit - '0');
        }

        for (var place = 0; place < currency.Exponent; place++)
        {
            units = (units * 10) + (place < fraction.Length ? fraction[place] - '0' : 0);
        }

        minor = units > long.MaxValue ? 0 : (long)units;
        return units <= long.MaxValue;
    }
}
