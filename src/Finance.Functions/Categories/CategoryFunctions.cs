using Finance.Core;
using Finance.Core.Audit;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Categories;

public sealed class CategoryFunctions(CategoryService categories, ChangeFeed feed)
{
    /// <summary>All categories by name, or with <c>tree</c> those without a parent, each with those below it.</summary>
    [Function("ListCategories")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "categories")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            CategoryRequests.AsTree,
            ListAsync,
            shown => shown.Item.Category.Id,
            shown => CategoryAnswers.Show(shown.Item, shown.Children),
            feed,
            ThingKind.Category);

    /// <summary>Creates a category.</summary>
    [Function("CreateCategory")]
    [Refuses("category_name_taken", "too_many_categories")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "categories")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(CategoryRequests.New, categories.CreateAsync, CategoryAnswers.Created);

    /// <summary>A category with its usage and its budget in the current month.</summary>
    [Function("GetCategory")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "categories/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync((caller, stop) => categories.GetAsync(caller, id, stop), CategoryAnswers.Found);

    /// <summary>Changes what the body names.</summary>
    [Function("UpdateCategory")]
    [Refuses("category_name_taken")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "categories/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            CategoryRequests.Patch,
            (change, patch, stop) => categories.UpdateAsync(change, id, patch, stop),
            CategoryAnswers.Changed);

    /// <summary>Deletes a category. Its transactions go to `reassign_to`, or become uncategorised; its children move up.</summary>
    [Function("DeleteCategory")]
    [Refuses("category_name_taken")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "categories/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            CategoryRequests.ReassignTo,
            (change, reassignTo, stop) => categories.DeleteAsync(change, id, reassignTo, stop),
            CategoryAnswers.Deleted);

    private async Task<Result<IReadOnlyList<ShownCategory>>> ListAsync(Caller caller, bool asTree, CancellationToken stop)
    {
        if (asTree)
        {
            var roots = await categories.TreeAsync(caller, stop);
            return roots.Map<IReadOnlyList<ShownCategory>>(nodes => [.. nodes.Select(node => new ShownCategory(node.Item, node.Children))]);
        }

        var all = await categories.ListAsync(caller, stop);
        return all.Map<IReadOnlyList<ShownCategory>>(items => [.. items.Select(item => new ShownCategory(item, null))]);
    }

    private sealed record ShownCategory(CategoryInLedger Item, IReadOnlyList<CategoryNode>? Children);
}
