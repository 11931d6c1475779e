using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Users;

/// <summary>What a new ledger starts with: one account and the categories that most households use.</summary>
internal static class DefaultChart
{
    private static readonly Template[] Categories =
    [
        new("Salary", CategoryType.Income, "#2e7d32", "briefcase"),
        new("Interest and dividends", CategoryType.Income, "#558b2f", "trending-up"),
        new("Other income", CategoryType.Income, "#9e9d24", "plus-circle"),
        new("Housing", CategoryType.Expense, "#4e79a7", "home")
        {
            Below = [new("Rent or mortgage", "#6b93bd", "key"), new("Utilities", "#8badd1", "zap")],
        },
        new("Food", CategoryType.Expense, "#f28e2b", "utensils")
        {
            Below = [new("Groceries", "#f5a75a", "shopping-cart"), new("Restaurants", "#f8c08a", "coffee")],
        },
        new("Transport", CategoryType.Expense, "#76b7b2", "car")
        {
            Below = [new("Fuel", "#93c7c3", "droplet"), new("Public transport", "#b0d8d5", "train")],
        },
        new("Health", CategoryType.Expense, "#e15759", "heart"),
        new("Insurance", CategoryType.Expense, "#b07aa1", "shield"),
        new("Shopping", CategoryType.Expense, "#ff9da7", "shopping-bag"),
        new("Entertainment", CategoryType.Expense, "#edc948", "film") { Below = [new("Subscriptions", "#f2d876", "repeat")] },
        new("Travel", CategoryType.Expense, "#1b9e77", "map"),
        new("Education", CategoryType.Expense, "#7570b3", "book"),
        new("Gifts and donations", CategoryType.Expense, "#a6761d", "gift"),
        new("Fees and interest", CategoryType.Expense, "#9c755f", "percent"),
        new("Other expenses", CategoryType.Expense, "#757575", "more-horizontal"),
    ];

    internal static Account FirstAccount(string id, Currency currency, DateTimeOffset now) => new()
    {
        Id = id,
        Name = "Checking",
        Type = AccountType.Checking,
        Currency = currency,
        OpeningBalance = Money.Zero(currency),
        Balance = Money.Zero(currency),
        CreatedAt = now,
        Version = 1,
    };

    internal static IEnumerable<Category> FirstCategories(DateTimeOffset now)
    {
        foreach (var template in Categories)
        {
            var parent = Make(template, template.Type, null, now);
            yield return parent;
            foreach (var child in template.Below)
            {
                yield return Make(child, parent.Type, parent.Id, now);
            }
        }
    }

    private static Category Make(Template template, CategoryType type, string? parentId, DateTimeOffset now) => new()
    {
        Id = LedgerKeys.NewId(),
        Name = template.Name,
        Type = type,
        Color = template.Color,
        Icon = template.Icon,
        ParentId = parentId,
        CreatedAt = now,
        Version = 1,
    };

    private sealed record Template(string Name, CategoryType Type, string Color, string Icon)
    {
        /// <summary>A category below another, of its type.</summary>
        internal Template(string name, string color, string icon)
            : this(name, default, color, icon)
        {
        }

        internal Template[] Below { get; init; } = [];
    }
}
