using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Sharing;

/// <summary>What a grantee may do with what is granted.</summary>
public enum GrantAccess
{
    Read,
    Edit,
}

/// <summary>Which part of a ledger is granted.</summary>
public enum GrantKind
{
    /// <summary>Everything but what is the owner's alone.</summary>
    All,

    /// <summary>Budgets and envelopes, with what they say of spending.</summary>
    Budgets,

    /// <summary>Entries, all or some, and figures of just these.</summary>
    Transactions,
}

/// <param name="CategoryIds">For transactions: only entries in these categories or below them; empty for no such bound.</param>
/// <param name="Types">For transactions: only entries of these types; empty for no such bound.</param>
public sealed record GrantScope(GrantKind Kind, IReadOnlyList<string> CategoryIds, IReadOnlyList<TransactionType> Types)
{
    public static GrantScope Of(GrantKind kind) => new(kind, [], []);

    internal bool Opens(LedgerPart part) => Kind switch
    {
        GrantKind.All => part != LedgerPart.OwnersAlone,
        GrantKind.Budgets => part == LedgerPart.Budgets,
        _ => part == LedgerPart.Entries,
    };
}

/// <summary>What the owner of a ledger lets another user do with it. Stands in the owner's ledger.</summary>
public sealed record Grant
{
    public required string Id { get; init; }

    public required UserId Grantee { get; init; }

    /// <summary>
    /// <see cref="LedgerHead.Incarnation"/> of the grantee's own ledger: a user who was erased and registers again is granted nothing.
    /// </summary>
    public required string GranteeLedger { get; init; }

    public required GrantAccess Access { get; init; }

    public required GrantScope Scope { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the ledger that made the grant.</summary>
    public required long Version { get; init; }

    /// <summary>The owner was last told of the grantee's changes by this notification; null before the first.</summary>
    public SharedChangeMark? Told { get; init; }

    internal bool IsTo(LedgerSnapshot grantee) => Grantee == grantee.Owner && GranteeLedger == grantee.Head.Incarnation;
}

/// <param name="Day">It was, for the owner, when they were told.</param>
/// <param name="Number">Of the notification.</param>
public sealed record SharedChangeMark(DateOnly Day, long Number);
