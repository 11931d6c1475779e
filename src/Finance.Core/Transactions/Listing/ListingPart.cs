namespace Finance.Core.Transactions.Listing;

/// <summary>What a pager found.</summary>
/// <param name="Entries">In the order of the listing, with balances.</param>
/// <param name="Next">Where the next page begins, but for the total; null at the end.</param>
/// <param name="Total">Where reading the page told it.</param>
internal sealed record ListingPart(IReadOnlyList<ListingEntry> Entries, ListingPosition? Next, long? Total = null)
{
    internal static ListingPart Empty { get; } = new([], null);
}

/// <summary>The part of a listing that is asked for.</summary>
internal sealed record ListingRequest(int Limit, ListingPosition? After)
{
    /// <summary>One more than the page holds, which tells whether there is a next one.</summary>
    internal int Wanted => Limit + 1;
}
