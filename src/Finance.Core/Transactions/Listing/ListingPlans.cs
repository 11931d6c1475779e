namespace Finance.Core.Transactions.Listing;

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
