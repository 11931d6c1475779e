namespace Finance.Functions.Http;

/// <summary>A page of a list as it is answered.</summary>
/// <param name="NextCursor">For <c>?cursor=</c> of the next page; null at the end.</param>
/// <param name="TotalCount">Items of the whole list under its filters; null where counting them would cost more than a request may.</param>
public sealed record ListEnvelope<T>(IReadOnlyList<T> Items, string? NextCursor, long? TotalCount);
