namespace Finance.Core.Ledgers;

/// <summary>Why a ledger is about to change: who asks, and how the answer is kept so that a retry gets the same one.</summary>
public sealed record Change(Caller Caller, Idempotency? Idempotency = null)
{
    /// <summary>How the answer is kept; null where nothing was asked of it.</summary>
    public Idempotency? Idempotency { get; init => field = value?.Of(Caller); } = Idempotency?.Of(Caller);

    /// <summary>The version that the changed thing must have: the <c>If-Match</c> of the request; null for any.</summary>
    public IfMatch? IfMatch { get; init; }

    /// <summary>Whether the change is made whatever is being restored into the ledger.</summary>
    internal bool EvenWhileRestoring { get; init; }

    /// <summary>Whether the change is made whoever is suspended: for what the product has to note in the ledger for somebody else.</summary>
    internal bool EvenWhileSuspended { get; init; }
}

/// <summary>An <c>Idempotency-Key</c> of a request.</summary>
/// <param name="Key">As sent.</param>
/// <param name="Fingerprint">Hash of the request: the same key with another one is refused.</param>
/// <param name="Record">Renders the answer for a decided value, before it is committed.</param>
public sealed record Idempotency(string Key, string Fingerprint, Func<object, RecordedResponse> Record)
{
    /// <summary>Who asked, where that is not the owner: nobody gets an answer that was given to somebody else.</summary>
    private UserId? Guest { get; init; }

    /// <summary>The key of the row that keeps the answer.</summary>
    internal string RowKey => LedgerKeys.Once(Guest is { } guest ? $"{guest}\n{Key}" : Key);

    internal Idempotency Of(Caller caller) => this with { Guest = caller.IsShared ? caller.User : null };
}

/// <summary>An answer that was given once and is given again to a retry.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON text.</param>
public sealed record RecordedResponse(int Status, string? Body, string? Location, string? ETag);

/// <summary>The versions that a request accepts.</summary>
public sealed record IfMatch(IReadOnlyList<long> Versions, bool AnyVersion)
{
    public bool Accepts(long version) => AnyVersion || Versions.Contains(version);
}
