using Finance.Bench.Results;
using Finance.LocalRuntime.Azurite;

namespace Finance.Bench.Running;

/// <summary>A ledger of some size on an Azurite of its own, served by an app that remembers ledgers and by one that never does.</summary>
internal sealed class SeededLedger : IAsyncDisposable
{
    private const string User = "reader";
    private readonly AzuriteProcess _azurite;

    private SeededLedger(int entries, AzuriteProcess azurite, BenchApp warm, BenchApp cold)
    {
        (Entries, _azurite, Warm, Cold) = (entries, azurite, warm, cold);
        (WarmApi, ColdApi) = (warm.ApiOf(User), cold.ApiOf(User));
    }

    internal int Entries { get; }

    internal BenchApp Warm { get; }

    internal BenchApp Cold { get; }

    internal Api WarmApi { get; }

    internal Api ColdApi { get; }

    internal static async Task<SeededLedger> CreateAsync(BenchRun run, int entries)
    {
        Progress.Say($"a ledger of {entries:N0} entries");
        var azurite = await run.StartAzuriteAsync();
        var warm = await BenchApp.StartAsync(azurite);
        await warm.SeedAsync(User, entries);
        return new SeededLedger(entries, azurite, warm, await BenchApp.StartAsync(azurite, remembersLedgers: false));
    }

    /// <summary>Asks ledgers of some sizes, the smallest first.</summary>
    internal static async Task<PartResult> WithEachSizeAsync(BenchRun run, Func<List<SeededLedger>, Task<PartResult>> ask)
    {
        var ledgers = new List<SeededLedger>();
        try
        {
            foreach (var entries in run.Size<int[]>([1_000, 10_000, 100_000], [1_000, 5_000]))
            {
                ledgers.Add(await CreateAsync(run, entries));
            }

            return await ask(ledgers);
        }
        finally
        {
            foreach (var ledger in ledgers)
            {
                await ledger.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        WarmApi.Dispose();
        ColdApi.Dispose();
        await Warm.DisposeAsync();
        await Cold.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
