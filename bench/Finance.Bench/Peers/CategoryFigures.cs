using System.Globalization;
using System.Text.Json;

namespace Finance.Bench.Peers;

/// <summary>What was spent or earned by month and category, in cents: what every one of the programs must say alike.</summary>
internal sealed class CategoryFigures
{
    private readonly SortedDictionary<string, long> _figures = new(StringComparer.Ordinal);

    /// <summary>The figures of our own report: each category's trend less those of the categories below it.</summary>
    internal static CategoryFigures OfReport(byte[] answer)
    {
        using var report = JsonDocument.Parse(answer);
        var figures = new CategoryFigures();
        foreach (var category in report.RootElement.GetProperty("categories").EnumerateArray())
        {
            figures.AddBranch(category);
        }

        return figures;
    }

    /// <param name="month"><c>2020-03</c>.</param>
    internal void Add(string month, string category, decimal amount)
    {
        if (amount != 0)
        {
            var key = $"{month} {category}";
            _figures[key] = _figures.GetValueOrDefault(key) + (long)(100 * amount);
        }
    }

    /// <summary>The amount of an account of a journal, where incomes are negative.</summary>
    /// <param name="account"><c>Expenses:Fuel</c>.</param>
    internal void AddAccount(string month, string account, string amount)
    {
        var (side, category) = (account[..account.IndexOf(':', StringComparison.Ordinal)], account[(account.LastIndexOf(':') + 1)..]);
        Add(month, category, (side == Journal.Income ? -1 : 1) * decimal.Parse(amount, CultureInfo.InvariantCulture));
    }

    /// <exception cref="InvalidOperationException">The figures are not the same.</exception>
    internal void MustEqual(CategoryFigures others, string what)
    {
        foreach (var key in _figures.Keys.Union(others._figures.Keys).Order(StringComparer.Ordinal))
        {
            var (own, other) = (_figures.GetValueOrDefault(key), others._figures.GetValueOrDefault(key));
            if (own != other)
            {
                throw new InvalidOperationException($"{what} says {other} cents for {key}, we say {own}.");
            }
        }
    }

    private void AddBranch(JsonElement branch)
    {
        var name = branch.GetProperty("category").GetProperty("name").GetString()!;
        var children = branch.GetProperty("children").EnumerateArray().ToList();
        foreach (var (month, amount) in TrendOf(branch))
        {
            Add(month, name, amount);
        }

        foreach (var child in children)
        {
            foreach (var (month, amount) in TrendOf(child))
            {
                Add(month, name, -amount);
            }

            AddBranch(child);
        }
    }

    private static IEnumerable<(string Month, decimal Amount)> TrendOf(JsonElement branch) => branch.GetProperty("trend").EnumerateArray()
        .Select(month => (month.GetProperty("month").GetString()!, month.GetProperty("amount").GetDecimal()));
}
