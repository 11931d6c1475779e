using System.Globalization;

namespace Finance.Core.Importing.Reading;

/// <summary>
/// An amount exactly as a statement writes it: <paramref name="Unscaled"/> × 10^-<paramref name="Scale"/>, before anybody has said in which
/// currency. <c>-197.1063</c> is (-1971063, 4).
/// </summary>
public readonly record struct StatementAmount(long Unscaled, byte Scale)
{
    public bool IsZero => Unscaled == 0;

    public StatementAmount Negate() => new(-Unscaled, Scale);

    /// <summary>The exact difference, with the decimals of the finer one; false when it has more than 18 digits.</summary>
    public bool TryMinus(StatementAmount other, out StatementAmount difference)
    {
        var scale = Math.Max(Scale, other.Scale);
        var units = (Unscaled * Power(scale - Scale)) - (other.Unscaled * Power(scale - other.Scale));
        difference = new StatementAmount(unchecked((long)units), scale);
        return Int128.Abs(units) < Power(18);
    }

    public decimal ToDecimal() => new((int)Magnitude, (int)(Magnitude >> 32), 0, Unscaled < 0, Scale);

    public override string ToString() => ToDecimal().ToString(CultureInfo.InvariantCulture);

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }

    private ulong Magnitude => Unscaled < 0 ? (ulong)-(Unscaled + 1) + 1 : (ulong)Unscaled;
}
