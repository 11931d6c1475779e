using Finance.Core.Budgets;
using Finance.Core.Budgets.Templates;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Users;

/// <summary>
/// What a new ledger watches: what is needed and what is wanted, month by month. They have an amount where the user has said what they
/// earn, and only watch where not.
/// </summary>
internal static class DefaultBudgets
{
    /// <param name="categories">The categories that the ledger starts with.</param>
    internal static IEnumerable<Budget> Of(Profile profile, IEnumerable<Category> categories, DateTimeOffset now)
    {
        var chart = categories.Aggregate(Chart.Empty, (all, category) => all.With(category));
        var buckets = SpendingBuckets.Of(chart);
        return
        [
            Make(profile, ShareTemplate.Needs, SpendingKind.Need, buckets, now),
            Make(profile, ShareTemplate.Wants, SpendingKind.Want, buckets, now),
        ];
    }

    private static Budget Make(Profile profile, string name, SpendingKind kind, SpendingBuckets buckets, DateTimeOffset now)
    {
        var start = Month.Of(TimeZones.DayOf(now, profile.TimeZone)).FirstDay;
        var amount = profile.Settings.MonthlyIncome is { } income ? ShareTemplate.ShareOf(income, kind).Minor : 0;
        return new Budget
        {
            Id = LedgerKeys.NewId(),
            Name = name,
            Currency = profile.Currency,
            Amounts = [new BudgetAmount(start, amount)],
            Period = BudgetPeriod.Monthly,
            CategoryIds = [.. buckets[kind]],
            Start = start,
            CreatedAt = now,
            Version = 1,
        };
    }
}
