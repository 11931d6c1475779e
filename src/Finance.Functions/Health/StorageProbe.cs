using Finance.Core.Storage;

namespace Finance.Functions.Health;

/// <summary>
/// Finds out whether the storage answers, by the cheapest call there is. Anyone may ask, so that what was found is good for a while: asking
/// often costs the storage nothing.
/// </summary>
public sealed class StorageProbe(ITableStore store, TimeProvider clock) : IDisposable
{
    private const string NoSuchRow = "health";
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim _turn = new(1);
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private StoreUnavailableException? _trouble;

    /// <exception cref="StoreUnavailableException">The storage is away, or takes longer than anyone would wait.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (clock.GetUtcNow() - _askedAt >= GoodFor)
            {
                _trouble = await FindTroubleAsync(cancellationToken);
                _askedAt = clock.GetUtcNow();
            }
        }
        finally
        {
            _turn.Release();
        }

        if (_trouble is { } trouble)
        {
            throw new StoreUnavailableException("The storage did not answer the last time it was asked.", trouble);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<StoreUnavailableException?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            _ = await store.FindAsync(Tables.Names, NoSuchRow, NoSuchRow, either.Token);
            return null;
        }
        catch (StoreUnavailableException trouble)
        {
            return trouble;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StoreUnavailableException("The storage took too long to answer.");
        }
    }
}
