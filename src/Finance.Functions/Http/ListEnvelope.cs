using System.Text.Json.Serialization;

namespace Finance.Functions.Http;

/// <summary>A page of a list as it is answered.</summary>
/// <param name="NextCursor">For <c>?cursor=</c> of the next page; null at the end.</param>
/// <param name="TotalCount">Items of the whole list under its filters; null where counting them would cost more than a request may.</param>
/// <param name="Version">The version of the ledger that the page shows at least; null for lists that are of no ledger.</param>
/// <param name="NextSince">
/// For <c>?since=</c>: the same version, with what tells this ledger from another that the user had before.
/// </param>
public sealed record ListEnvelope<T>(
    IReadOnlyList<T> Items,
    string? NextCursor,
    long? TotalCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Version = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextSince = null);
