namespace Finance.Core.Audits;

/// <summary>What differs from what the transactions say.</summary>
public enum DifferenceKind
{
    /// <summary>An account's balance, against its opening balance and its entries.</summary>
    AccountBalance,

    /// <summary>Net or number of an account's entries of a month.</summary>
    AccountMonth,

    /// <summary>An account's sums by type of a month, in the year's summary.</summary>
    YearAccount,

    /// <summary>A category's sums of a month, in the year's summary.</summary>
    YearCategory,

    /// <summary>How often and when a category was used in a month, in the year's summary.</summary>
    YearUse,

    /// <summary>The largest expense of an account in a month, in the year's summary.</summary>
    YearLargest,

    /// <summary>Net or number of an account's entries of a day.</summary>
    Day,

    /// <summary>A category's sums of a day.</summary>
    DayCategory,

    /// <summary>How many transactions carry a tag.</summary>
    Tag,

    /// <summary>What a goal comes to, against its contributions.</summary>
    GoalAmount,

    /// <summary>Sum or number of a goal's contributions of a day.</summary>
    GoalDay,

    /// <summary>A contribution to a goal, against the transaction that it comes out of.</summary>
    GoalContribution,

    /// <summary>A row of sums that cannot be read.</summary>
    UnreadableSums,

    TransactionCount,

    SplitCount,

    /// <summary>The number of rows that tell where a transaction went.</summary>
    MovedCount,

    /// <summary>The number for the next transaction, which one has already.</summary>
    NextEntry,

    /// <summary>A row that tells where a transaction went, or that it was deleted, and is wrong, missing or left over.</summary>
    Moved,

    /// <summary>A transaction that cannot be what it is. Nothing but its owner can tell what it should be.</summary>
    Transaction,
}

/// <param name="Where">The place in words: ids of account and category, month or day, tag, or key of a row.</param>
/// <param name="Stored">What the ledger says; null where it says nothing.</param>
/// <param name="Computed">What the transactions say; null where they say nothing.</param>
public sealed record LedgerDifference(DifferenceKind What, string Where, string? Stored, string? Computed);

/// <summary>A ledger against its own transactions, all at one version of it.</summary>
/// <param name="Checked">Transactions that were read.</param>
/// <param name="Differences">At most <see cref="MaxListed"/> of them.</param>
/// <param name="DifferenceCount">All of them.</param>
public sealed record LedgerVerification(long Version, long Checked, IReadOnlyList<LedgerDifference> Differences, long DifferenceCount)
{
    public const int MaxListed = 1_000;
}

/// <summary>What a rebuild did.</summary>
/// <param name="Checked">Transactions that were read.</param>
/// <param name="Repaired">Differences that are no more.</param>
/// <param name="Remaining">
/// Differences that only the owner can settle. While a transaction cannot be counted, no sum is made anew without it.
/// </param>
public sealed record LedgerRebuild(long Checked, IReadOnlyList<LedgerDifference> Repaired, IReadOnlyList<LedgerDifference> Remaining);
