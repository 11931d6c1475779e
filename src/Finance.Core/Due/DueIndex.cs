using Finance.Core.Storage;

namespace Finance.Core.Due;

/// <summary>
/// What is due, by day, so that a night costs what is due and not what exists. A row promises nothing: whoever visits the ledger looks
/// there what is to be done, and removes the row when it is.
/// </summary>
public sealed class DueIndex(ITableStore store)
{
    private const string DueProperty = "DueAt";
    private const string WrittenProperty = "WrittenAt";
    private const int BatchesAtOnce = 4;

    public Task PutAsync(DueItem item, CancellationToken cancellationToken) => PutAllAsync([item], cancellationToken);

    /// <summary>Puts items into the index, those of a partition together; cut short, some are there and some are not.</summary>
    public Task PutAllAsync(IEnumerable<DueItem> items, CancellationToken cancellationToken) =>
        CommitAllAsync(items.Select(item => ChangeOf(RowChangeKind.Put, item)), cancellationToken);

    /// <summary>Removes an item; one that is gone already is fine, and one that was put again since it was read stays.</summary>
    public Task RemoveAsync(DueItem item, CancellationToken cancellationToken) => RemoveAllAsync([item], cancellationToken);

    /// <summary>Removes items likewise, those of a partition together. Of one that is named twice, the first counts.</summary>
    public Task RemoveAllAsync(IEnumerable<DueItem> items, CancellationToken cancellationToken) =>
        CommitAllAsync(items.Select(item => ChangeOf(RowChangeKind.Delete, item)), cancellationToken);

    /// <summary>Everything of a kind that is due at an instant, by day.</summary>
    public async IAsyncEnumerable<DueItem> UpToAsync(
        string kind,
        DateTimeOffset instant,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesUpToAsync(kind, instant, cancellationToken))
        {
            foreach (var item in page)
            {
                yield return item;
            }
        }
    }

    /// <summary>The same, as many at a time as the store answers at once. Items may be put and removed meanwhile.</summary>
    public async IAsyncEnumerable<IReadOnlyList<DueItem>> PagesUpToAsync(
        string kind,
        DateTimeOffset instant,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new RowQuery(null, null, null)
        {
            FromPartition = DueKeys.FirstOf(kind, DateOnly.MinValue),
            ToPartition = DueKeys.FirstOf(kind, DateOnly.FromDateTime(instant.UtcDateTime).AddDays(1)),
        };
        do
        {
            var page = await store.QueryAsync(Tables.Due, query, cancellationToken);
            var items = page.Rows.Select(row => Read(kind, row)).OfType<DueItem>().Where(item => item.At <= instant).ToList();
            if (items.Count > 0)
            {
                yield return items;
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    /// <summary>Everything of a kind that stands there for one user, whenever it is due.</summary>
    public async Task<IReadOnlyList<DueItem>> OfOwnerAsync(string kind, UserId owner, CancellationToken cancellationToken)
    {
        var query = new RowQuery(null, owner.ToString(), KeyText.After(owner.ToString()))
        {
            FromPartition = DueKeys.FirstOf(kind, DateOnly.MinValue),
            ToPartition = DueKeys.FirstOf(kind, DateOnly.MaxValue),
        };
        var items = new List<DueItem>();
        do
        {
            var page = await store.QueryAsync(Tables.Due, query, cancellationToken);
            items.AddRange(page.Rows.Select(row => Read(kind, row)).OfType<DueItem>());
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        return items;
    }

    private static DueItem? Read(string kind, Row row) => DueKeys.TryRead(row.Key, out var owner, out var subject)
        ? new DueItem(kind, row.Instant(DueProperty), owner, row.Instant(WrittenProperty)) { Subject = subject, ETag = row.ETag }
        : null;

    private static RowChange ChangeOf(RowChangeKind kind, DueItem item)
    {
        var row = new Row(DueKeys.Partition(item.Kind, item.At, item.Owner), DueKeys.Row(item.Owner, item.Subject), 2)
            .Set(DueProperty, item.At)
            .Set(WrittenProperty, item.WrittenAt);
        return new RowChange(kind, row, kind == RowChangeKind.Delete ? item.ETag : null);
    }

    private Task CommitAllAsync(IEnumerable<RowChange> changes, CancellationToken cancellationToken)
    {
        var batches = changes
            .DistinctBy(change => (change.Row.Partition, change.Row.Key))
            .GroupBy(change => change.Row.Partition)
            .SelectMany(partition => partition.Chunk(Batch.MaxChanges));
        var options = new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(batches, options, async (batch, token) =>
        {
            // One row that is gone, or was put again, keeps the others of its batch.
            if (!await CommitAsync(batch, token) && batch.Length > 1)
            {
                foreach (var change in batch)
                {
                    await CommitAsync([change], token);
                }
            }
        });
    }

    private async Task<bool> CommitAsync(RowChange[] changes, CancellationToken cancellationToken)
    {
        var batch = changes.Aggregate(new Batch(changes[0].Row.Partition), (sum, change) => sum.Add(change));
        var outcome = await store.CommitAsync(Tables.Due, batch, cancellationToken);
        return outcome.Status == CommitStatus.Committed;
    }
}
