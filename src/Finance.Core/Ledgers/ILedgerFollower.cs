namespace Finance.Core.Ledgers;

/// <summary>Adds to a change of a ledger what follows from it, in the same commit: whatever dies when, cause and effect are never apart.</summary>
internal interface ILedgerFollower
{
    /// <summary>
    /// Looks at a draft that was decided and records something, and stages what follows. Made again with the decision when a commit is
    /// refused, so it must be a pure function of the draft.
    /// </summary>
    Task FollowAsync(LedgerDraft draft, LedgerReader reader, CancellationToken cancellationToken);
}
