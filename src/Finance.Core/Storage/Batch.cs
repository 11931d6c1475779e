using System.Buffers;
using System.Globalization;

namespace Finance.Core.Storage;

public enum RowChangeKind
{
    /// <summary>The row must not exist yet.</summary>
    Add,

    /// <summary>The row must exist in the named version, or in any where the version is null.</summary>
    Replace,

    /// <summary>The row is written whether it exists or not.</summary>
    Put,

    /// <summary>The row must exist, in the named version or in any where the version is null.</summary>
    Delete,
}

/// <param name="IfMatch">The version the stored row must have; null for any.</param>
public sealed record RowChange(RowChangeKind Kind, Row Row, string? IfMatch = null);

/// <summary>
/// Changes to one partition that commit together or not at all. Refuses as it is built what the store would refuse
/// (https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions): a second partition, a key twice, more than
/// 100 changes, more than 4 MiB, a row above 1 MiB or 252 properties, a property above 64 KiB, before 1601 or under a name of the store's
/// own, a key that is no key. A store refuses an empty batch (<see cref="BatchRefusedException"/>) when it is committed.
/// </summary>
public sealed class Batch
{
    public const int MaxChanges = 100;
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MaxRowBytes = 1024 * 1024;
    private const int MaxPropertyBytes = 64 * 1024;
    private const int MaxProperties = 252;

    // What the multipart envelope and the JSON punctuation of a row cost at most, beside keys, names and values.
    private const int EnvelopeBytesPerChange = 1024;

    // A key stands in the address (percent-encoded, three UTF-8 bytes a character at most) and in the body.
    private const int KeyRepeats = 4;

    // "name@odata.type":"Edm.DateTime" and the value itself.
    private const int TypedBytes = 80;

    private const int EscapedBytes = 6;

    private static readonly DateTimeOffset FirstInstant = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Every other character is sent as \uXXXX (System.Text.Json's default encoder, which the storage client uses).
    private static readonly SearchValues<char> SentAsTheyAre = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("\"&'+<>\\`")]);

    private readonly List<RowChange> _changes = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private long _bytes;

    public Batch(string partition)
    {
        KeyText.Check(partition);
        Partition = partition;
    }

    public string Partition { get; }

    public IReadOnlyList<RowChange> Changes => _changes;

    public int Remaining => MaxChanges - _changes.Count;

    /// <exception cref="BatchRefusedException">The store would refuse the batch with this change in it.</exception>
    public Batch Add(RowChange change)
    {
        var row = change.Row;
        if (row.Partition != Partition)
        {
            throw new BatchRefusedException($"Row '{row.Key}' lies in another partition.");
        }

        KeyText.Check(row.Key);
        if (_changes.Count == MaxChanges)
        {
            throw new BatchRefusedException(string.Create(CultureInfo.InvariantCulture, $"A batch takes {MaxChanges} changes."));
        }

        var bytes = EnvelopeBytesPerChange + (KeyRepeats * (SentBytes(row.Partition) + SentBytes(row.Key)))
            + (change.Kind == RowChangeKind.Delete ? 0 : SizeOf(row));
        if (_bytes + bytes > MaxBytes)
        {
            throw new BatchRefusedException("A batch takes 4 MiB.");
        }

        if (!_keys.Add(row.Key))
        {
            throw new BatchRefusedException($"Row '{row.Key}' is changed twice in one batch.");
        }

        _bytes += bytes;
        _changes.Add(change);
        return this;
    }

    private static long SizeOf(Row row)
    {
        if (row.Properties.Count > MaxProperties)
        {
            throw new BatchRefusedException($"Row '{row.Key}' has more than 252 properties.");
        }

        long stored = 4 + ((row.Partition.Length + row.Key.Length) * 2L);
        long sent = 0;
        foreach (var (name, value) in row.Properties)
        {
            if (name is "PartitionKey" or "RowKey" or "Timestamp" || name.StartsWith("odata.", StringComparison.Ordinal))
            {
                throw new BatchRefusedException($"Row '{row.Key}' names a property '{name}', which is the store's own.");
            }

            var (inStore, onWire) = value switch
            {
                string text => (text.Length * 2L, SentBytes(text)),
                byte[] bytes => (bytes.Length, TypedBytes + name.Length + (bytes.Length * 4L / 3)),
                DateTimeOffset instant when instant < FirstInstant =>
                    throw new BatchRefusedException($"'{name}' of row '{row.Key}' is before 1601."),
                _ => (8L, TypedBytes + name.Length),
            };
            if (inStore > MaxPropertyBytes)
            {
                throw new BatchRefusedException($"'{name}' of row '{row.Key}' is above 64 KiB.");
            }

            stored += 8 + (name.Length * 2L) + inStore;
            sent += name.Length + onWire;
        }

        return stored > MaxRowBytes ? throw new BatchRefusedException($"Row '{row.Key}' is above 1 MiB.") : sent;
    }

    private static long SentBytes(ReadOnlySpan<char> text)
    {
        long bytes = text.Length;
        for (var at = text.IndexOfAnyExcept(SentAsTheyAre); at >= 0; at = text.IndexOfAnyExcept(SentAsTheyAre))
        {
            bytes += EscapedBytes - 1;
            text = text[(at + 1)..];
        }

        return bytes;
    }
}

/// <summary>A batch that the store would refuse: a bug in the caller, found before anything is sent.</summary>
public sealed class BatchRefusedException : Exception
{
    public BatchRefusedException()
    {
    }

    public BatchRefusedException(string message)
        : base(message)
    {
    }

    public BatchRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
