using Finance.Core.Reports;
using Finance.Core.Reports.Cashflow;
using Finance.Core.Reports.Custom;
using Finance.Core.Reports.Trends;
using Finance.Core.Reports.Worth;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Reports;

/// <summary>How reports are asked for.</summary>
internal static class ReportRequests
{
    private const int MaxLength = 40;
    private const int MonthsOverTime = 12;
    private const int MaxWindow = 24;
    private const int MaxHorizon = 12;
    private const int MaxTextLength = 200;

    private static readonly string[] ByCategory = ["category"];

    /// <summary>The month at hand where no period is named.</summary>
    internal static ReportQuery Query(RequestInput input) => QueryOf(input.Query);

    /// <summary>A year of months up to the current one where no period is named.</summary>
    internal static ReportQuery OverTime(RequestInput input) => QueryOf(input.Query) with { MonthsByDefault = MonthsOverTime };

    /// <summary>The calendar year at hand where no period is named.</summary>
    internal static ReportQuery ThisYear(RequestInput input) => QueryOf(input.Query) with { IsOfYearByDefault = true };

    internal static (ReportQuery Query, WorthInterval Interval) Worth(RequestInput input) =>
        (OverTime(input), input.Query.Optional("interval", Read.Enum<WorthInterval>().Says("How far apart points are."), WorthInterval.Month));

    internal static TrendQuery Trends(RequestInput input) => new(
        OverTime(input),
        input.Query.Optional("window", Read.Int(2, MaxWindow).Says("Months of the moving average."), TrendQuery.DefaultWindow),
        input.Query.Optional("horizon", Read.Int(1, MaxHorizon).Says("Months that are predicted."), TrendQuery.DefaultHorizon));

    internal static CashflowQuery Cashflow(RequestInput input) =>
        new(
        QueryOf(input.Query),
        input.Query.Optional("days", Read.Int(1, CashflowQuery.MaxDays).Says("Days that are projected, from today on.")));

    internal static CustomQuery Custom(RequestInput input)
    {
        var body = input.Body;
        var report = QueryOf(body);
        var groupBy = body.Optional(
            "group_by",
            Distinct(Read.List(Read.Enum<GroupBy>(), CustomQuery.MaxGroupings))
                .Says("What entries are grouped by, in this order; left out for the total alone.")
                .Like(ByCategory),
            []);
        var measures = body.Optional(
            "measures",
            Distinct(Read.List(Read.Enum<Measure>(), Enum.GetValues<Measure>().Length, min: 1))
                .Says("What is told of each group; sum and count if left out."),
            [Measure.Sum, Measure.Count]);
        var filter = body.Optional("filter", Read.Object(FilterOf).Says("Which entries count; all if left out."))
            ?? (new TransactionFilter(), null);
        return new CustomQuery(report, groupBy, measures, filter.Entries, filter.Payee);
    }

    private static (TransactionFilter Entries, string? Payee) FilterOf(Fields fields) => (
        new TransactionFilter
        {
            Type = fields.Optional("type", Read.Enum<TransactionType>()),
            CategoryId = fields.Optional("category_id", Read.Id),
            MinAmount = fields.Optional("min_amount", Read.Decimal),
            MaxAmount = fields.Optional("max_amount", Read.Decimal),
            Tag = fields.Optional("tag", Read.Text(MaxTextLength)),
            Text = fields.Optional("q", Read.Text(MaxTextLength)),
        },
        fields.Optional("payee", Read.Text(MaxTextLength)));

    private static ValueReader<IReadOnlyList<T>> Distinct<T>(ValueReader<IReadOnlyList<T>> read) => read.Then((value, items) =>
        items.Distinct().Count() == items.Count ? items : value.Refuse<IReadOnlyList<T>>("must not name anything twice."));

    // What these may be, alone and together, is for the report to say.
    private static ReportQuery QueryOf(Fields fields) => new(
        fields.Optional("from", Read.Text(MaxLength).Says("The first day, YYYY-MM-DD; with to.")),
        fields.Optional("to", Read.Text(MaxLength).Says("The last day, YYYY-MM-DD; with from.")),
        fields.Optional("month", Read.Text(MaxLength).Says("A month, YYYY-MM, instead of from and to.")),
        fields.Optional("year", Read.Text(MaxLength).Says("A year, YYYY, instead of from and to.")),
        fields.Optional("account_id", Read.Id.Says("Only entries of this account.")),
        fields.Optional("currency", Read.Text(MaxLength).Says("The currency of all figures, by ISO 4217; the user's own if left out.")));
}
