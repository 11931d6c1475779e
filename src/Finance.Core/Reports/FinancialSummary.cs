using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Transactions;

namespace Finance.Core.Reports;

/// <summary>The key figures of a period, in one currency.</summary>
public sealed record PeriodFigures
{
    public required ReportPeriod Period { get; init; }

    /// <summary>All that was earned: incomes less repayments in income categories, plus uncategorised incomes.</summary>
    public required Money Income { get; init; }

    /// <summary>All that was spent: expenses less refunds in expense categories, plus uncategorised expenses.</summary>
    public required Money Expenses { get; init; }

    /// <summary>Income − expenses.</summary>
    public required Money Net { get; init; }

    /// <summary>Net / income to four decimals; null without income.</summary>
    public required decimal? SavingsRate { get; init; }

    /// <summary>Assets − liabilities at the end of the period's last day.</summary>
    public required Money NetWorth { get; init; }

    /// <summary>Sum of the balances above zero.</summary>
    public required Money Assets { get; init; }

    /// <summary>Sum of the balances below zero, as a positive amount.</summary>
    public required Money Liabilities { get; init; }

    /// <summary>Whoever asked may not know what accounts hold: net worth, assets and liabilities are zero here, and no answer shows them.</summary>
    public bool IsWorthHidden { get; init; }

    /// <summary>Entries of the period, transfers included.</summary>
    public required long TransactionCount { get; init; }

    /// <summary>Expenses / days, rounded half away from zero; of a period that is running, the days up to today.</summary>
    public required Money AverageDailySpend { get; init; }
}

/// <summary>The answer of <c>/api/reports/summary</c>.</summary>
public sealed record FinancialSummary
{
    public required PeriodFigures Current { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    public required LargestExpenseFigure? LargestExpense { get; init; }

    /// <summary>At most five expense categories with the most spent, uncategorised among them.</summary>
    public required IReadOnlyList<CategoryFigure> TopCategories { get; init; }

    /// <summary>The period before: as <see cref="ReportPeriod.Previous"/> says.</summary>
    public required PeriodFigures Previous { get; init; }

    /// <summary>Each figure less the one before.</summary>
    public required PeriodChange Change { get; init; }

    /// <summary>What could not be converted for want of a rate: never added to the rest.</summary>
    public required IReadOnlyList<UnconvertedFigures> Unconverted { get; init; }

    /// <summary>The exchange rates that the figures, those of the period before too, were made with.</summary>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>The largest single entry of type expense in a period.</summary>
/// <param name="Amount">In the currency of the answer.</param>
/// <param name="Category">Null when it is uncategorised or split.</param>
public sealed record LargestExpenseFigure(Transaction Transaction, Money Amount, Account Account, Category? Category);

/// <summary>What was spent in or earned by a category.</summary>
/// <param name="Category">Null for uncategorised.</param>
/// <param name="Type">Earned or spent.</param>
/// <param name="Share">Amount / all that was earned or spent, to four decimals; 0 of nothing.</param>
/// <param name="Count">Entries, each part of a split as one.</param>
public sealed record CategoryFigure(Category? Category, CategoryType Type, Money Amount, decimal Share, long Count);

/// <summary>A figure's difference to the one before.</summary>
/// <param name="Ratio">Difference / |before| to four decimals; null where there was nothing before.</param>
public readonly record struct MoneyChange(Money Amount, decimal? Ratio)
{
    public static MoneyChange Between(Money previous, Money current)
    {
        var difference = current - previous;
        return new MoneyChange(difference, previous.Minor == 0 ? null : Money.Ratio(difference.Minor, Math.Abs(previous.Minor)));
    }
}

/// <summary>What changed from one period to the next.</summary>
/// <param name="SavingsRate">Difference of the rates; null where either is.</param>
/// <param name="NetWorth">Null where it is not for whoever asked.</param>
public sealed record PeriodChange(
    MoneyChange Income,
    MoneyChange Expenses,
    MoneyChange Net,
    decimal? SavingsRate,
    MoneyChange? NetWorth,
    long TransactionCount,
    MoneyChange AverageDailySpend)
{
    public static PeriodChange Between(PeriodFigures previous, PeriodFigures current) => new(
        MoneyChange.Between(previous.Income, current.Income),
        MoneyChange.Between(previous.Expenses, current.Expenses),
        MoneyChange.Between(previous.Net, current.Net),
        current.SavingsRate - previous.SavingsRate,
        current.IsWorthHidden ? null : MoneyChange.Between(previous.NetWorth, current.NetWorth),
        current.TransactionCount - previous.TransactionCount,
        MoneyChange.Between(previous.AverageDailySpend, current.AverageDailySpend));
}

/// <summary>What could not be converted, in its own currency.</summary>
/// <param name="NetWorth">Null where it is not for whoever asked.</param>
public sealed record UnconvertedFigures(Money Income, Money Expenses, Money Net, Money? NetWorth, long TransactionCount)
{
    public Currency Currency => Net.Currency;
}
