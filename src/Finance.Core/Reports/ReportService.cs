using Finance.Core.Categories;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Reports.Breakdown;

namespace Finance.Core.Reports;

/// <summary>
/// Answers reports from the summaries of a ledger: what it costs follows the length of the period, never that of the history. Every answer
/// is in one currency.
/// </summary>
public sealed class ReportService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private const int TopCategories = 5;
    private readonly ReportAnswers _answers = new(ledgers, exchange, clock);

    /// <summary>The key figures of a period against the period before.</summary>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<FinancialSummary>> SummaryAsync(Caller caller, ReportQuery query, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Entries, query, SummaryAsync, cancellationToken);

    /// <summary>A month by category against the month before.</summary>
    /// <param name="query">A month; any other period is refused.</param>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<MonthlyReport>> MonthlyAsync(Caller caller, ReportQuery query, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Entries, query, MonthlyAsync, cancellationToken);

    /// <summary>A period by category and by what these are part of, month by month, against the period before.</summary>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<CategoryReport>> CategoryAsync(Caller caller, ReportQuery query, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Entries, query, CategoryAsync, cancellationToken);

    /// <summary>What was earned against what was spent, month by month, against the period before.</summary>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<IncomeReport>> IncomeAsync(Caller caller, ReportQuery query, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Entries, query, IncomeAsync, cancellationToken);

    private static async Task<Result<FinancialSummary>> SummaryAsync(ReportSources sources, CancellationToken cancellationToken)
    {
        var scope = sources.Scope;
        var (period, previous) = (scope.Period, scope.Period.Previous);
        var book = await sources.LoadAsync([period.Days, previous.Days], [period.Days.To, previous.Days.To], cancellationToken);
        var (totals, worth) = (book.TotalsOf(period.Days), sources.WorthAt(book, period.Days.To));
        var current = Figures.Of(period, scope, totals.Total, worth?.Total);
        var before = Figures.Of(previous, scope, book.TotalsOf(previous.Days).Total, sources.WorthAt(book, previous.Days.To)?.Total);
        return new FinancialSummary
        {
            Current = current,
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            LargestExpense = await sources.LargestAsync(book, period.Days, cancellationToken),
            TopCategories =
            [
                .. Figures.ByCategory(totals.Total, sources.Chart)
                    .Where(category => category.Type == CategoryType.Expense && category.Amount.Minor > 0)
                    .Take(TopCategories),
            ],
            Previous = before,
            Change = PeriodChange.Between(before, current),
            Unconverted = Figures.Unconverted(totals, worth),
            RatesUsed = sources.Conversions.Used,
        };
    }

    private static async Task<Result<MonthlyReport>> MonthlyAsync(ReportSources sources, CancellationToken cancellationToken)
    {
        var scope = sources.Scope;
        if (scope.Period.Kind != PeriodKind.Month)
        {
            return Errors.Validation("month", "must be one calendar month such as 2026-03.");
        }

        var previous = scope.Period.Previous;
        var book = await sources.LoadAsync([scope.Period.Days, previous.Days], [scope.Period.Days.To], cancellationToken);
        var totals = book.TotalsOf(scope.Period.Days);
        var (current, before) = (totals.Total, book.TotalsOf(previous.Days).Total);
        return new MonthlyReport
        {
            Current = Figures.OfMonth(scope.Period, current),
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            ByCategory = Figures.MonthByCategory(current, before, sources.Chart),
            PreviousMonth = Figures.OfMonth(previous, before),
            Unconverted = Figures.Unconverted(totals, sources.WorthAt(book, scope.Period.Days.To)),
            RatesUsed = sources.Conversions.Used,
        };
    }

    private static async Task<Result<CategoryReport>> CategoryAsync(ReportSources sources, CancellationToken cancellationToken)
    {
        var (period, previous) = (sources.Scope.Period, sources.Scope.Period.Previous);
        var book = await sources.LoadAsync([period.Days, previous.Days], [], cancellationToken);
        var (current, before) = (book.TotalsOf(period.Days), book.TotalsOf(previous.Days));
        return new CategoryReport
        {
            Current = PeriodTotals.Of(period, current.Total),
            Currency = sources.Scope.Currency,
            AccountId = sources.Scope.AccountId,
            Categories = new CategoryTree(sources.Chart, ReportMonths.Of(period, current)).Grow(current, before.Total),
            Previous = PeriodTotals.Of(previous, before.Total),
            Unconverted = UnconvertedTotals.Of(current),
            RatesUsed = sources.Conversions.Used,
        };
    }

    private static async Task<Result<IncomeReport>> IncomeAsync(ReportSources sources, CancellationToken cancellationToken)
    {
        var (period, previous) = (sources.Scope.Period, sources.Scope.Period.Previous);
        var book = await sources.LoadAsync([period.Days, previous.Days], [], cancellationToken);
        var totals = book.TotalsOf(period.Days);
        var (current, before) = (PeriodTotals.Of(period, totals.Total), PeriodTotals.Of(previous, book.TotalsOf(previous.Days).Total));
        var months = ReportMonths.Of(period, totals);
        return new IncomeReport
        {
            Current = current,
            Currency = sources.Scope.Currency,
            AccountId = sources.Scope.AccountId,
            Months = IncomeFigures.Months(months, totals),
            Average = IncomeFigures.Average(totals.Total, months.Count),
            Previous = before,
            Change = IncomeFigures.Change(before, current),
            Unconverted = UnconvertedTotals.Of(totals),
            RatesUsed = sources.Conversions.Used,
        };
    }
}
