using Finance.Core.Ledgers;

namespace Finance.Core.Audit;

/// <summary>Something that whoever follows a ledger is told.</summary>
/// <param name="At">The version of the ledger that they have seen then; the place to go on from.</param>
public abstract record LedgerEvent(LedgerMark At);

/// <summary>Where the following begins; nothing has happened.</summary>
public sealed record EventsBegin(LedgerMark At) : LedgerEvent(At);

/// <summary>A commit.</summary>
public sealed record LedgerChanged(LedgerMark At, CommitChanges Commit) : LedgerEvent(At);

/// <summary>A commit of which the caller may see nothing.</summary>
internal sealed record EventsHidden(LedgerMark At) : LedgerEvent(At);

/// <summary>What happened in between is not known: everything is to be read afresh.</summary>
public sealed record EventsReset(LedgerMark At) : LedgerEvent(At);

/// <summary>Nothing has happened for a while.</summary>
public sealed record EventsQuiet(LedgerMark At) : LedgerEvent(At);

/// <summary>The caller may not see the ledger any more, for the reason that any call is refused with.</summary>
public sealed record EventsEnd(LedgerMark At, Error Reason) : LedgerEvent(At);
