using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Summaries;

/// <summary>What the entries of a month did in some accounts, in minor units of their currency.</summary>
internal sealed class MonthFlow
{
    /// <summary>Incomes less repayments of income categories, and incomes without a category.</summary>
    internal long Income { get; set; }

    /// <summary>Into the accounts less out of them; between two of them is nothing.</summary>
    internal long Transfers { get; set; }

    /// <summary>Refunds less expenses by category as it stands now; empty for uncategorised.</summary>
    internal Dictionary<string, long> Activity { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// What entries did in some accounts of one currency, month by month, added up from summaries. Merged accounts and deleted categories count
/// where the chart says that they count now.
/// </summary>
/// <param name="counts">Whether an account, as it stands, is one of them.</param>
internal sealed class MonthFlows(Chart chart, Func<Account, bool> counts)
{
    private readonly Dictionary<Month, MonthFlow> _months = [];
    private readonly Dictionary<string, bool> _accounts = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<Month, MonthFlow> Months => _months;

    /// <summary>Whether what was entered in an account counts in one of the accounts now.</summary>
    internal bool Counts(string rawAccountId)
    {
        if (!_accounts.TryGetValue(rawAccountId, out var isCounted))
        {
            _accounts.Add(rawAccountId, isCounted = counts(chart.AccountNow(rawAccountId)));
        }

        return isCounted;
    }

    /// <summary>Adds a year's months before one.</summary>
    internal void Add(YearSummary year, Month end)
    {
        bool Holds(int month) => Month.Of(year.Year, month) < end;
        foreach (var (cell, tally) in year.Accounts)
        {
            if (Holds(cell.Month) && Counts(cell.AccountId))
            {
                var flow = In(Month.Of(year.Year, cell.Month));
                flow.Transfers = checked(flow.Transfers + tally.TransferIn.Minor - tally.TransferOut.Minor);
            }
        }

        foreach (var (cell, tally) in year.Categories)
        {
            if (Holds(cell.Month) && Counts(cell.AccountId))
            {
                Add(In(Month.Of(year.Year, cell.Month)), cell.CategoryId, tally);
            }
        }
    }

    /// <summary>Adds a month's days up to one.</summary>
    internal void Add(DaysSummary days, int lastDay)
    {
        var flow = In(days.Month);
        foreach (var (cell, net) in days.Days)
        {
            if (cell.Day <= lastDay && Counts(cell.AccountId))
            {
                flow.Transfers = checked(flow.Transfers + net.Net);
            }
        }

        // The days tell the net of an account whole: what is no income and no expense of it was transferred.
        foreach (var (cell, tally) in days.Categories)
        {
            if (cell.Day <= lastDay && Counts(cell.AccountId))
            {
                flow.Transfers = checked(flow.Transfers - tally.Income.Minor + tally.Expense.Minor);
                Add(flow, cell.CategoryId, tally);
            }
        }
    }

    private void Add(MonthFlow flow, string categoryId, CategoryTally tally)
    {
        var category = chart.CategoryNow(categoryId);
        var (income, expense) = (tally.Income.Minor, tally.Expense.Minor);
        switch (category?.Type)
        {
            case CategoryType.Income:
                flow.Income = checked(flow.Income + income - expense);
                break;
            case CategoryType.Expense:
                AddActivity(flow, category.Id, checked(income - expense));
                break;
            default:
                flow.Income = checked(flow.Income + income);
                AddActivity(flow, string.Empty, -expense);
                break;
        }
    }

    private static void AddActivity(MonthFlow flow, string id, long minor) =>
        flow.Activity[id] = checked(flow.Activity.GetValueOrDefault(id) + minor);

    private MonthFlow In(Month month)
    {
        if (!_months.TryGetValue(month, out var flow))
        {
            _months.Add(month, flow = new MonthFlow());
        }

        return flow;
    }
}
