namespace Finance.Core.Insights;

/// <summary>Whether the share of the income that is saved goes one way. Pure.</summary>
internal sealed class SavingsTrend(InsightMonths months, InsightWindow window)
{
    private const decimal LeastChange = 0.05m;
    private const int LastMonths = 3;

    internal IEnumerable<Insight> Find()
    {
        var rates = Rates(months);
        if (rates.Count < months.Whole.Count)
        {
            yield break;
        }

        var values = rates.Select(rate => rate.SavingsRate).ToList();
        var (direction, change) = (Robust.TrendOf(values), values.Count > 1 ? Robust.ChangeAlong(values) : 0);
        if (direction == 0 || Math.Abs(change) < LeastChange)
        {
            yield break;
        }

        var (first, last) = (rates[0], rates[^1]);
        var verb = direction > 0 ? "rising" : "falling";
        yield return new Insight(
            InsightKind.SavingsRate,
            direction > 0 ? InsightSeverity.Info : InsightSeverity.Warning,
            $"Your savings rate is {verb}",
            $"Of your income you kept {InsightText.Percent(first.SavingsRate)} in {first.Month} and {InsightText.Percent(last.SavingsRate)} in {last.Month}; "
                + $"over these {rates.Count} months it has been {verb} by {InsightText.Percent(Math.Abs(change))} of the income.",
            new SavingsRateEvidence(
                months.Currency,
                InsightWindow.Largest(window.Expenses.Where(entry => entry.Date >= rates[^Math.Min(LastMonths, rates.Count)].Month.FirstDay)),
                Math.Round(change, 4, MidpointRounding.AwayFromZero),
                rates),
            direction > 0 ? "Move what is left over to savings before it is spent." : "Compare the months in the report of categories to see what grew.");
    }

    /// <summary>The months that are over and had an income, oldest first.</summary>
    internal static IReadOnlyList<MonthRate> Rates(InsightMonths months) =>
    [
        .. months.Whole.Where(month => months.Income(month) > 0).Select(month =>
        {
            var (income, expenses) = (months.Income(month), months.Expenses(month));
            return new MonthRate(month, months.MoneyOf(income), months.MoneyOf(expenses), Money.Ratio(income - expenses, income));
        }),
    ];
}
