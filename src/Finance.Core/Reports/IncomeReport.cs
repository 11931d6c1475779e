namespace Finance.Core.Reports;

/// <summary>The answer of <c>/api/reports/income-vs-expense</c>.</summary>
public sealed record IncomeReport
{
    public required PeriodTotals Current { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    /// <summary>The months of the period, oldest first, those without entries too; of a month that the period cuts, its days in it.</summary>
    public required IReadOnlyList<IncomeMonth> Months { get; init; }

    /// <summary>What the months that are shown come to on average; null where there is none.</summary>
    public required MonthAverage? Average { get; init; }

    public required PeriodTotals Previous { get; init; }

    public required IncomeChange Change { get; init; }

    /// <inheritdoc cref="FinancialSummary.Unconverted"/>
    public required IReadOnlyList<UnconvertedTotals> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <param name="CumulativeNet">Net of all months of the period up to this one.</param>
public sealed record IncomeMonth(
    Month Month,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    long TransactionCount,
    Money CumulativeNet);

/// <summary>Each rounded half away from zero.</summary>
public sealed record MonthAverage(Money Income, Money Expenses, Money Net);

/// <param name="SavingsRate">Difference of the rates; null where either is.</param>
public sealed record IncomeChange(MoneyChange Income, MoneyChange Expenses, MoneyChange Net, decimal? SavingsRate);

/// <summary>Sets what was earned against what was spent. Pure.</summary>
internal static class IncomeFigures
{
    internal static IReadOnlyList<IncomeMonth> Months(IReadOnlyList<Month> months, ConvertedTotals totals)
    {
        var nothing = new CurrencyTotals(totals.Total.Currency);
        var cumulative = Money.Zero(nothing.Currency);
        return
        [
            .. months.Select(month =>
            {
                var of = totals.Months.GetValueOrDefault(month) ?? nothing;
                cumulative += of.Net;
                return new IncomeMonth(month, of.Income, of.Expenses, of.Net, of.SavingsRate, of.TransactionCount, cumulative);
            }),
        ];
    }

    internal static MonthAverage? Average(CurrencyTotals total, int months)
    {
        Money Of(Money sum) => new(Money.Quotient(sum.Minor, months), sum.Currency);
        return months == 0 ? null : new MonthAverage(Of(total.Income), Of(total.Expenses), Of(total.Net));
    }

    internal static IncomeChange Change(PeriodTotals previous, PeriodTotals current) => new(
        MoneyChange.Between(previous.Income, current.Income),
        MoneyChange.Between(previous.Expenses, current.Expenses),
        MoneyChange.Between(previous.Net, current.Net),
        current.SavingsRate - previous.SavingsRate);
}
