using Finance.Core.Reports.Breakdown;
using Finance.Core.Transactions;

namespace Finance.Core.Insights;

/// <summary>The figures of an insight.</summary>
/// <param name="Currency">Of all its amounts.</param>
/// <param name="TransactionIds">The entries that prove it, the latest first; of sums over many the largest.</param>
public abstract record InsightEvidence(Currency Currency, IReadOnlyList<TransactionId> TransactionIds);

/// <param name="Scope">What the amount is unusual for.</param>
/// <param name="Usual">The median of the others.</param>
/// <param name="UsualDeviation">The median of how far these lie off it.</param>
/// <param name="Highest">The largest of the others.</param>
/// <param name="ComparedWith">How many others there are.</param>
/// <param name="IsFirst">Whether nothing was paid there before in the days that were looked at.</param>
public sealed record AnomalyEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    AnomalyScope Scope,
    string? Payee,
    string? CategoryId,
    DateOnly Date,
    Money Amount,
    Money Usual,
    Money UsualDeviation,
    Money Highest,
    int ComparedWith,
    bool IsFirst) : InsightEvidence(Currency, TransactionIds);

public enum AnomalyScope
{
    Payee,
    Category,
}

/// <param name="Count">How often it was charged.</param>
public sealed record DuplicateEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string? Payee,
    string AccountId,
    Money Amount,
    int Count,
    DateOnly From,
    DateOnly To) : InsightEvidence(Currency, TransactionIds);

/// <param name="DetectedId">As <c>/api/recurring/detected</c> names it, where it is offered there.</param>
/// <param name="RecurringId">The template that enters it, where there is one.</param>
/// <param name="YearlyCost">The amount as often as it comes in a year.</param>
public sealed record SubscriptionEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string DetectedId,
    string? RecurringId,
    string? Payee,
    string? CategoryId,
    string Every,
    Money Amount,
    Money YearlyCost,
    DateOnly LastDate,
    DateOnly NextDate) : InsightEvidence(Currency, TransactionIds);

/// <param name="Since">The day of the first charge at the new price.</param>
/// <param name="Ratio">The rise / the old price, to four decimals.</param>
public sealed record PriceRiseEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string DetectedId,
    string? RecurringId,
    string? Payee,
    string Every,
    Money Before,
    Money After,
    decimal Ratio,
    DateOnly Since,
    Money YearlyRise) : InsightEvidence(Currency, TransactionIds);

/// <param name="Available">What is left of it is left of this: the budget with what rolled over.</param>
/// <param name="Projected">What will have been spent at the end at this pace.</param>
/// <param name="PerDay">What may be spent on each day that is left; 0 where nothing is left.</param>
public sealed record BudgetPaceEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string BudgetId,
    DateOnly From,
    DateOnly To,
    Money Available,
    Money Spent,
    Money Projected,
    int DaysLeft,
    Money PerDay) : InsightEvidence(Currency, TransactionIds);

/// <param name="CategoryId">Null for all spending.</param>
/// <param name="Spent">From the first of the month through the day.</param>
/// <param name="Usual">The median of what the months before had spent through the same day.</param>
/// <param name="Highest">The most that any of them had.</param>
public sealed record MonthPaceEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string? CategoryId,
    Month Month,
    DateOnly Through,
    Money Spent,
    Money Usual,
    Money UsualDeviation,
    Money Highest,
    IReadOnlyList<MonthAmount> Before) : InsightEvidence(Currency, TransactionIds);

/// <param name="LastUsed">The last month with anything in it; null where there is none among those that were looked at.</param>
/// <param name="IdleMonths">Whole months since.</param>
/// <param name="UsedMonths">Months with anything in them before that, of <paramref name="MonthsBefore"/>.</param>
/// <param name="BudgetLimit">In the currency it was set in.</param>
public sealed record IdleCategoryEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string CategoryId,
    Month? LastUsed,
    int IdleMonths,
    int UsedMonths,
    int MonthsBefore,
    Money? BudgetLimit) : InsightEvidence(Currency, TransactionIds);

public sealed record FeeEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string AccountId,
    int Count,
    Money Total,
    DateOnly From,
    DateOnly To) : InsightEvidence(Currency, TransactionIds);

/// <param name="Subscriptions">What is paid for side by side, the dearest first.</param>
public sealed record OverlapEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string CategoryId,
    IReadOnlyList<SubscriptionCost> Subscriptions,
    Money YearlyCost) : InsightEvidence(Currency, TransactionIds);

public sealed record SubscriptionCost(string Name, Money YearlyCost);

/// <param name="Usual">The median of a month before.</param>
/// <param name="Now">The median of the last months.</param>
public sealed record CategoryRiseEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    string CategoryId,
    Money Usual,
    Money Now,
    IReadOnlyList<MonthAmount> Before,
    IReadOnlyList<MonthAmount> Last) : InsightEvidence(Currency, TransactionIds);

/// <param name="Change">What the rate changes by over these months along their middle slope, in shares of the income.</param>
public sealed record SavingsRateEvidence(
    Currency Currency,
    IReadOnlyList<TransactionId> TransactionIds,
    decimal Change,
    IReadOnlyList<MonthRate> Months) : InsightEvidence(Currency, TransactionIds);

/// <param name="SavingsRate">(Income − expenses) / income, to four decimals.</param>
public readonly record struct MonthRate(Month Month, Money Income, Money Expenses, decimal SavingsRate);
