using Finance.Core.Storage;

namespace Finance.Storage.Tests;

/// <summary>What every implementation of the port has to do; the statements of <see cref="ITableStore"/>, one test each.</summary>
public abstract partial class StoreContract
{
    private const string Table = Tables.Ledger;

    /// <summary>Every test has partitions of its own, so that all can share one store.</summary>
    private readonly string _partition = $"part {Guid.NewGuid()}";

    protected abstract ITableStore Store { get; }

    private static CancellationToken Token => CancellationToken.None;

    private Row NewRow(string key, string? partition = null) => new(partition ?? _partition, key);

    private static RowChange Add(Row row) => new(RowChangeKind.Add, row);

    private static RowChange Put(Row row) => new(RowChangeKind.Put, row);

    private static RowChange Replace(Row row, string? ifMatch = null) => new(RowChangeKind.Replace, row, ifMatch);

    private static RowChange Delete(Row row, string? ifMatch = null) => new(RowChangeKind.Delete, row, ifMatch);

    private Task<Row?> Find(string key) => Store.FindAsync(Table, _partition, key, Token);

    private Task<RowPage> Query(RowQuery query) => Store.QueryAsync(Table, query, Token);

    private Task<CommitOutcome> Commit(params RowChange[] changes)
    {
        var batch = new Batch(changes[0].Row.Partition);
        foreach (var change in changes)
        {
            batch.Add(change);
        }

        return Store.CommitAsync(Table, batch, Token);
    }

    private async Task<IReadOnlyList<string?>> Committed(params RowChange[] changes)
    {
        var outcome = await Commit(changes);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Null(outcome.FailedIndex);
        Assert.Equal(changes.Length, outcome.ETags.Count);
        return outcome.ETags;
    }

    /// <summary>Writes rows with an empty property bag each, in full batches.</summary>
    private async Task Fill(IEnumerable<Row> rows)
    {
        foreach (var chunk in rows.GroupBy(row => row.Partition).SelectMany(partition => partition.Chunk(Batch.MaxChanges)))
        {
            await Committed([.. chunk.Select(Add)]);
        }
    }

    private async Task<List<Row>> ReadAll(RowQuery query)
    {
        var rows = new List<Row>();
        var page = await Query(query);
        rows.AddRange(page.Rows);
        while (page.Continuation is { } continuation)
        {
            page = await Query(query with { Continuation = continuation });
            Assert.True(page.Rows.Count <= query.PageSize);
            rows.AddRange(page.Rows);
        }

        return rows;
    }

    private async Task<string[]> Keys(RowQuery query) => [.. (await ReadAll(query)).Select(row => row.Key)];

    private static void AssertSame(Row expected, Row actual)
    {
        Assert.Equal(expected.Partition, actual.Partition);
        Assert.Equal(expected.Key, actual.Key);
        Assert.Equal(
            expected.Properties.OrderBy(property => property.Key, StringComparer.Ordinal),
            actual.Properties.OrderBy(property => property.Key, StringComparer.Ordinal));
    }
}
