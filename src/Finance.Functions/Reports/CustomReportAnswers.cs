using Finance.Core;
using Finance.Core.Reports;
using Finance.Core.Reports.Custom;
using Finance.Functions.OpenApi;

namespace Finance.Functions.Reports;

/// <summary>The answer of <c>/api/reports/query</c>.</summary>
/// <param name="Groups">What each was grouped by, and the measures that were asked for.</param>
/// <param name="IsComplete">False where <paramref name="NextCursor"/> goes on with entries that are in no figure yet.</param>
internal sealed record CustomReportJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    IReadOnlyList<GroupBy> GroupBy,
    IReadOnlyList<Measure> Measures,
    [property: OneOf(typeof(Money), typeof(string), typeof(ReportCategoryJson), typeof(ReportAccountJson))]
    IReadOnlyList<Dictionary<string, object?>> Groups,
    [property: OneOf(typeof(Money))] Dictionary<string, object?> Total,
    bool IsComplete,
    string? NextCursor,
    ScannedPart? Scanned,
    IReadOnlyList<UnconvertedTotals> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static CustomReportJson Of(CustomReport report, string? cursor) => new(
        PeriodJson.Of(report.Period),
        report.Currency,
        report.AccountId,
        report.Query.GroupBy,
        report.Query.Measures,
        [.. report.Groups.Select(group => GroupOf(report.Query, group))],
        MeasuresOf(report.Query, report.Total, []),
        cursor is null,
        cursor,
        report.Scanned,
        report.Unconverted,
        report.RatesUsed);

    private static Dictionary<string, object?> GroupOf(CustomQuery query, CustomGroup group)
    {
        var said = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var grouping in query.GroupBy)
        {
            said.Add(SnakeCase.Of(grouping), grouping switch
            {
                Core.Reports.Custom.GroupBy.Month => group.Month,
                Core.Reports.Custom.GroupBy.Week => group.Week,
                Core.Reports.Custom.GroupBy.Category => ReportCategoryJson.Of(group.Category),
                Core.Reports.Custom.GroupBy.Account => ReportAccountJson.Of(group.Account!),
                Core.Reports.Custom.GroupBy.Payee => group.Payee,
                Core.Reports.Custom.GroupBy.Tag => group.Tag,
                _ => group.Type,
            });
        }

        return MeasuresOf(query, group.Figures, said);
    }

    private static Dictionary<string, object?> MeasuresOf(CustomQuery query, GroupFigures figures, Dictionary<string, object?> said)
    {
        foreach (var measure in query.Measures)
        {
            said.Add(SnakeCase.Of(measure), measure switch
            {
                Measure.Sum => figures.Sum,
                Measure.Count => figures.Count,
                Measure.Average => figures.Average,
                Measure.Min => figures.Min,
                Measure.Max => figures.Max,
                Measure.Income => figures.Income,
                Measure.Expenses => figures.Expenses,
                _ => figures.Net,
            });
        }

        return said;
    }
}
