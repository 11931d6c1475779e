using Finance.Core.Budgets;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;

namespace Finance.Core.Reports.Variance;

/// <summary>Sets what was budgeted against what was spent, over any time.</summary>
public sealed class VarianceService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private readonly ReportAnswers _answers = new(ledgers, exchange, clock);

    /// <param name="query">Of all accounts: budgets are of no single one.</param>
    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<VarianceReport>> VarianceAsync(Caller caller, ReportQuery query, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Budgets, query, VarianceAsync, cancellationToken, IsForeign);

    private static bool IsForeign(LedgerSnapshot ledger, Currency currency) => ledger.Plans.Budgets.Any(budget => budget.Currency != currency);

    private static async Task<Result<VarianceReport>> VarianceAsync(ReportSources sources, CancellationToken cancellationToken)
    {
        var scope = sources.Scope;
        if (scope.AccountId is not null)
        {
            return Errors.Validation("account_id", "cannot be given: a budget is about all accounts of its currency.");
        }

        var days = scope.Period.Days;
        var reader = new BudgetReader(sources.Spending, scope.Today, days.To);
        var found = await reader.SinceAsync(sources.Plans.Budgets, days.From, cancellationToken);
        var figures = new VarianceFigures(sources.Conversions, days.To);
        var lines = found.Select(budget => figures.Add(budget.Budget, budget.Periods)).ToList();
        return new VarianceReport
        {
            Period = scope.Period,
            Currency = scope.Currency,
            Total = figures.Total,
            Budgets =
            [
                .. lines
                    .OrderBy(line => line.Converted?.Variance.Minor ?? long.MaxValue)
                    .ThenBy(line => line.Budget.Name, StringComparer.Ordinal)
                    .ThenBy(line => line.Budget.Id, StringComparer.Ordinal),
            ],
            Unconverted = figures.Unconverted,
            RatesUsed = sources.Conversions.Used,
        };
    }
}
