using Finance.Core;
using Finance.Core.Insights;
using Finance.Core.Reports;
using Finance.Functions.OpenApi;

namespace Finance.Functions.Insights;

/// <summary>The answer of <c>/api/insights</c>: the envelope of a list that comes whole, and the health score.</summary>
internal sealed record InsightsJson(
    DateOnly On,
    Currency Currency,
    IReadOnlyList<InsightJson> Items,
    string? NextCursor,
    int TotalCount,
    HealthScoreJson HealthScore,
    BasisJson Basis,
    IReadOnlyList<UnconvertedTotals> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static InsightsJson Of(InsightReport report) => new(
        report.On,
        report.Currency,
        [.. report.Insights.Select(InsightJson.Of)],
        null,
        report.Insights.Count,
        HealthScoreJson.Of(report.Health),
        BasisJson.Of(report.Basis),
        report.Unconverted,
        report.RatesUsed);
}

/// <param name="Evidence">One of the records that <see cref="InsightEvidence"/> has for each kind.</param>
internal sealed record InsightJson(
    InsightKind Kind,
    InsightSeverity Severity,
    string Title,
    string Detail,
    [property: OneOf(typeof(InsightEvidence))] object Evidence,
    string Suggestion,
    Money? Saving)
{
    internal static InsightJson Of(Insight insight) => new(
        insight.Kind,
        insight.Severity,
        insight.Title,
        insight.Detail,
        insight.Evidence,
        insight.Suggestion,
        insight.Saving);
}

internal sealed record HealthScoreJson(int? Score, IReadOnlyList<HealthPartJson> Parts)
{
    internal static HealthScoreJson Of(HealthScore health) => new(health.Score, [.. health.Parts.Select(HealthPartJson.Of)]);
}

internal sealed record HealthPartJson(
    HealthMeasure Name,
    int? Score,
    int Weight,
    decimal? Value,
    decimal Target,
    decimal Worst,
    IReadOnlyDictionary<string, Money> Figures,
    int Count)
{
    internal static HealthPartJson Of(HealthPart part) =>
        new(part.Measure, part.Score, part.Weight, part.Value, part.Target, part.Worst, part.Figures, part.Count);
}

internal sealed record BasisJson(DateOnly EntriesFrom, DateOnly EntriesTo, int EntryCount, DateOnly? MonthsFrom, DateOnly? MonthsTo)
{
    internal static BasisJson Of(InsightBasis basis) => new(
        basis.Entries.From,
        basis.Entries.To,
        basis.EntryCount,
        basis.Months?.From,
        basis.Months?.To);
}
