using Finance.Core;
using Finance.Core.Categories;
using Finance.Core.Sharing;
using Finance.Core.Transactions;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Sharing;

/// <summary>Grants as clients see them.</summary>
internal static class SharingAnswers
{
    internal static Answer<GrantJson> Found(GivenGrant given) => Answer.Ok(GrantJson.Of(given), given.Grant.Version);

    internal static Created<GrantJson> Created(GivenGrant given) =>
        Answer.Created(GrantJson.Of(given), $"/api/users/share-permission/{given.Grant.Id}", given.Grant.Version);

    internal static Answer<DeletedGrantJson> Deleted(Grant grant) => Answer.Ok(new DeletedGrantJson(grant.Id, true));
}

/// <param name="CategoryIds">Null where no category bounds it; likewise the types.</param>
internal sealed record ScopeJson(GrantKind Kind, IReadOnlyList<string>? CategoryIds, IReadOnlyList<TransactionType>? Types)
{
    internal static ScopeJson Of(GrantScope scope) => new(
        scope.Kind,
        scope.CategoryIds.Count == 0 ? null : scope.CategoryIds,
        scope.Types.Count == 0 ? null : scope.Types);
}

/// <param name="Grantee">The username; null for a user who is gone.</param>
internal sealed record GrantJson(string Id, string? Grantee, GrantAccess Access, ScopeJson Scope, DateTimeOffset CreatedAt)
{
    internal static GrantJson Of(GivenGrant given) => new(
        given.Grant.Id, given.Grantee, given.Grant.Access, ScopeJson.Of(given.Grant.Scope), given.Grant.CreatedAt);
}

/// <param name="OwnerId">What <c>X-Ledger</c> has to say.</param>
/// <param name="Owner">The username.</param>
/// <param name="Categories">Those that the scope names, empty where none bound it.</param>
internal sealed record ReceivedGrantJson(
    string Id,
    UserId OwnerId,
    string Owner,
    GrantAccess Access,
    ScopeJson Scope,
    IReadOnlyList<GrantedCategoryJson> Categories,
    DateTimeOffset CreatedAt)
{
    internal static ReceivedGrantJson Of(ReceivedGrant received) => new(
        received.Grant.Id,
        received.Owner.Id,
        received.Owner.Profile.Username,
        received.Grant.Access,
        ScopeJson.Of(received.Grant.Scope),
        [.. received.Categories.Select(category => new GrantedCategoryJson(category.Id, category.Name, category.Type))],
        received.Grant.CreatedAt);
}

/// <summary>A category that bounds a grant, by what its owner calls it.</summary>
internal sealed record GrantedCategoryJson(string Id, string Name, CategoryType Type);

internal sealed record DeletedGrantJson(string Id, bool Deleted);
