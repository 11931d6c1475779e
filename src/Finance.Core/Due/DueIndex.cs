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

    public Task PutAsync(DueItem item, CancellationToken cancellationToken) =>
        CommitAsync(RowChangeKind.Put, item, cancellationToken);

    /// <summary>Removes an item; one that is gone already is fine.</summary>
    public Task RemoveAsync(DueItem item, CancellationToken cancellationToken) =>
        CommitAsync(RowChangeKind.Delete, item, cancellationToken);

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

    private static DueItem? Read(string kind, Row row) => DueKeys.TryRead(row.Key, out var owner, out var subject)
        ? new DueItem(kind, row.Instant(DueProperty), owner, row.Instant(WrittenProperty)) { Subject = subject, ETag = row.ETag }
        : null;

    private async Task CommitAsync(RowChangeKind kind, DueItem item, CancellationToken cancellationToken)
    {
        var row = new Row(DueKeys.Partition(item.Kind, item.At, item.Owner), DueKeys.Row(item.Owner, item.Subject), 2)
            .Set(DueProperty, item.At)
            .Set(WrittenProperty, item.WrittenAt);
        var change = new RowChange(kind, row, kind == RowChangeKind.Delete ? item.ETag : null);
        await store.CommitAsync(Tables.Due, new Batch(row.Partition).Add(change), cancellationToken);
    }
}
