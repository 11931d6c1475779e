using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Budgets;

/// <summary>A period as a bookkeeper works it out, in minor units.</summary>
internal readonly record struct NaivePeriod(DateOnly From, DateOnly To, long Budgeted, long RolledOver, long Spent)
{
    internal static NaivePeriod Of(BudgetPeriodFigures figures) => new(
        figures.Period.From, figures.Period.To, figures.Budgeted.Minor, figures.RolledOver.Minor, figures.Spent.Minor);
}

/// <summary>The periods of a budget worked out the long way: day by day, from every transaction there is.</summary>
internal sealed class NaiveBudget(IReadOnlyList<Transaction> transactions, Chart chart, Budget budget, DayOfWeek firstWeekday)
{
    /// <summary>The periods up to that of a day, oldest first, with what was entered up to that day.</summary>
    internal IReadOnlyList<NaivePeriod> Periods(DateOnly on)
    {
        var periods = new List<NaivePeriod>();
        var left = 0L;
        var day = budget.Start;
        do
        {
            var (from, to) = PeriodOf(day);
            var spent = Parts(from, to < on ? to : on).Sum(part => part.Minor);
            var budgeted = budget.Amounts.Where(amount => amount.From <= to).DefaultIfEmpty(budget.Amounts[0]).Last().Minor;
            periods.Add(new NaivePeriod(from, to, budgeted, left, spent));
            left = budgeted == 0 ? 0 : Carry(budgeted + left - spent);
            day = to.AddDays(1);
        }
        while (day <= on && !(day > budget.End) && budget.Period != BudgetPeriod.Custom);
        return periods;
    }

    /// <summary>What each category contributes to some days; the empty one for none.</summary>
    internal SortedDictionary<string, long> ByCategory(DateOnly from, DateOnly to) => new(Parts(from, to)
        .GroupBy(part => chart.CategoryNow(part.CategoryId)?.Id ?? "")
        .Select(parts => (parts.Key, Sum: parts.Sum(part => part.Minor)))
        .Where(parts => parts.Sum != 0)
        .ToDictionary(parts => parts.Key, parts => parts.Sum));

    private long Carry(long left) => budget.Rollover switch
    {
        RolloverRule.None => 0,
        RolloverRule.Unused when left < 0 => 0,
        _ when budget.RolloverCap is { } cap && Math.Abs(left) > cap => Math.Sign(left) * cap,
        _ => left,
    };

    private (DateOnly From, DateOnly To) PeriodOf(DateOnly day)
    {
        if (budget.Period == BudgetPeriod.Custom)
        {
            return (budget.Start, budget.End!.Value);
        }

        var (from, to) = (day, day);
        while (!IsFirst(from))
        {
            from = from.AddDays(-1);
        }

        while (!IsFirst(to.AddDays(1)))
        {
            to = to.AddDays(1);
        }

        return (from, to);
    }

    private bool IsFirst(DateOnly day) => budget.Period switch
    {
        BudgetPeriod.Daily => true,
        BudgetPeriod.Weekly => day.DayOfWeek == firstWeekday,
        BudgetPeriod.Monthly => day.Day == 1,
        _ => day.DayOfYear == 1,
    };

    private IEnumerable<(string? CategoryId, long Minor)> Parts(DateOnly first, DateOnly last) =>
        from transaction in transactions
        where transaction.Date >= first && transaction.Date <= last
        where transaction.Type != TransactionType.Transfer
        where chart.AccountNow(transaction.AccountId).Currency == budget.Currency
        from part in transaction.Splits.Count == 0
            ? [(transaction.CategoryId, transaction.Amount.Minor)]
            : transaction.Splits.Select(split => (split.CategoryId, split.Amount.Minor))
        where IsSpending(part.CategoryId, transaction.Type)
        select (part.CategoryId, transaction.Type == TransactionType.Expense ? part.Minor : -part.Minor);

    private bool IsSpending(string? categoryId, TransactionType type)
    {
        var now = chart.CategoryNow(categoryId);
        if (budget.CategoryIds.IsEmpty)
        {
            return now is null ? type == TransactionType.Expense : now.Type == CategoryType.Expense;
        }

        return categoryId is not null && budget.CategoryIds.Any(named =>
        {
            var (end, namedEnd) = (EndOf(categoryId), EndOf(named));
            return namedEnd.IsDeleted ? end.Id == namedEnd.Id : Ancestors(end).Any(above => above.Id == namedEnd.Id);
        });
    }

    private IEnumerable<Category> Ancestors(Category category)
    {
        for (var level = category.IsDeleted ? null : category; level is not null; level = chart.CategoryNow(level.ParentId))
        {
            yield return level;
        }
    }

    private Category EndOf(string id) => chart.AllCategories[id] is { ReplacedBy.Length: > 0 } replaced
        ? EndOf(replaced.ReplacedBy!)
        : chart.AllCategories[id];
}
