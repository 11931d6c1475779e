using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Reports.Breakdown;

/// <summary>
/// Adds categories up to what they are part of: each entry counts in its category and in every one above it. A category is there where it, or
/// one below it, has anything in either period. Pure.
/// </summary>
/// <param name="months">The months of every trend.</param>
internal sealed class CategoryTree(Chart chart, IReadOnlyList<Month> months)
{
    private readonly Dictionary<CategorySide, Node> _nodes = [];

    internal IReadOnlyList<CategoryBranch> Grow(ConvertedTotals current, CurrencyTotals before)
    {
        foreach (var (side, tally) in current.Total.Categories)
        {
            var node = Find(side);
            node.Own = checked(node.Own + tally.Minor);
            node.AddUpwards(tally, static (above, sum) => above.Sum += sum);
        }

        foreach (var (side, tally) in before.Categories)
        {
            Find(side).AddUpwards(tally, static (above, sum) => above.Previous += sum);
        }

        for (var at = 0; at < months.Count; at++)
        {
            foreach (var (side, tally) in current.Months.TryGetValue(months[at], out var month) ? month.Categories : CurrencyTotals.Nothing)
            {
                for (var node = Find(side); node is not null; node = node.Above)
                {
                    node.Trend[at] = checked(node.Trend[at] + tally.Minor);
                }
            }
        }

        return Branches(_nodes.Values.Where(node => node.Above is null), current.Total);
    }

    private IReadOnlyList<CategoryBranch> Branches(IEnumerable<Node> nodes, CurrencyTotals total) =>
    [
        .. nodes.Select(node => Branch(node, total))
            .OrderByDescending(branch => branch.Type)
            .ThenByDescending(branch => branch.Amount.Minor)
            .ThenBy(branch => branch.Category?.Name, StringComparer.Ordinal)
            .ThenBy(branch => branch.Category?.Id, StringComparer.Ordinal),
    ];

    private CategoryBranch Branch(Node node, CurrencyTotals total)
    {
        Money Of(long minor) => new(minor, total.Currency);
        var (amount, previous) = (Of(node.Sum.Minor), Of(node.Previous.Minor));
        return new CategoryBranch(
            node.Category,
            node.Side.Type,
            amount,
            Of(node.Own),
            Money.Ratio(amount.Minor, total.TotalOf(node.Side.Type)),
            node.Sum.Count,
            [.. months.Select((month, at) => new MonthAmount(month, Of(node.Trend[at])))],
            previous,
            MoneyChange.Between(previous, amount),
            Branches(node.Below, total));
    }

    private Node Find(CategorySide side)
    {
        if (_nodes.TryGetValue(side, out var node))
        {
            return node;
        }

        var category = chart.FindCategory(side.CategoryId);
        var above = chart.CategoryNow(category?.ParentId) is { } parent ? Find(side with { CategoryId = parent.Id }) : null;
        node = new Node(side, category, above, months.Count);
        above?.Below.Add(node);
        _nodes.Add(side, node);
        return node;
    }

    private sealed class Node(CategorySide side, Category? category, Node? above, int months)
    {
        internal CategorySide Side => side;

        internal Category? Category => category;

        internal Node? Above => above;

        internal List<Node> Below { get; } = [];

        internal long Own { get; set; }

        internal Tally Sum { get; set; }

        internal Tally Previous { get; set; }

        internal long[] Trend { get; } = new long[months];

        internal void AddUpwards(Tally tally, Action<Node, Tally> add)
        {
            for (var node = this; node is not null; node = node.Above)
            {
                add(node, tally);
            }
        }
    }
}
