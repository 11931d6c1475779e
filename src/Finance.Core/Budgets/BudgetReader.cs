using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Summaries;

namespace Finance.Core.Budgets;

/// <summary>Works out budgets as of a day: any number of them at the price of one.</summary>
internal sealed class BudgetReader
{
    private readonly SpendingSource _source;
    private readonly CategoryReach _reach;
    private readonly DateOnly _today;
    private readonly DateOnly _on;

    /// <param name="today">The day it is for the user.</param>
    /// <param name="on">The day as of which is answered.</param>
    internal BudgetReader(SpendingSource source, DateOnly today, DateOnly on)
    {
        (_source, _today, _on) = (source, today, on);
        _reach = new CategoryReach(source.Chart);
    }

    /// <summary>The budgets with their current periods, in their order.</summary>
    internal async Task<List<BudgetInLedger>> CurrentAsync(IEnumerable<Budget> budgets, CancellationToken cancellationToken)
    {
        var views = budgets.Select(ViewOf).ToList();
        var book = await ReadAsync(views, 1, cancellationToken);
        var projection = new BudgetProjection([.. _source.Plans.Templates], _today);
        return [.. views.Select(view => InLedger(view, view.Figures(1, SeriesOf(book, view, 1))[^1], book, projection))];
    }

    /// <summary>The figures of the last periods up to the current one, oldest first, of each budget.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<BudgetPeriodFigures>>> FiguresAsync(
        IEnumerable<Budget> budgets,
        int periods,
        CancellationToken cancellationToken)
    {
        var views = budgets.Select(ViewOf).ToList();
        var book = await ReadAsync(views, periods, cancellationToken);
        return [.. views.Select(view => view.Figures(periods, SeriesOf(book, view, periods)))];
    }

    /// <summary>The figures of every period that has a day from one day up to the reader's own, oldest first, of each budget that has any.</summary>
    internal async Task<IReadOnlyList<(Budget Budget, IReadOnlyList<BudgetPeriodFigures> Periods)>> SinceAsync(
        IEnumerable<Budget> budgets,
        DateOnly from,
        CancellationToken cancellationToken)
    {
        var views = budgets.Select(ViewOf).Where(view => view.IsAliveSince(from)).Select(view => (View: view, Count: view.PeriodsSince(from))).ToList();
        var book = new SpendingBook(_source);
        foreach (var (view, count) in views)
        {
            book.Need(view.DaysOf(count), view.CutsOf(count));
        }

        await book.ReadAsync(cancellationToken);
        return [.. views.Select(asked => (asked.View.Budget, asked.View.Figures(asked.Count, SeriesOf(book, asked.View, asked.Count))))];
    }

    /// <param name="periods">How many are shown, the current one included.</param>
    internal async Task<BudgetDetails> DetailsAsync(Budget budget, int periods, CancellationToken cancellationToken)
    {
        var view = ViewOf(budget);
        var book = await ReadAsync([view], periods, cancellationToken);
        var figures = view.Figures(periods, SeriesOf(book, view, periods));
        var current = figures[^1];
        var over = figures.Where(period => period.Period.To < _on).ToList();
        return new BudgetDetails(
            InLedger(view, current, book, new BudgetProjection([.. _source.Plans.Templates], _today)),
            Breakdown(view, book, current.Spent),
            [.. figures.Reverse()],
            BudgetTrends.VarianceOf(over),
            BudgetTrends.TrendOf(over));
    }

    private BudgetView ViewOf(Budget budget) =>
        new(budget, BudgetPeriods.Of(budget, _source.Profile.Settings.FirstWeekday), _reach.ScopeOf(budget), _on);

    private async Task<SpendingBook> ReadAsync(List<BudgetView> views, int periods, CancellationToken cancellationToken)
    {
        var book = new SpendingBook(_source);
        foreach (var view in views)
        {
            book.Need(view.DaysOf(periods), view.CutsOf(periods));
            if (_on < view.CurrentPeriod.To)
            {
                // What the period holds after the day, and what it holds up to it.
                book.Need(LaterDays(view), []);
                book.Need(view.UpToDay(view.CurrentPeriod), []);
            }
        }

        await book.ReadAsync(cancellationToken);
        return book;
    }

    private BudgetInLedger InLedger(BudgetView view, BudgetPeriodFigures current, SpendingBook book, BudgetProjection projection)
    {
        var later = LaterDays(view);
        var entered = later.IsEmpty ? 0 : book.SeriesOf(view.Scope, later).In(later);
        var projected = projection.Of(view, current.Spent.Minor, entered);
        return new BudgetInLedger(view.Budget, _source.Chart, current, new Money(projected, view.Budget.Currency));
    }

    /// <summary>The days of the current period after the day, while that is today: of any other day it is not known what was entered by then.</summary>
    private DateRange LaterDays(BudgetView view)
    {
        var after = _on < view.CurrentPeriod.From ? view.CurrentPeriod.From : _on.AddDays(1);
        return _on == _today ? new DateRange(after, view.CurrentPeriod.To) : new DateRange(after, _on);
    }

    private static SpendingSeries SeriesOf(SpendingBook book, BudgetView view, int periods) =>
        book.SeriesOf(view.Scope, view.DaysOf(periods));

    private IReadOnlyList<BudgetPart> Breakdown(BudgetView view, SpendingBook book, Money spent)
    {
        var days = view.UpToDay(view.CurrentPeriod);
        var parts = days.IsEmpty ? new PeriodParts([], []) : PeriodParts.Of(days);
        var cells = parts.Months.SelectMany(book.CellsOf)
            .Concat(parts.Edges.SelectMany(edge => edge.Months().Select(month => edge.Intersect(month.Days))).SelectMany(book.CellsOf));
        var sums = new Dictionary<string, (Category? Category, Tally Spent)>(StringComparer.Ordinal);
        foreach (var (accountId, categoryId, tally) in cells)
        {
            if (_source.Chart.AllAccounts[accountId].Currency == view.Budget.Currency
                && view.Scope.Categories.TryGetValue(categoryId, out var counting))
            {
                var category = _source.Chart.CategoryNow(categoryId);
                var sum = sums.GetValueOrDefault(category?.Id ?? string.Empty).Spent;
                sums[category?.Id ?? string.Empty] = (category, sum + BudgetScope.Spent(tally, counting));
            }
        }

        return
        [
            .. sums.Values
                .Where(sum => sum.Spent != default)
                .OrderByDescending(sum => sum.Spent.Minor)
                .ThenBy(sum => sum.Category?.Name, StringComparer.Ordinal)
                .ThenBy(sum => sum.Category?.Id, StringComparer.Ordinal)
                .Select(sum => new BudgetPart(
                    sum.Category,
                    new Money(sum.Spent.Minor, view.Budget.Currency),
                    Money.Ratio(sum.Spent.Minor, spent.Minor),
                    sum.Spent.Count)),
        ];
    }
}
