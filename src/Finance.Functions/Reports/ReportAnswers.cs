using Finance.Core;
using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Transactions;

namespace Finance.Functions.Reports;

internal sealed record PeriodJson(DateOnly From, DateOnly To)
{
    internal static PeriodJson Of(ReportPeriod period) => new(period.Days.From, period.Days.To);
}

/// <summary>A category in a report; null stands for uncategorised.</summary>
internal sealed record ReportCategoryJson(string Id, string Name, CategoryType Type, string Color, string? Icon)
{
    internal static ReportCategoryJson? Of(Category? category) =>
        category is null ? null : new ReportCategoryJson(category.Id, category.Name, category.Type, category.Color, category.Icon);
}

internal sealed record PeriodFiguresJson(
    PeriodJson Period,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    Money? NetWorth,
    Money? Assets,
    Money? Liabilities,
    long TransactionCount,
    Money AverageDailySpend)
{
    internal static PeriodFiguresJson Of(PeriodFigures figures) => new(
        PeriodJson.Of(figures.Period),
        figures.Income,
        figures.Expenses,
        figures.Net,
        figures.SavingsRate,
        figures.IsWorthHidden ? null : figures.NetWorth,
        figures.IsWorthHidden ? null : figures.Assets,
        figures.IsWorthHidden ? null : figures.Liabilities,
        figures.TransactionCount,
        figures.AverageDailySpend);
}

/// <summary>The answer of <c>/api/reports/summary</c>.</summary>
/// <param name="Unconverted">What could not be converted for want of a rate, each currency apart.</param>
internal sealed record SummaryJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    Money? NetWorth,
    Money? Assets,
    Money? Liabilities,
    long TransactionCount,
    Money AverageDailySpend,
    LargestExpenseJson? LargestExpense,
    IReadOnlyList<TopCategoryJson> TopCategories,
    PeriodFiguresJson Previous,
    PeriodChange Change,
    IReadOnlyList<UnconvertedFigures> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static SummaryJson Of(FinancialSummary summary)
    {
        var figures = summary.Current;
        return new SummaryJson(
            PeriodJson.Of(figures.Period),
            summary.Currency,
            summary.AccountId,
            figures.Income,
            figures.Expenses,
            figures.Net,
            figures.SavingsRate,
            figures.IsWorthHidden ? null : figures.NetWorth,
            figures.IsWorthHidden ? null : figures.Assets,
            figures.IsWorthHidden ? null : figures.Liabilities,
            figures.TransactionCount,
            figures.AverageDailySpend,
            summary.LargestExpense is { } largest ? LargestExpenseJson.Of(largest) : null,
            [.. summary.TopCategories.Select(TopCategoryJson.Of)],
            PeriodFiguresJson.Of(summary.Previous),
            summary.Change,
            summary.Unconverted,
            summary.RatesUsed);
    }
}

/// <param name="Amount">In the currency of the report.</param>
/// <param name="OriginalAmount">As it was entered, where that is in another currency.</param>
internal sealed record LargestExpenseJson(
    TransactionId Id,
    DateOnly Date,
    Money Amount,
    Money? OriginalAmount,
    Currency? OriginalCurrency,
    string? Payee,
    string? Description,
    string AccountId,
    ReportCategoryJson? Category)
{
    internal static LargestExpenseJson Of(LargestExpenseFigure largest)
    {
        var entered = largest.Transaction.Amount;
        var isForeign = entered.Currency != largest.Amount.Currency;
        return new LargestExpenseJson(
            largest.Transaction.Id,
            largest.Transaction.Date,
            largest.Amount,
            isForeign ? entered : null,
            isForeign ? entered.Currency : null,
            largest.Transaction.Payee,
            largest.Transaction.Description,
            largest.Account.Id,
            ReportCategoryJson.Of(largest.Category));
    }
}

internal sealed record TopCategoryJson(ReportCategoryJson? Category, Money Amount, decimal Share, long Count)
{
    internal static TopCategoryJson Of(CategoryFigure figure) =>
        new(ReportCategoryJson.Of(figure.Category), figure.Amount, figure.Share, figure.Count);
}

/// <summary>The answer of <c>/api/reports/monthly</c>.</summary>
internal sealed record MonthlyJson(
    Month Month,
    Currency Currency,
    string? AccountId,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    long TransactionCount,
    IReadOnlyList<CategoryMonthJson> ByCategory,
    MonthFigures PreviousMonth,
    IReadOnlyList<UnconvertedFigures> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static MonthlyJson Of(MonthlyReport report) => new(
        report.Current.Month,
        report.Currency,
        report.AccountId,
        report.Current.Income,
        report.Current.Expenses,
        report.Current.Net,
        report.Current.SavingsRate,
        report.Current.TransactionCount,
        [.. report.ByCategory.Select(CategoryMonthJson.Of)],
        report.PreviousMonth,
        report.Unconverted,
        report.RatesUsed);
}

internal sealed record CategoryMonthJson(
    ReportCategoryJson? Category,
    CategoryType Type,
    Money Amount,
    decimal Share,
    long Count,
    Money Previous,
    MoneyChange Change)
{
    internal static CategoryMonthJson Of(CategoryMonth month) => new(
        ReportCategoryJson.Of(month.Category),
        month.Type,
        month.Amount,
        month.Share,
        month.Count,
        month.Previous,
        month.Change);
}
