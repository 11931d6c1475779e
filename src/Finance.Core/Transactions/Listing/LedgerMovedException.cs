namespace Finance.Core.Transactions.Listing;

/// <summary>
/// The ledger was changed while all of it was being read, so that the rest is not the rest of what was read before. Whoever has passed on
/// nothing yet begins again.
/// </summary>
public sealed class LedgerMovedException : Exception
{
    public LedgerMovedException()
        : base("The ledger was changed while it was being read.")
    {
    }

    public LedgerMovedException(string message)
        : base(message)
    {
    }

    public LedgerMovedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
