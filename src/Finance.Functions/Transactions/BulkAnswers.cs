using System.Text.Json.Serialization;
using Finance.Core.Transactions.Bulk;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Transactions;

/// <summary>What became of bulk requests, as clients see it.</summary>
internal static class BulkAnswers
{
    internal static Answer<BulkResultJson> Done(BulkResult result) => Answer.Ok(new BulkResultJson([.. result.Outcomes.Select(BulkOutcomeJson.Of)]));
}

/// <param name="Results">One for each operation, in their order.</param>
internal sealed record BulkResultJson(IReadOnlyList<BulkOutcomeJson> Results);

/// <param name="Id">The transaction; null where a failed operation names none.</param>
/// <param name="Etag">For <c>If-Match</c>; only of a transaction that is there.</param>
/// <param name="Error">Why the operation failed, as the route for a single one would tell it.</param>
internal sealed record BulkOutcomeJson(
    int Index,
    BulkStatus Status,
    string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Etag,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Error)
{
    internal static BulkOutcomeJson Of(BulkOutcome outcome, int index) => new(
        index,
        outcome.Status,
        outcome.Id,
        outcome.Version is { } version ? ETags.Of(version) : null,
        outcome.Error is { } error ? Problem.Of(error, null) : null);
}
