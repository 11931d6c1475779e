using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Envelopes;

/// <summary>All envelopes of a ledger: what was assigned to them and what entries up to some day did to them.</summary>
internal sealed record EnvelopeBook
{
    internal required Chart Chart { get; init; }

    internal required EnvelopePlan Plan { get; init; }

    internal required IReadOnlyDictionary<Month, MonthFlow> Flows { get; init; }

    /// <summary>The last day whose entries count.</summary>
    internal required DateOnly Through { get; init; }

    /// <summary>Opening balances of all budget accounts.</summary>
    internal required Money Opening { get; init; }

    /// <summary>What the budget accounts hold at the end of <see cref="Through"/>.</summary>
    internal required Money Cash { get; init; }

    internal Currency Currency => Plan.Currency;

    internal EnvelopeMonth Show(Month month)
    {
        var carried = new Dictionary<string, long>(StringComparer.Ordinal);
        var toAssign = Opening.Minor;
        foreach (var (earlier, flow) in Flows.Where(flow => flow.Key < month))
        {
            toAssign = checked(toAssign + flow.Income + flow.Transfers);
            AddAll(carried, flow.Activity);
        }

        foreach (var (cell, minor) in Plan.Assigned.Where(cell => cell.Key.Month < month))
        {
            if (EnvelopeOf(cell.CategoryId) is { } envelope)
            {
                toAssign = checked(toAssign - minor);
                Add(carried, envelope, minor);
            }
        }

        var now = Flows.GetValueOrDefault(month) ?? new MonthFlow();
        return new EnvelopeMonth
        {
            Month = month,
            Through = Through,
            Currency = Currency,
            CarriedToAssign = MoneyOf(toAssign),
            Income = MoneyOf(now.Income),
            Transfers = MoneyOf(now.Transfers),
            Cash = Cash,
            Items = [.. Envelopes(carried, AssignedIn(month), now.Activity)],
            Version = Plan.Version,
        };
    }

    /// <summary>What was assigned in a month, by envelope; those with nothing are not there.</summary>
    internal Dictionary<string, long> AssignedIn(Month month)
    {
        var assigned = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (cell, minor) in Plan.Assigned.Where(cell => cell.Key.Month == month))
        {
            if (EnvelopeOf(cell.CategoryId) is { } envelope)
            {
                Add(assigned, envelope, minor);
            }
        }

        return assigned;
    }

    internal Money MoneyOf(long minor) => new(minor, Currency);

    private IEnumerable<Envelope> Envelopes(
        Dictionary<string, long> carried,
        Dictionary<string, long> assigned,
        Dictionary<string, long> activity)
    {
        Envelope Of(Category? category, string id) => new(
            category,
            MoneyOf(carried.GetValueOrDefault(id)),
            MoneyOf(assigned.GetValueOrDefault(id)),
            MoneyOf(activity.GetValueOrDefault(id)),
            category?.BudgetLimit is { } limit && limit.Currency == Currency ? limit : null);

        foreach (var category in Chart.Categories.Where(category => category.Type == CategoryType.Expense))
        {
            yield return Of(category, category.Id);
        }

        var rest = Of(null, string.Empty);
        if (rest.Carried.Minor != 0 || rest.Assigned.Minor != 0 || rest.Activity.Minor != 0)
        {
            yield return rest;
        }
    }

    /// <summary>
    /// The envelope in which something that was assigned counts now; null where there is none any more, because its category holds incomes
    /// now: the money is then to be assigned again.
    /// </summary>
    private string? EnvelopeOf(string categoryId) => Chart.CategoryNow(categoryId) switch
    {
        null => string.Empty,
        { Type: CategoryType.Expense } category => category.Id,
        _ => null,
    };

    private static void AddAll(Dictionary<string, long> sums, Dictionary<string, long> more)
    {
        foreach (var (id, minor) in more)
        {
            Add(sums, id, minor);
        }
    }

    private static void Add(Dictionary<string, long> sums, string id, long minor) =>
        sums[id] = checked(sums.GetValueOrDefault(id) + minor);
}
