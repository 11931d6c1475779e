using System.Collections.Immutable;
using Finance.Core.Accounts;
using Finance.Core.Categories;

namespace Finance.Core.Ledgers;

/// <summary>
/// The accounts and categories of a ledger, those that are gone included: entries keep the ids they were made with, and the chart tells where
/// these count now.
/// </summary>
public sealed record Chart(ImmutableDictionary<string, Account> AllAccounts, ImmutableDictionary<string, Category> AllCategories)
{
    public static Chart Empty { get; } = new(
        ImmutableDictionary.Create<string, Account>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Category>(StringComparer.Ordinal));

    /// <summary>Accounts that are there, oldest first.</summary>
    public IEnumerable<Account> Accounts => AllAccounts.Values
        .Where(account => !account.IsDeleted)
        .OrderBy(account => account.CreatedAt)
        .ThenBy(account => account.Id, StringComparer.Ordinal);

    /// <summary>Categories that are there, by name.</summary>
    public IEnumerable<Category> Categories => AllCategories.Values
        .Where(category => !category.IsDeleted)
        .OrderBy(category => category.Name, StringComparer.Ordinal)
        .ThenBy(category => category.Id, StringComparer.Ordinal);

    /// <summary>An account that is there.</summary>
    public Account? FindAccount(string? id) =>
        id is not null && AllAccounts.TryGetValue(id, out var account) && !account.IsDeleted ? account : null;

    /// <summary>A category that is there.</summary>
    public Category? FindCategory(string? id) =>
        id is not null && AllCategories.TryGetValue(id, out var category) && !category.IsDeleted ? category : null;

    /// <summary>The account in which entries of <paramref name="id"/> count now: itself, or the one it was merged into.</summary>
    public Account AccountNow(string id)
    {
        var account = AllAccounts[id];
        while (account.MergedInto is { } next)
        {
            account = AllAccounts[next];
        }

        return account;
    }

    /// <summary>The category in which entries of <paramref name="id"/> count now; null for uncategorised.</summary>
    public Category? CategoryNow(string? id)
    {
        var next = id;
        while (!string.IsNullOrEmpty(next))
        {
            var category = AllCategories[next];
            if (!category.IsDeleted)
            {
                return category;
            }

            next = category.ReplacedBy;
        }

        return null;
    }

    /// <summary>Every id that counts as the account: its own and those merged into it.</summary>
    public IReadOnlySet<string> IdsOfAccount(string id) =>
        AllAccounts.Keys.Where(candidate => AccountNow(candidate).Id == id).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every id that counts as the category or, where asked, as one below it.</summary>
    public IReadOnlySet<string> IdsOfCategory(string id, bool withChildren) =>
        AllCategories.Keys.Where(candidate => IsWithin(CategoryNow(candidate), id, withChildren)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether any account has entries in a month.</summary>
    public bool HasEntriesIn(Month month) => AllAccounts.Values.Any(account => account.History.In(month).Count > 0);

    public bool HasEntriesIn(int year) => Enumerable.Range(1, 12).Any(month => HasEntriesIn(Month.Of(year, month)));

    public Chart With(Account account) => this with { AllAccounts = AllAccounts.SetItem(account.Id, account) };

    public Chart With(Category category) => this with { AllCategories = AllCategories.SetItem(category.Id, category) };

    public Chart WithoutAccount(string id) => this with { AllAccounts = AllAccounts.Remove(id) };

    /// <summary>Whether a category is the one of that id or, where asked, below it.</summary>
    public bool IsWithin(Category? category, string id, bool withChildren = true)
    {
        for (var level = category; level is not null; level = withChildren ? CategoryNow(level.ParentId) : null)
        {
            if (level.Id == id)
            {
                return true;
            }
        }

        return false;
    }
}
