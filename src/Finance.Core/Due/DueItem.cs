namespace Finance.Core.Due;

/// <summary>Something of a ledger that the nightly run has to look at.</summary>
/// <param name="Kind">Small letters; each kind is a range of partitions of its own.</param>
/// <param name="At">It is due from then on and stays so until it is removed.</param>
/// <param name="WrittenAt">When it was put into the index.</param>
public sealed record DueItem(string Kind, DateTimeOffset At, UserId Owner, DateTimeOffset WrittenAt)
{
    public const string Erasure = "erasure";
    public const string Receipt = "receipt";
    public const string Recurring = "recurring";
    public const string Retention = "retention";
    public const string Transfer = "transfer";
    public const string Webhook = "webhook";

    /// <summary>What of the ledger, in characters that a key may hold; null for the ledger itself.</summary>
    public string? Subject { get; init; }

    /// <summary>The stored version of an item that was read: removing it leaves alone what was put there since.</summary>
    internal string? ETag { get; init; }
}
