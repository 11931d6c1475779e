using System.Collections.Immutable;

namespace Finance.Core.Budgets;

/// <summary>What may be spent in each period, as it was changed over time.</summary>
internal static class BudgetAmounts
{
    /// <summary>What counts for a period: the latest amount that counts from one of its days or earlier.</summary>
    internal static long In(this ImmutableArray<BudgetAmount> amounts, DateRange period)
    {
        var minor = amounts[0].Minor;
        foreach (var amount in amounts)
        {
            minor = amount.From <= period.To ? amount.Minor : minor;
        }

        return minor;
    }

    /// <summary>The amounts of a budget that begins on another day: what counted in its first period counts from there.</summary>
    internal static ImmutableArray<BudgetAmount> BeginAt(this ImmutableArray<BudgetAmount> amounts, DateOnly start, BudgetPeriods periods) =>
    [
        new BudgetAmount(start, amounts.In(periods[0])),
        .. amounts.Skip(1).Where(amount => periods.NumberOf(amount.From) > 0),
    ];

    /// <summary>The amounts with a new one from a period on, which takes the place of all that were to count from there or later.</summary>
    /// <param name="number">Of the first period that it counts for.</param>
    internal static ImmutableArray<BudgetAmount> SetFrom(
        this ImmutableArray<BudgetAmount> amounts,
        int number,
        long minor,
        BudgetPeriods periods)
    {
        if (number == 0)
        {
            return [amounts[0] with { Minor = minor }];
        }

        var before = amounts.Where(amount => periods.NumberOf(amount.From) < number).ToImmutableArray();
        return before[^1].Minor == minor ? before : before.Add(new BudgetAmount(periods[number].From, minor));
    }
}
