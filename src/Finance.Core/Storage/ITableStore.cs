namespace Finance.Core.Storage;

/// <summary>
/// The storage port: tables of rows, each under a partition and a key, as Azure Table Storage has them
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model).
/// Keys are ordered by ordinal comparison. Two implementations pass one contract suite: the Azure Tables adapter and the in-memory double.
/// </summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the store is away or answers that it is too busy.</remarks>
public interface ITableStore
{
    /// <summary>A point read; null when the row does not exist.</summary>
    Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken);

    /// <summary>
    /// One page of rows in key order. A page may hold fewer rows than asked for, even none, and still have a continuation: only a null
    /// continuation is the end.
    /// </summary>
    Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Writes all changes or none: one entity group transaction. Checks nothing that the store does not check itself; a caller who builds
    /// a batch by hand goes through <see cref="Batch"/>, which does.
    /// </summary>
    /// <remarks>
    /// The client sends a commit again by itself only where the first try cannot have been carried out (no connection, 429, 503). Any other
    /// failure is a <see cref="StoreUnavailableException"/>, and whoever sends the same batch again may meet their own first try as
    /// <see cref="CommitStatus.AlreadyExists"/> or <see cref="CommitStatus.VersionChanged"/>.
    /// </remarks>
    Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken);
}

/// <summary>
/// A bounded range of rows: one partition (or, where <paramref name="Partition"/> is null, the partitions from <see cref="FromPartition"/>
/// up to but not including <see cref="ToPartition"/>), keys from <paramref name="From"/> (included) to <paramref name="To"/> (excluded).
/// </summary>
/// <param name="Partition">The partition, or null for a range of partitions.</param>
/// <param name="From">Lowest key, included; null for no bound.</param>
/// <param name="To">Key bound, excluded; null for no bound.</param>
public sealed record RowQuery(string? Partition, string? From, string? To)
{
    public string? FromPartition { get; init; }

    public string? ToPartition { get; init; }

    /// <summary>Only rows whose properties equal these values; evaluated by the store.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Where { get; init; } = [];

    /// <summary>
    /// Only these properties come back (keys always do); null for all. Such rows are parts of rows, not to be written back: they carry no
    /// <see cref="Row.ETag"/>.
    /// </summary>
    public IReadOnlyList<string>? Select { get; init; }

    /// <summary>At most this many rows in the page, 1 to 1,000.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Where an earlier page ended; opaque.</summary>
    public string? Continuation { get; init; }

    /// <summary>Every key of the partition that begins with <paramref name="prefix"/>.</summary>
    public static RowQuery Prefix(string partition, string prefix) =>
        prefix.Length == 0 ? new(partition, null, null) : new(partition, prefix, KeyText.After(prefix));
}

/// <param name="Continuation">Opaque; null at the end of the range.</param>
public sealed record RowPage(IReadOnlyList<Row> Rows, string? Continuation);

/// <summary>How a commit ended. On anything but <see cref="CommitStatus.Committed"/> nothing was written.</summary>
/// <param name="FailedIndex">The change that was refused, where the store says so.</param>
/// <param name="ETags">The new version of each change's row, in order; null for deleted rows.</param>
public sealed record CommitOutcome(CommitStatus Status, int? FailedIndex, IReadOnlyList<string?> ETags);

public enum CommitStatus
{
    Committed,

    /// <summary>A row that was to be added exists.</summary>
    AlreadyExists,

    /// <summary>A row that was to be replaced or deleted has another version.</summary>
    VersionChanged,

    /// <summary>A row that was to be replaced or deleted does not exist.</summary>
    Missing,
}

/// <summary>The store is away, or too busy to answer within the client's own retries. Whether a commit happened is not known.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
