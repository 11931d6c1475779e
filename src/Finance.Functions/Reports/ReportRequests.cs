using Finance.Core.Reports;
using Finance.Core.Reports.Cashflow;
using Finance.Core.Reports.Trends;
using Finance.Core.Reports.Worth;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Reports;

/// <summary>How reports are asked for.</summary>
internal static class ReportRequests
{
    private const int MaxLength = 40;
    private const int MonthsOverTime = 12;
    private const int MaxWindow = 24;
    private const int MaxHorizon = 12;

    /// <summary>The month at hand where no period is named.</summary>
    internal static ReportQuery Query(RequestInput input) => QueryOf(input.Query);

    /// <summary>A year of months up to the current one where no period is named.</summary>
    internal static ReportQuery OverTime(RequestInput input) => QueryOf(input.Query) with { MonthsByDefault = MonthsOverTime };

    /// <summary>The calendar year at hand where no period is named.</summary>
    internal static ReportQuery ThisYear(RequestInput input) => QueryOf(input.Query) with { IsOfYearByDefault = true };

    internal static (ReportQuery Query, WorthInterval Interval) Worth(RequestInput input) =>
        (OverTime(input), input.Query.Optional("interval", Read.Enum<WorthInterval>(), WorthInterval.Month));

    internal static TrendQuery Trends(RequestInput input) => new(
        OverTime(input),
        input.Query.Optional("window", Read.Int(2, MaxWindow), TrendQuery.DefaultWindow),
        input.Query.Optional("horizon", Read.Int(1, MaxHorizon), TrendQuery.DefaultHorizon));

    internal static CashflowQuery Cashflow(RequestInput input) =>
        new(QueryOf(input.Query), input.Query.Optional("days", Read.Int(1, CashflowQuery.MaxDays)));

    // What these may be, alone and together, is for the report to say.
    private static ReportQuery QueryOf(Fields fields) => new(
        fields.Optional("from", Read.Text(MaxLength)),
        fields.Optional("to", Read.Text(MaxLength)),
        fields.Optional("month", Read.Text(MaxLength)),
        fields.Optional("year", Read.Text(MaxLength)),
        fields.Optional("account_id", Read.Id),
        fields.Optional("currency", Read.Text(MaxLength)));
}
