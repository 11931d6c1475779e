using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Budgets;

/// <summary>
/// What a summary says was spent and refunded, by currency and category, so that what a budget counts is added up without going through the
/// accounts and days of all others. Immutable. Of currencies and of the ids on entries alone, so that it holds for as long as the summary
/// does: an account with entries keeps its currency, and what became of a category is for <see cref="BudgetScope"/> to say.
/// </summary>
internal sealed class SpendingFold
{
    private const int MonthsPerYear = 12;
    private const int LongestMonth = 31;
    private readonly Dictionary<string, Dictionary<string, Line>> _currencies = new(StringComparer.Ordinal);
    private readonly int _slots;

    private SpendingFold(int slots) => _slots = slots;

    /// <summary>A year by its months, January first.</summary>
    internal static SpendingFold ByMonth(YearSummary year, Chart chart)
    {
        var fold = new SpendingFold(MonthsPerYear);
        foreach (var (cell, tally) in year.Categories)
        {
            fold.LineOf(chart.AllAccounts[cell.AccountId].Currency, cell.CategoryId).Add(cell.Month - 1, tally);
        }

        return fold;
    }

    /// <summary>A month by its days, each with all before it.</summary>
    internal static SpendingFold ThroughDays(DaysSummary days, Chart chart)
    {
        var fold = new SpendingFold(LongestMonth);
        foreach (var (cell, tally) in days.Categories)
        {
            fold.LineOf(chart.AllAccounts[cell.AccountId].Currency, cell.CategoryId).Add(cell.Day - 1, tally);
        }

        foreach (var line in fold._currencies.Values.SelectMany(lines => lines.Values))
        {
            line.RunUp();
        }

        return fold;
    }

    /// <summary>Adds what a scope spent to the sums of each slot: 12 months, or 31 days.</summary>
    internal void AddTo(Span<long> sums, BudgetScope scope)
    {
        if (!_currencies.TryGetValue(scope.Currency.Code, out var lines))
        {
            return;
        }

        foreach (var (id, counting) in scope.Categories)
        {
            if (lines.TryGetValue(id, out var line))
            {
                line.AddTo(sums, counting);
            }
        }
    }

    private Line LineOf(Currency currency, string categoryId)
    {
        if (!_currencies.TryGetValue(currency.Code, out var lines))
        {
            _currencies.Add(currency.Code, lines = new Dictionary<string, Line>(StringComparer.Ordinal));
        }

        if (!lines.TryGetValue(categoryId, out var line))
        {
            lines.Add(categoryId, line = new Line(_slots));
        }

        return line;
    }

    private sealed class Line(int slots)
    {
        private readonly long[] _expenses = new long[slots];
        private long[]? _incomes;

        internal void Add(int slot, CategoryTally tally)
        {
            _expenses[slot] = checked(_expenses[slot] + tally.Expense.Minor);
            if (tally.Income.Minor != 0)
            {
                _incomes ??= new long[_expenses.Length];
                _incomes[slot] = checked(_incomes[slot] + tally.Income.Minor);
            }
        }

        internal void RunUp()
        {
            foreach (var sums in new[] { _expenses, _incomes ?? [] })
            {
                for (var slot = 1; slot < sums.Length; slot++)
                {
                    sums[slot] = checked(sums[slot] + sums[slot - 1]);
                }
            }
        }

        internal void AddTo(Span<long> sums, Counting counting)
        {
            var refunds = counting == Counting.Net ? _incomes : null;
            for (var slot = 0; slot < _expenses.Length; slot++)
            {
                sums[slot] = checked(sums[slot] + _expenses[slot] - (refunds?[slot] ?? 0));
            }
        }
    }
}
