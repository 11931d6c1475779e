namespace Finance.Bench.Results;

/// <summary>What a part comes to, and the target it is held to.</summary>
/// <param name="Unit">Written behind the figures: <c> ×</c>, <c> %</c>, <c> ms</c>.</param>
internal sealed record Outcome(string What, double Value, string Unit, double Target, bool IsAtLeast)
{
    internal static Outcome AtMost(string what, double value, string unit, double target) =>
        new(what, value, unit, target, IsAtLeast: false);

    internal static Outcome AtLeast(string what, double value, string unit, double target) =>
        new(what, value, unit, target, IsAtLeast: true);

    public override string ToString()
    {
        var isMet = IsAtLeast ? Value >= Target : Value <= Target;
        var target = $"target {(IsAtLeast ? '≥' : '≤')} {Figures.Ratio(Target)}{Unit}, {(isMet ? "met" : "missed")}";
        return $"{What}: **{Figures.Ratio(Value)}{Unit}** ({target})";
    }
}
