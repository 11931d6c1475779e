namespace Finance.Core.Transactions.Listing;

/// <summary>How much one request may read, and where one way of reading becomes cheaper than another.</summary>
internal sealed record ListingLimits
{
    /// <summary>Rows that a page, and rows that a count, may go through.</summary>
    internal int RowsPerRequest { get; init; } = 10_000;

    /// <summary>Transactions that are sorted by anything but their date.</summary>
    internal int RankedTransactions { get; init; } = 100_000;

    /// <summary>Rows that are read whole and picked from by ourselves, however few are meant.</summary>
    internal int FewRows { get; init; } = 250;

    /// <summary>Rows that may be read for one that is meant before the store is asked to pick.</summary>
    internal int RowsForOne { get; init; } = 4;

    /// <summary>Transactions that a month may hold before its days are read to bound a query within it.</summary>
    internal int RowsOfPlainMonth { get; init; } = 1000;

    /// <summary>Rows that may be sorted whole; of more, only what tells their order is read at first.</summary>
    internal int RowsSortedWhole { get; init; } = 1000;

    /// <summary>What a query costs besides its rows, in rows.</summary>
    internal int RowsWorthOneQuery { get; init; } = 150;
}
