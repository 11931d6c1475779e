using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Reports;

/// <summary>
/// Answers reports from the summaries of a ledger: what it costs follows the length of the period, never that of the history. Every answer
/// is in one currency.
/// </summary>
public sealed class ReportService(LedgerStore ledgers, TimeProvider clock)
{
    private const int TopCategories = 5;

    /// <summary>The key figures of a period against the period before.</summary>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<FinancialSummary>> SummaryAsync(Caller caller, ReportQuery query, CancellationToken cancellationToken) =>
        AnswerAsync(caller, query, SummaryAsync, cancellationToken);

    /// <summary>A month by category against the month before.</summary>
    /// <param name="query">A month; any other period is refused.</param>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<MonthlyReport>> MonthlyAsync(Caller caller, ReportQuery query, CancellationToken cancellationToken) =>
        AnswerAsync(caller, query, MonthlyAsync, cancellationToken);

    private Task<Result<T>> AnswerAsync<T>(
        Caller caller,
        ReportQuery query,
        Func<ReportSources, CancellationToken, Task<Result<T>>> answer,
        CancellationToken cancellationToken) => ledgers.ReadAsync<T>(
            caller,
            async (ledger, token) =>
            {
                var scope = query.Resolve(ledger, TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone));
                if (!scope.IsOk)
                {
                    return (scope.Error, false);
                }

                var periods = new PeriodReader(ledgers.Reader, ledger);
                return (await answer(new ReportSources(scope.Value, ledger.Chart, periods), token), periods.HasRead);
            },
            cancellationToken);

    private static async Task<Result<FinancialSummary>> SummaryAsync(ReportSources sources, CancellationToken cancellationToken)
    {
        var (scope, chart, periods) = sources;
        var (period, previous) = (scope.Period, scope.Period.Previous);
        var worthBefore = periods.NetWorthAsync(previous.Days.To, scope.AccountId, cancellationToken);
        var worth = periods.NetWorthAsync(period.Days.To, scope.AccountId, cancellationToken);
        var totals = await periods.TotalsAsync([period.Days, previous.Days], scope.AccountId, period.Days, cancellationToken);
        var current = Figures.Of(period, scope, totals[0], await worth);
        var before = Figures.Of(previous, scope, totals[1], await worthBefore);
        var inCurrency = totals[0].In(scope.Currency);
        return new FinancialSummary
        {
            Current = current,
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            LargestExpense = await LargestAsync(sources, inCurrency.Largest, cancellationToken),
            TopCategories =
            [
                .. Figures.ByCategory(inCurrency, chart)
                    .Where(category => category.Type == CategoryType.Expense && category.Amount.Minor > 0)
                    .Take(TopCategories),
            ],
            Previous = before,
            Change = PeriodChange.Between(before, current),
            Unconverted = Figures.Unconverted(scope.Currency, totals[0], await worth),
        };
    }

    private static async Task<Result<MonthlyReport>> MonthlyAsync(ReportSources sources, CancellationToken cancellationToken)
    {
        var (scope, chart, periods) = sources;
        if (scope.Period.Kind != PeriodKind.Month)
        {
            return Errors.Validation("month", "must be one calendar month such as 2026-03.");
        }

        var previous = scope.Period.Previous;
        var worth = await periods.NetWorthAsync(scope.Period.Days.To, scope.AccountId, cancellationToken);
        var totals = await periods.TotalsAsync([scope.Period.Days, previous.Days], scope.AccountId, null, cancellationToken);
        var (current, before) = (totals[0].In(scope.Currency), totals[1].In(scope.Currency));
        return new MonthlyReport
        {
            Current = Figures.OfMonth(scope.Period, current),
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            ByCategory = Figures.MonthByCategory(current, before, chart),
            PreviousMonth = Figures.OfMonth(previous, before),
            Unconverted = Figures.Unconverted(scope.Currency, totals[0], worth),
        };
    }

    private static async Task<LargestExpenseFigure?> LargestAsync(
        ReportSources sources,
        LargestEntry? largest,
        CancellationToken cancellationToken)
    {
        if (largest is null)
        {
            return null;
        }

        // Gone only when the ledger changed meanwhile, and then this answer is made again.
        var entry = largest.Entry ?? await sources.Periods.FindAsync(largest.Id, cancellationToken);
        return entry is null
            ? null
            : new LargestExpenseFigure(entry, sources.Chart.AccountNow(entry.AccountId), sources.Chart.CategoryNow(entry.CategoryId));
    }

    private sealed record ReportSources(ReportScope Scope, Chart Chart, PeriodReader Periods);
}
