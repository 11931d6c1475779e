using Finance.Core.Budgets.Templates;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Tests.Budgets.Templates;

public sealed class SpendingBucketsTests
{
    private Chart _chart = Chart.Empty;

    [Fact]
    public void Of_ParentsOfOneAndOfSeveralKinds_NamesTheFewest()
    {
        Add("Housing", "Rent or mortgage", "Utilities");
        Add("Food", "Groceries", "Restaurants");
        Add("Entertainment", "Subscriptions");
        Add("Nest egg", "Pension plan");
        Add("Whatever");
        Add("Salary", CategoryType.Income);

        var buckets = SpendingBuckets.Of(_chart);

        Assert.Equal(["Groceries", "Housing"], NamesOf(buckets[SpendingKind.Need]));
        Assert.Equal(["Entertainment", "Restaurants", "Whatever"], NamesOf(buckets[SpendingKind.Want]));
        Assert.Equal(["Pension plan"], NamesOf(buckets[SpendingKind.Saving]));
        Assert.Equal(["Food", "Nest egg"], buckets.LeftOut.Select(category => category.Name));
    }

    [Fact]
    public void Of_CategoriesThatWereNamed_GoBeforeNames()
    {
        Add("Housing", "Utilities");
        Add("Food", "Groceries", "Restaurants");
        Add("Travel");

        var buckets = SpendingBuckets.Of(_chart, Asked() with { Needs = [IdOf("Travel"), IdOf("Restaurants")] }).Value;

        Assert.Equal(["Restaurants", "Travel"], NamesOf(buckets[SpendingKind.Need]));
        Assert.Equal(["Groceries", "Housing"], NamesOf(buckets[SpendingKind.Want]));
        Assert.Equal(["Food"], buckets.LeftOut.Select(category => category.Name));
    }

    [Fact]
    public void Of_AllKindsNamed_LeavesTheRestOut()
    {
        Add("Housing");
        Add("Travel");
        Add("Fund");
        Add("Gym");

        var asked = Asked() with { Needs = [IdOf("Gym")], Wants = [IdOf("Housing")], Savings = [IdOf("Fund")] };
        var buckets = SpendingBuckets.Of(_chart, asked).Value;

        Assert.Equal(["Fund"], NamesOf(buckets[SpendingKind.Saving]));
        Assert.Equal(["Travel"], buckets.LeftOut.Select(category => category.Name));
    }

    [Fact]
    public void Of_CategoriesThatCannotBeNamed_AreAllRefused()
    {
        Add("Food", "Groceries");
        Add("Salary", CategoryType.Income);

        var asked = Asked() with
        {
            Needs = [IdOf("Food"), IdOf("Food"), IdOf("Salary")],
            Wants = [IdOf("Groceries"), "nosuchthing"],
            Savings = [],
        };

        Assert.Equal(
            ["needs[1]", "needs[2]", "wants[0]", "wants[1]", "savings"],
            SpendingBuckets.Of(_chart, asked).Error?.Fields?.Keys);
    }

    private static TemplateRequest Asked() => new(BudgetTemplate.FiftyThirtyTwenty);

    private void Add(string name, params string[] below)
    {
        var parent = Add(name, CategoryType.Expense, null);
        foreach (var child in below)
        {
            Add(child, CategoryType.Expense, parent);
        }
    }

    private string Add(string name, CategoryType type, string? parent = null)
    {
        var id = LedgerKeys.NewId();
        _chart = _chart.With(new Category { Id = id, Name = name, Type = type, Color = "#336699", ParentId = parent });
        return id;
    }

    private string IdOf(string name) => _chart.Categories.Single(category => category.Name == name).Id;

    private IEnumerable<string> NamesOf(IEnumerable<string> ids) =>
        ids.Select(id => _chart.FindCategory(id)!.Name).Order(StringComparer.Ordinal);
}
