namespace Finance.Core;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">At most this many items, 1 to 500.</param>
/// <param name="After">Where the page before ended, in the list's own words (<see cref="Page{T}.Next"/>); null for the first page.</param>
public sealed record PageRequest(int Limit, string? After)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
}

/// <summary>A part of a list.</summary>
/// <param name="Next">
/// Where the next page begins, in the list's own words, or null at the end. It should name a place (a key, not a count), so that what is
/// inserted meanwhile moves nothing. Clients see it only wrapped in a cursor that they cannot alter.
/// </param>
/// <param name="TotalCount">Items of the whole list under its filters.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long TotalCount)
{
    public Page<TOther> Map<TOther>(Func<T, TOther> map) => new([.. Items.Select(map)], Next, TotalCount);
}
