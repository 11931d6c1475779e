using Finance.Core.Storage;

namespace Finance.Testing;

/// <summary>
/// Lets something happen right before calls to a store, as another process would, for the first so many calls that are meant.
/// </summary>
public sealed class InterferingTableStore(ITableStore inner, int times) : ITableStore
{
    private int _left = times;

    /// <summary>Before point reads of a key that this accepts; what happens is <see cref="BeforeFind"/>.</summary>
    public Func<string, bool> MeansKey { get; init; } = _ => true;

    public Func<Task>? BeforeFind { get; init; }

    public Func<Task>? BeforeQuery { get; init; }

    public Func<Task>? BeforeCommit { get; init; }

    public async Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        await InterfereAsync(MeansKey(key) ? BeforeFind : null);
        return await inner.FindAsync(table, partition, key, cancellationToken);
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        await InterfereAsync(BeforeQuery);
        return await inner.QueryAsync(table, query, cancellationToken);
    }

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        await InterfereAsync(BeforeCommit);
        return await inner.CommitAsync(table, batch, cancellationToken);
    }

    private Task InterfereAsync(Func<Task>? interfere) =>
        interfere is null || Interlocked.Decrement(ref _left) < 0 ? Task.CompletedTask : interfere();
}
