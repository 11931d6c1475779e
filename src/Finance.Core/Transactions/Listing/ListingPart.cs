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

/// <summary>Which way of reading costs less.</summary>
internal static class ListingPlans
{
    internal const int MaxPageSize = 1000;

    /// <summary>
    /// Reads everything where most of it is meant or there is little of it: one query then gives every balance as well. Lets the store pick
    /// where it would read much in vain.
    /// </summary>
    internal static RowPlan Choose(ListingContext context, Window first)
    {
        var (scope, limits) = (context.Scope, context.Limits);
        var isMostlyMeant = first.Rows <= Math.Max(limits.FewRows, limits.RowsForOne * first.Matching);
        return isMostlyMeant && scope.Filter.ImportId is null
            ? RowPlan.Everything(scope)
            : RowPlan.Picked(scope) ?? RowPlan.Everything(scope);
    }

    /// <summary>How many rows to ask for at a time to find some transactions.</summary>
    internal static int PageSize(RowPlan plan, ListingScope scope, Window window, int missing)
    {
        if (scope.NeedsWholeRows)
        {
            return MaxPageSize;
        }

        if (plan.IsPicked || plan.IsExact || window.Matching == 0)
        {
            return Math.Min(MaxPageSize, missing);
        }

        // A quarter more than the average takes, so that one query is mostly enough.
        return (int)Math.Clamp(missing * window.Rows * 5 / (window.Matching * 4), Math.Min(MaxPageSize, missing), MaxPageSize);
    }
}
