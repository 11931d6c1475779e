using Finance.Core.Accounts;
using Finance.Core.Budgets;

namespace Finance.Core.Insights;

/// <summary>How well off a ledger is, from 0 to 100.</summary>
/// <param name="Score">The parts that are known, by their weights, rounded half away from zero; null where less than half of the weight is known.</param>
public sealed record HealthScore(int? Score, IReadOnlyList<HealthPart> Parts);

public enum HealthMeasure
{
    /// <summary>The share of the income that is saved in a month.</summary>
    SavingsRate,

    /// <summary>Months that could be lived on what is at hand.</summary>
    EmergencyFund,

    /// <summary>What is owed, in shares of a year's income.</summary>
    Debt,

    /// <summary>The share of budgets that are kept.</summary>
    Budgets,

    /// <summary>How far months lie off each other in what they spend.</summary>
    Stability,
}

/// <summary>A part of the score.</summary>
/// <param name="Score">0 to 100; null where the history is too short or there is nothing to tell it by.</param>
/// <param name="Value">What was measured, as <see cref="HealthMeasure"/> says, to four decimals; null with the score.</param>
/// <param name="Target">The value that is worth 100.</param>
/// <param name="Worst">The value that is worth 0.</param>
/// <param name="Figures">What the value was worked out from, by name, in the currency of the answer.</param>
public sealed record HealthPart(
    HealthMeasure Measure,
    int Weight,
    int? Score,
    decimal? Value,
    decimal Target,
    decimal Worst,
    IReadOnlyDictionary<string, Money> Figures,
    int Count);

/// <summary>Works out the score from sums. Pure.</summary>
internal sealed class HealthCheck(InsightMonths months, IReadOnlyList<BudgetInLedger> budgets)
{
    private const int LastMonths = 6;
    private const int LeastMonths = 3;
    private const int MonthsPerYear = 12;
    private const int Whole = 100;

    private static readonly HashSet<AccountType> AtHand = [AccountType.Checking, AccountType.Savings, AccountType.Cash];

    private List<Month> Last => [.. months.Whole.TakeLast(LastMonths)];

    internal HealthScore Work(IReadOnlyDictionary<string, Money> balances)
    {
        IReadOnlyList<HealthPart> parts = [Savings(), Fund(balances), Debt(balances), Budgets(), Stability()];
        var known = parts.Where(part => part.Score is not null).ToList();
        var weight = known.Sum(part => part.Weight);
        return new HealthScore(
            2 * weight < Whole ? null : (int)Money.Quotient(known.Sum(part => part.Weight * part.Score!.Value), weight),
            parts);
    }

    private HealthPart Savings()
    {
        var rates = SavingsTrend.Rates(months).TakeLast(LastMonths).ToList();
        var (income, expenses) = (rates.Sum(rate => rate.Income.Minor), rates.Sum(rate => rate.Expenses.Minor));
        return Part(
            HealthMeasure.SavingsRate,
            30,
            rates.Count < LeastMonths ? null : Money.Ratio(income - expenses, income),
            (0.2m, 0m),
            rates.Count,
            ("income", income),
            ("expenses", expenses));
    }

    private HealthPart Fund(IReadOnlyDictionary<string, Money> balances)
    {
        var (atHand, monthly) = (Sum(balances, AtHand.Contains), MonthlyExpenses());
        return Part(
            HealthMeasure.EmergencyFund,
            25,
            monthly is > 0 ? Money.Ratio(Math.Max(0, atHand), monthly.Value) : null,
            (6m, 0m),
            Last.Count,
            ("at_hand", atHand),
            ("monthly_expenses", monthly ?? 0));
    }

    private HealthPart Debt(IReadOnlyDictionary<string, Money> balances)
    {
        var owed = balances.Values.Where(balance => balance.Minor < 0).Sum(balance => -balance.Minor);
        var last = Last;
        var yearly = last.Count < LeastMonths ? 0 : Money.Quotient((Int128)last.Sum(months.Income) * MonthsPerYear, last.Count);
        return Part(
            HealthMeasure.Debt,
            15,
            yearly > 0 ? Money.Ratio(owed, yearly) : null,
            (0m, 1m),
            last.Count,
            ("owed", owed),
            ("yearly_income", yearly));
    }

    private HealthPart Budgets()
    {
        var current = budgets.Where(found => !found.Current.IsOnlyWatched && found.Current.Period.Contains(months.On)).ToList();
        var kept = current.Count(found => found.Current.Status != BudgetStatus.Exceeded);
        return Part(HealthMeasure.Budgets, 15, current.Count == 0 ? null : Money.Ratio(kept, current.Count), (1m, 0m), current.Count);
    }

    private HealthPart Stability()
    {
        var last = months.Whole.TakeLast(MonthsPerYear).Select(months.Expenses).ToList();
        var usual = last.Count < LastMonths ? default : Robust.UsualOf(last);
        return Part(
            HealthMeasure.Stability,
            15,
            usual.Median > 0 ? Money.Ratio(usual.Deviation, usual.Median) : null,
            (0.1m, 0.6m),
            last.Count,
            ("usual_month", usual.Median),
            ("usual_deviation", usual.Deviation));
    }

    private long? MonthlyExpenses()
    {
        var last = Last;
        return last.Count < LeastMonths ? null : Robust.Median([.. last.Select(months.Expenses).Order()]);
    }

    private long Sum(IReadOnlyDictionary<string, Money> balances, Func<AccountType, bool> counts) =>
        balances.Where(balance => counts(months.Chart.AllAccounts[balance.Key].Type)).Sum(balance => balance.Value.Minor);

    private HealthPart Part(
        HealthMeasure measure,
        int weight,
        decimal? value,
        (decimal Target, decimal Worst) scale,
        int count,
        params (string Name, long Minor)[] figures)
    {
        var reached = value is { } known ? Math.Clamp((known - scale.Worst) / (scale.Target - scale.Worst), 0m, 1m) : (decimal?)null;
        return new HealthPart(
            measure,
            weight,
            reached is { } share ? (int)Math.Round(Whole * share, MidpointRounding.AwayFromZero) : null,
            value,
            scale.Target,
            scale.Worst,
            figures.ToDictionary(figure => figure.Name, figure => months.MoneyOf(figure.Minor)),
            count);
    }
}
