namespace Finance.Core.Reports.Trends;

/// <summary>Months and years of a period beside those around them. Pure.</summary>
internal static class TrendMonths
{
    /// <param name="totals">Of the period.</param>
    /// <param name="around">Of whole months, from as long before it as the average reaches.</param>
    /// <param name="first">The first month of the ledger; null where there is none.</param>
    internal static IReadOnlyList<TrendMonth> Of(ReportScope scope, ConvertedTotals totals, ConvertedTotals around, int window, Month? first)
    {
        var nothing = new CurrencyTotals(scope.Currency);
        return
        [
            .. ReportMonths.Of(scope.Period, totals).Select(month =>
            {
                var of = totals.Months.GetValueOrDefault(month) ?? nothing;
                return new TrendMonth(
                    month,
                    of.Income,
                    of.Expenses,
                    of.Net,
                    of.SavingsRate,
                    Average(month, around, window, first),
                    month.LastDay < scope.Today && scope.Period.Days.Contains(month.Days));
            }),
        ];
    }

    internal static IReadOnlyList<TrendYear> Years(ConvertedTotals totals) =>
    [
        .. totals.Months
            .GroupBy(month => month.Key.Year)
            .OrderBy(year => year.Key)
            .Select(year => YearOf(year.Key, year.Select(month => month.Value), totals.Total.Currency)),
    ];

    private static TrendYear YearOf(int year, IEnumerable<CurrencyTotals> months, Currency currency)
    {
        var (income, expenses) = (Money.Zero(currency), Money.Zero(currency));
        foreach (var month in months)
        {
            (income, expenses) = (income + month.Income, expenses + month.Expenses);
        }

        var net = income - expenses;
        return new TrendYear(year, income, expenses, net, income.Minor <= 0 ? null : Money.Ratio(net.Minor, income.Minor));
    }

    private static Money? Average(Month month, ConvertedTotals around, int window, Month? first)
    {
        if (first is not { } from || month.AddMonths(1 - window) < from)
        {
            return null;
        }

        Int128 sum = 0;
        for (var back = 0; back < window; back++)
        {
            sum += around.Months.GetValueOrDefault(month.AddMonths(-back))?.Expenses.Minor ?? 0;
        }

        return new Money(Money.Quotient(sum, window), around.Total.Currency);
    }
}
