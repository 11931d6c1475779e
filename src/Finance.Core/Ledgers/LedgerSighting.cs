namespace Finance.Core.Ledgers;

/// <summary>
/// The version at which a ledger was first opened for a request: whatever the request reads is of that version or a later one, so that a
/// client who asks for all changes since then misses nothing.
/// </summary>
public sealed class LedgerSighting
{
    /// <summary>Null while no ledger was opened.</summary>
    public LedgerMark? First { get; private set; }

    internal void Note(Result<LedgerSnapshot> opened)
    {
        if (opened.IsOk)
        {
            First ??= LedgerMark.Of(opened.Value.Head);
        }
    }
}
