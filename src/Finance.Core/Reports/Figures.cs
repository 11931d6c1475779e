using Finance.Core.Ledgers;

namespace Finance.Core.Reports;

/// <summary>What reports say, worked out from totals that were added up. Pure.</summary>
internal static class Figures
{
    /// <param name="worth">Null where it is not for whoever asked.</param>
    internal static PeriodFigures Of(
        ReportPeriod period,
        ReportScope scope,
        CurrencyTotals totals,
        NetWorth? worth) => new()
        {
            Period = period,
            Income = totals.Income,
            Expenses = totals.Expenses,
            Net = totals.Net,
            SavingsRate = totals.SavingsRate,
            NetWorth = worth?.Total ?? Money.Zero(scope.Currency),
            Assets = worth?.Assets ?? Money.Zero(scope.Currency),
            Liabilities = worth?.Liabilities ?? Money.Zero(scope.Currency),
            IsWorthHidden = worth is null,
            TransactionCount = totals.TransactionCount,
            AverageDailySpend = Average(totals.Expenses, period.ElapsedDays(scope.Today)),
        };

    internal static MonthFigures OfMonth(ReportPeriod period, CurrencyTotals totals) => new(
        Month.Of(period.Days.From),
        totals.Income,
        totals.Expenses,
        totals.Net,
        totals.SavingsRate,
        totals.TransactionCount);

    /// <summary>Expense categories first, the largest amount first.</summary>
    internal static IEnumerable<CategoryFigure> ByCategory(CurrencyTotals totals, Chart chart) => Sorted(totals.Categories
        .Select(side => new CategoryFigure(
            chart.FindCategory(side.Key.CategoryId),
            side.Key.Type,
            new Money(side.Value.Minor, totals.Currency),
            Money.Ratio(side.Value.Minor, totals.TotalOf(side.Key.Type)),
            side.Value.Count)));

    internal static IReadOnlyList<CategoryMonth> MonthByCategory(CurrencyTotals current, CurrencyTotals before, Chart chart)
    {
        var nothing = before.Categories.Keys
            .Except(current.Categories.Keys)
            .Select(side => new CategoryFigure(chart.FindCategory(side.CategoryId), side.Type, Money.Zero(current.Currency), 0m, 0));
        return
        [
            .. Sorted(ByCategory(current, chart).Concat(nothing)).Select(figure =>
            {
                var previous = new Money(
                    before.Categories.GetValueOrDefault(new CategorySide(figure.Category?.Id, figure.Type)).Minor,
                    before.Currency);
                return new CategoryMonth(
                    figure.Category,
                    figure.Type,
                    figure.Amount,
                    figure.Share,
                    figure.Count,
                    previous,
                    MoneyChange.Between(previous, figure.Amount));
            }),
        ];
    }

    /// <summary>Every currency in which there is anything that could not be converted.</summary>
    internal static IReadOnlyList<UnconvertedFigures> Unconverted(ConvertedTotals totals, ConvertedWorth? worth) =>
    [
        .. totals.Unconverted.Keys.Union(worth?.Unconverted.Keys ?? [])
            .OrderBy(currency => currency.Code, StringComparer.Ordinal)
            .Select(currency =>
            {
                var apart = totals.Unconverted.GetValueOrDefault(currency) ?? new CurrencyTotals(currency);
                var owned = worth?.Unconverted.TryGetValue(currency, out var known) == true ? known : NetWorth.None(currency);
                return new UnconvertedFigures(
                    apart.Income, apart.Expenses, apart.Net, worth is null ? null : owned.Total, apart.TransactionCount);
            }),
    ];

    /// <summary>Total / days in whole minor units, rounded half away from zero.</summary>
    private static Money Average(Money total, int days) =>
        new((long)Math.Round((decimal)total.Minor / days, MidpointRounding.AwayFromZero), total.Currency);

    private static IEnumerable<CategoryFigure> Sorted(IEnumerable<CategoryFigure> figures) => figures
        .OrderByDescending(figure => figure.Type)
        .ThenByDescending(figure => figure.Amount.Minor)
        .ThenBy(figure => figure.Category?.Name, StringComparer.Ordinal)
        .ThenBy(figure => figure.Category?.Id, StringComparer.Ordinal);
}
