using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Envelopes;

/// <summary>What the entries of a month did to the money that envelopes divide, in minor units.</summary>
internal sealed class MonthFlow
{
    internal long Income { get; set; }

    /// <summary>Into budget accounts less out of them; between two of them is nothing.</summary>
    internal long Transfers { get; set; }

    /// <summary>Refunds less expenses by category as it stands now; empty for uncategorised.</summary>
    internal Dictionary<string, long> Activity { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// What entries did to envelopes, month by month, added up from summaries. Merged accounts and deleted categories count where the chart
/// says that they count now.
/// </summary>
internal sealed class EnvelopeFlows(Chart chart, Currency currency)
{
    private readonly Dictionary<Month, MonthFlow> _months = [];
    private readonly Dictionary<string, bool> _budgetAccounts = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<Month, MonthFlow> Months => _months;

    internal static bool IsBudgetAccount(Account account, Currency currency) => account.Currency == currency
        && account.Type is AccountType.Checking or AccountType.Savings or AccountType.Cash or AccountType.Credit;

    /// <summary>Whether what was entered in an account counts in a budget account now.</summary>
    internal bool IsBudgetAccount(string rawAccountId)
    {
        if (!_budgetAccounts.TryGetValue(rawAccountId, out var isOne))
        {
            _budgetAccounts.Add(rawAccountId, isOne = IsBudgetAccount(chart.AccountNow(rawAccountId), currency));
        }

        return isOne;
    }

    /// <summary>Adds a year's months before one.</summary>
    internal void Add(YearSummary year, Month end)
    {
        bool Holds(int month) => Month.Of(year.Year, month) < end;
        foreach (var (cell, tally) in year.Accounts)
        {
            if (Holds(cell.Month) && IsBudgetAccount(cell.AccountId))
            {
                var flow = In(Month.Of(year.Year, cell.Month));
                flow.Transfers = checked(flow.Transfers + tally.TransferIn.Minor - tally.TransferOut.Minor);
            }
        }

        foreach (var (cell, tally) in year.Categories)
        {
            if (Holds(cell.Month) && IsBudgetAccount(cell.AccountId))
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
            if (cell.Day <= lastDay && IsBudgetAccount(cell.AccountId))
            {
                flow.Transfers = checked(flow.Transfers + net.Net);
            }
        }

        // The days tell the net of an account whole: what is no income and no expense of it was transferred.
        foreach (var (cell, tally) in days.Categories)
        {
            if (cell.Day <= lastDay && IsBudgetAccount(cell.AccountId))
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
