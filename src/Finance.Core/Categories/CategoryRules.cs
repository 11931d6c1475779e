using Finance.Core.Ledgers;

namespace Finance.Core.Categories;

/// <summary>What a category must be to stand in a ledger.</summary>
internal static class CategoryRules
{
    internal const int MaxCategories = 500;

    /// <summary>Deleting a category moves those right below it in the same commit, which takes 100 rows.</summary>
    internal const int MaxChildren = 80;

    internal const int MaxDepth = 5;
    private const int MaxNameLength = 100;
    private const int MaxIconLength = 50;

    internal static Result<Category> Make(LedgerDraft draft, NewCategory asked)
    {
        var errors = new FieldErrors();
        return Check(draft.Chart, errors, new Category
        {
            Id = LedgerKeys.NewId(),
            Name = asked.Name,
            Type = asked.Type,
            Color = asked.Color ?? Palette.Next(draft.Chart.Categories.Select(category => category.Color)),
            Icon = asked.Icon,
            ParentId = asked.ParentId,
            BudgetLimit = Limit(draft, asked.BudgetLimit, errors),
            TaxDeductible = asked.TaxDeductible,
            CreatedAt = draft.Now,
            Version = draft.Version,
        });
    }

    /// <summary>The category with the update in it, stamped only where something differs.</summary>
    internal static Result<Category> Apply(LedgerDraft draft, Category current, CategoryPatch patch)
    {
        var errors = new FieldErrors();
        var changed = current with
        {
            Name = patch.Name.Or(current.Name) ?? string.Empty,
            Type = patch.Type.Or(current.Type),
            Color = patch.Color.Or(current.Color) ?? Palette.Next(draft.Chart.Categories.Select(category => category.Color)),
            Icon = patch.Icon.Or(current.Icon),
            ParentId = patch.ParentId.Or(current.ParentId),
            BudgetLimit = patch.BudgetLimit.IsPresent ? Limit(draft, patch.BudgetLimit.Or(null), errors) : current.BudgetLimit,
            TaxDeductible = patch.TaxDeductible.Or(current.TaxDeductible),
        };
        return Check(draft.Chart, errors, changed == current ? changed : changed with { Version = draft.Version });
    }

    /// <summary>Whether a category may stand under its parent by that name; the first reason why not.</summary>
    internal static Error? NameClash(Chart chart, Category category) =>
        Siblings(chart, category).Any(other => ShortText.AreAlike(other.Name, category.Name))
            ? Errors.CategoryNameTaken(category.Name)
            : null;

    private static Money? Limit(LedgerDraft draft, AmountText? text, FieldErrors errors) =>
        text is { } limit ? errors.Take(limit.ResolvePositive(draft.Head.Profile.Currency)) : null;

    private static IEnumerable<Category> Siblings(Chart chart, Category category) => chart.Categories
        .Where(other => other.ParentId == category.ParentId && other.Type == category.Type && other.Id != category.Id);

    private static Result<Category> Check(Chart chart, FieldErrors errors, Category category)
    {
        ShortText.Require(errors, "name", category.Name, MaxNameLength);
        ShortText.Allow(errors, "icon", category.Icon, MaxIconLength);
        if (!Palette.IsColor(category.Color))
        {
            errors.Add("color", "must be #rrggbb, such as #4e79a7.");
        }

        if (category.Type == CategoryType.Income && category.BudgetLimit is not null)
        {
            errors.Add("budget_limit", "is for expense categories only.");
        }

        if (chart.Categories.Any(child => child.ParentId == category.Id && child.Type != category.Type))
        {
            errors.Add("type", "must be that of the categories below it; move these first.");
        }

        CheckParent(chart, errors, category);
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        if (category.ParentId is not null && Siblings(chart, category).Count() >= MaxChildren)
        {
            return Errors.TooManyCategories(MaxChildren, "right below one category");
        }

        return NameClash(chart, category) is { } clash ? clash : category;
    }

    private static void CheckParent(Chart chart, FieldErrors errors, Category category)
    {
        if (category.ParentId is null)
        {
            return;
        }

        if (chart.FindCategory(category.ParentId) is not { } parent)
        {
            errors.Add("parent_id", "names no category of this ledger.");
        }
        else if (chart.IsWithin(parent, category.Id))
        {
            errors.Add("parent_id", "must not be the category itself or one below it.");
        }
        else if (parent.Type != category.Type)
        {
            errors.Add("parent_id", $"must name an {SnakeCase.Of(category.Type)} category, as this one is.");
        }
        else if (DepthOf(chart, parent) + HeightOf(chart, category.Id) > MaxDepth)
        {
            errors.Add("parent_id", $"would make the tree deeper than {MaxDepth} levels.");
        }
    }

    private static int DepthOf(Chart chart, Category category)
    {
        var depth = 1;
        for (var level = chart.FindCategory(category.ParentId); level is not null; level = chart.FindCategory(level.ParentId))
        {
            depth++;
        }

        return depth;
    }

    private static int HeightOf(Chart chart, string id) =>
        1 + chart.Categories.Where(child => child.ParentId == id).Select(child => HeightOf(chart, child.Id)).DefaultIfEmpty().Max();
}
