namespace Finance.Core.Reports;

/// <summary>What a period earned and spent, in one currency; each as in <see cref="PeriodFigures"/>.</summary>
public sealed record PeriodTotals(
    ReportPeriod Period,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    long TransactionCount)
{
    internal static PeriodTotals Of(ReportPeriod period, CurrencyTotals totals) =>
        new(period, totals.Income, totals.Expenses, totals.Net, totals.SavingsRate, totals.TransactionCount);
}

/// <summary>What a period earned and spent that could not be converted, in its own currency.</summary>
public sealed record UnconvertedTotals(Currency Currency, Money Income, Money Expenses, Money Net, long TransactionCount)
{
    /// <summary>Every currency in which there is anything, by code.</summary>
    internal static IReadOnlyList<UnconvertedTotals> Of(ConvertedTotals totals) => Of(totals.Unconverted.Values);

    /// <inheritdoc cref="Of(ConvertedTotals)"/>
    internal static IReadOnlyList<UnconvertedTotals> Of(IEnumerable<CurrencyTotals> unconverted) =>
    [
        .. unconverted
            .OrderBy(apart => apart.Currency.Code, StringComparer.Ordinal)
            .Select(apart => new UnconvertedTotals(apart.Currency, apart.Income, apart.Expenses, apart.Net, apart.TransactionCount)),
    ];
}
