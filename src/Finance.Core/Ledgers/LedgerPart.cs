namespace Finance.Core.Ledgers;

/// <summary>
/// What a call touches of a ledger. Whoever opens a ledger and names no part serves its owner alone: a grant opens only what is named.
/// </summary>
public enum LedgerPart
{
    /// <summary>Who the owner is, whom they tell and what they were told, what they grant, backups: no grant opens it.</summary>
    OwnersAlone,

    /// <summary>What only a grant of everything opens.</summary>
    Everything,

    /// <summary>Budgets and envelopes, with what they say of spending.</summary>
    Budgets,

    /// <summary>Entries and figures of them. A grant may open some of them only: the snapshot then knows of no others.</summary>
    Entries,
}
