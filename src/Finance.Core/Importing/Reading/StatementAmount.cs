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

    public decimal ToDecimal() => new((int)Magnitude, (int)(Magnitude >> 32), 0, Unscaled < 0, Scale);

    public override string ToString() => ToDecimal().ToString(CultureInfo.InvariantCulture);

    private ulong Magnitude => Unscaled < 0 ? (ulong)-(Unscaled + 1) + 1 : (ulong)Unscaled;
}
