using Finance.Core.Audit;
using Finance.Core.Ledgers;

namespace Finance.Core.Categories;

/// <summary>A category that is gone.</summary>
/// <param name="ReassignedTo">Where its transactions count now; null for uncategorised.</param>
/// <param name="TransactionCount">Transactions that count there now.</param>
/// <param name="MovedUp">The categories that were right below it, as they are now.</param>
public sealed record DeletedCategory(string Id, Category? ReassignedTo, long TransactionCount, IReadOnlyList<Category> MovedUp);

/// <summary>Makes, reads, changes and deletes categories.</summary>
public sealed class CategoryService(LedgerStore ledgers, TimeProvider clock)
{
    private const string Noun = "category";

    /// <returns>Errors: <c>validation_failed</c>, <c>category_name_taken</c>, <c>too_many_categories</c>.</returns>
    public Task<Result<Category>> CreateAsync(Change change, NewCategory asked, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(change, LedgerPart.Everything, (draft, _) => Task.FromResult(Create(draft, asked)), cancellationToken);

    /// <summary>Every category that was not deleted, by name, with its figures.</summary>
    public async Task<Result<IReadOnlyList<CategoryInLedger>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var usage = await ReadUsageAsync(ledger.Value, cancellationToken);
        return ledger.Value.Chart.Categories.Select(usage.Of).ToList();
    }

    /// <summary>The same as a forest: the categories without a parent, each with those below it.</summary>
    public async Task<Result<IReadOnlyList<CategoryNode>>> TreeAsync(Caller caller, CancellationToken cancellationToken)
    {
        var list = await ListAsync(caller, cancellationToken);
        return list.Map(items => Below(null, items.ToLookup(item => item.Category.ParentId)));
    }

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<CategoryInLedger>> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        return ledger.Value.Chart.FindCategory(id) is { } category
            ? (await ReadUsageAsync(ledger.Value, cancellationToken)).Of(category)
            : Errors.NotFound(Noun);
    }

    /// <summary>Changes the fields that the patch names; nothing is written when nothing differs.</summary>
    /// <returns>
    /// Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>, <c>category_name_taken</c>,
    /// <c>too_many_categories</c>.
    /// </returns>
    public Task<Result<Category>> UpdateAsync(Change change, string id, CategoryPatch patch, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(change, LedgerPart.Everything, (draft, _) => Task.FromResult(Update(draft, change, id, patch)), cancellationToken);

    /// <summary>
    /// Deletes a category. Its transactions keep the id they were made with and count in <paramref name="reassignTo"/>, or as
    /// uncategorised, from now on: one commit, whatever their number. Those right below it move up to its parent.
    /// </summary>
    /// <returns>
    /// Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>, <c>category_name_taken</c>,
    /// <c>too_many_categories</c>.
    /// </returns>
    public Task<Result<DeletedCategory>> DeleteAsync(Change change, string id, string? reassignTo, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(change, LedgerPart.Everything, (draft, token) => DeleteAsync(draft, change, id, reassignTo, token), cancellationToken);

    private static IReadOnlyList<CategoryNode> Below(string? parentId, ILookup<string?, CategoryInLedger> byParent) =>
        [.. byParent[parentId].Select(item => new CategoryNode(item, Below(item.Category.Id, byParent)))];

    private static Result<Category> Create(LedgerDraft draft, NewCategory asked)
    {
        if (draft.Chart.Categories.Count() >= CategoryRules.MaxCategories)
        {
            return Errors.TooManyCategories(CategoryRules.MaxCategories, "in a ledger");
        }

        var made = CategoryRules.Make(draft, asked);
        if (made.IsOk)
        {
            draft.Put(made.Value);
            draft.Record("category.created", made.Value.Id, null, CategoryRow.Write(draft.Owner, made.Value));
        }

        return made;
    }

    private static Result<Category> Update(LedgerDraft draft, Change change, string id, CategoryPatch patch)
    {
        var found = Find(draft, change, id);
        var applied = found.Then(category => CategoryRules.Apply(draft, category, patch));
        if (applied.IsOk && applied.Value != found.Value)
        {
            var (before, after) = (CategoryRow.Write(draft.Owner, found.Value), CategoryRow.Write(draft.Owner, applied.Value));
            draft.Put(applied.Value);
            draft.Record("category.updated", id, before, after);
        }

        return applied;
    }

    private static Result<Category> Find(LedgerDraft draft, Change change, string id)
    {
        var category = draft.Chart.FindCategory(id);
        if (category is null)
        {
            return Errors.NotFound(Noun);
        }

        return change.IfMatch?.Accepts(category.Version) == false ? Errors.PreconditionFailed() : category;
    }

    private async Task<Result<DeletedCategory>> DeleteAsync(
        LedgerDraft draft,
        Change change,
        string id,
        string? reassignTo,
        CancellationToken cancellationToken)
    {
        var found = Find(draft, change, id);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var category = found.Value;
        if (reassignTo is not null && Refusal(category, draft.Chart.FindCategory(reassignTo)) is { } refusal)
        {
            return Errors.Validation("reassign_to", refusal);
        }

        var usage = await ReadUsageAsync(draft.Before, cancellationToken);
        var deleted = category with { ReplacedBy = reassignTo ?? string.Empty, Version = draft.Version };
        draft.Put(deleted);
        var movedUp = MoveUp(draft, category);
        if (!movedUp.IsOk)
        {
            return movedUp.Error;
        }

        draft.Record(
            "category.deleted",
            id,
            [
                new AuditedRow(CategoryRow.Write(draft.Owner, category), CategoryRow.Write(draft.Owner, deleted)),
                .. movedUp.Value.Select(up => new AuditedRow(
                    CategoryRow.Write(draft.Owner, draft.Before.Chart.AllCategories[up.Id]), CategoryRow.Write(draft.Owner, up))),
            ]);
        return new DeletedCategory(id, draft.Chart.FindCategory(reassignTo), usage.Of(category).Usage.TransactionCount, movedUp.Value);
    }

    private static string? Refusal(Category category, Category? target)
    {
        if (target is null)
        {
            return "names no category of this ledger.";
        }

        if (target.Id == category.Id)
        {
            return "must be another category than the one that is deleted.";
        }

        return target.Type == category.Type ? null : $"must name an {SnakeCase.Of(category.Type)} category, as the one that is deleted.";
    }

    private static Result<IReadOnlyList<Category>> MoveUp(LedgerDraft draft, Category deleted)
    {
        var moved = new List<Category>();
        foreach (var child in draft.Chart.Categories.Where(child => child.ParentId == deleted.Id).ToList())
        {
            var up = child with { ParentId = deleted.ParentId, Version = draft.Version };
            draft.Put(up);
            moved.Add(up);
        }

        if (deleted.ParentId is { } parent
            && moved.Count > 0
            && draft.Chart.Categories.Count(child => child.ParentId == parent) > CategoryRules.MaxChildren)
        {
            return Errors.TooManyCategories(CategoryRules.MaxChildren, "right below one category");
        }

        return moved.Select(up => CategoryRules.NameClash(draft.Chart, up)).FirstOrDefault(clash => clash is not null) is { } first
            ? first
            : moved;
    }

    private Task<UsageReader> ReadUsageAsync(LedgerSnapshot ledger, CancellationToken cancellationToken) => UsageReader.ReadAsync(
        ledgers.Reader,
        ledger,
        Month.Of(TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone)),
        cancellationToken);
}
