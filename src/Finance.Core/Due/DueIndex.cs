using System.Globalization;
using Finance.Core.Storage;

namespace Finance.Core.Due;

/// <summary>Something of a ledger that the nightly run has to look at.</summary>
/// <param name="Kind">Small letters; each kind is a range of partitions of its own.</param>
/// <param name="Day">UTC; it is due on that day and stays so until it is removed.</param>
/// <param name="WrittenAt">When it was written.</param>
public sealed record DueItem(string Kind, DateOnly Day, UserId Owner, DateTimeOffset WrittenAt)
{
    public const string Erasure = "erasure";
}

/// <summary>
/// What is due, by day, so that a night costs what is due and not what exists. A row promises nothing: whoever visits the ledger looks
/// there what is to be done, and removes the row when it is.
/// </summary>
public sealed class DueIndex(ITableStore store)
{
    // The days of one kind would otherwise be single partitions, which the store serves from one place each.
    private const int Shards = 16;
    private const string DayFormat = "yyyyMMdd";
    private const string AtProperty = "At";

    public Task PutAsync(DueItem item, CancellationToken cancellationToken) =>
        CommitAsync(RowChangeKind.Put, item, cancellationToken);

    /// <summary>Removes an item; one that is gone already is fine.</summary>
    public Task RemoveAsync(DueItem item, CancellationToken cancellationToken) =>
        CommitAsync(RowChangeKind.Delete, item, cancellationToken);

    /// <summary>Everything of a kind that is due on a day or earlier, earliest first.</summary>
    public async IAsyncEnumerable<DueItem> UpToAsync(
        string kind,
        DateOnly day,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new RowQuery(null, null, null)
        {
            FromPartition = DayOf(kind, DateOnly.MinValue),
            ToPartition = DayOf(kind, day.AddDays(1)),
        };
        do
        {
            var page = await store.QueryAsync(Tables.Due, query, cancellationToken);
            foreach (var row in page.Rows)
            {
                if (UserId.TryParse(row.Key, out var owner))
                {
                    var due = DateOnly.ParseExact(row.Partition.AsSpan(kind.Length + 1, 8), DayFormat, CultureInfo.InvariantCulture);
                    yield return new DueItem(kind, due, owner, row.Instant(AtProperty));
                }
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    private static string DayOf(string kind, DateOnly day) => $"{kind}-{day.ToString(DayFormat, CultureInfo.InvariantCulture)}";

    /// <summary><c>{kind}-{day}-{shard}</c>; the shard is told by the owner.</summary>
    private static string PartitionOf(DueItem item)
    {
        var shard = item.Owner.ToString()[^1] switch { >= 'a' and var letter => letter - 'a' + 10, var digit => digit - '0' };
        return string.Create(CultureInfo.InvariantCulture, $"{DayOf(item.Kind, item.Day)}-{shard % Shards:x}");
    }

    private async Task CommitAsync(RowChangeKind kind, DueItem item, CancellationToken cancellationToken)
    {
        var row = new Row(PartitionOf(item), item.Owner.ToString(), 1).Set(AtProperty, item.WrittenAt);
        await store.CommitAsync(Tables.Due, new Batch(row.Partition).Add(new RowChange(kind, row)), cancellationToken);
    }
}
