using System.Diagnostics;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Bench.Statements;
using Finance.Functions.Storage;
using Finance.LocalRuntime.Azurite;

namespace Finance.Bench.Parts;

/// <summary>
/// Imports a statement into a new ledger on one new Azurite, and writes the very rows that this makes, in full batches and with nothing to
/// decide, on another, so that both find their table as empty as the other. Who goes first alternates.
/// </summary>
internal sealed class ImportPart : IBenchPart
{
    private const double MinShare = 80;
    private const int WarmUpEntries = 3_000;
    private const string Source = "source";
    private const string Target = "target";
    private const string WarmUp = "warm-up";

    public string Name => "import";

    public string Measures => "a statement from file to ledger against the store's own rate of full batches";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        var rates = new ResultTable(
            "entries", "raw rows/s", "import rows/s", "import : raw", "in the rounds", "again rows/s", "storage calls again");
        var commits = new ResultTable("entries", "raw batch of 100, ms", "commits", "a commit, ms", "between commits, ms");
        var processor = new ResultTable("entries", "Azurite's CPU for 100 entries raw, ms", "imported, ms", "raw : import", "in the rounds");
        var outcomes = new List<Outcome>();
        foreach (var entries in run.Size<int[]>([10_000, 100_000], [2_000, 10_000]))
        {
            var statement = TenYears.Csv(entries);
            var rows = await RawRows.OfImportAsync(run, Source, statement);
            var rounds = new List<Round>();
            for (var number = 0; number < run.Size(6, 2); number++)
            {
                var round = await RunAsync(run, statement, rows, isRawFirst: number % 2 == 0);
                Progress.Say($"{entries:N0} entries: raw {round.RawRate:N0}, import {round.ImportRate:N0}, again {round.AgainRate:N0}");
                rounds.Add(round);
            }

            rates.Add(
                Figures.Count(entries),
                Figures.Count(Median(rounds, round => round.RawRate)),
                Figures.Count(Median(rounds, round => round.ImportRate)),
                $"{Median(rounds, round => round.Share):0} %",
                $"{rounds.Min(round => round.Share):0}–{rounds.Max(round => round.Share):0} %",
                Figures.Count(Median(rounds, round => round.AgainRate)),
                Figures.Count(rounds[^1].CallsAgain));
            commits.Add(
                Figures.Count(entries),
                Figures.Milliseconds(Median(rounds, round => round.RawBatch)),
                Figures.Count(rounds[^1].Commits),
                Figures.Milliseconds(Median(rounds, round => round.Commit)),
                Figures.Milliseconds(Median(rounds, round => round.Between)));
            processor.Add(
                Figures.Count(entries),
                Figures.Milliseconds(Median(rounds, round => round.RawProcessor)),
                Figures.Milliseconds(Median(rounds, round => round.ImportProcessor)),
                $"{Median(rounds, round => round.ProcessorShare):0} %",
                $"{rounds.Min(round => round.ProcessorShare):0}–{rounds.Max(round => round.ProcessorShare):0} %");
            var what = $"import of {entries:N0} entries : raw batches, rows/s";
            outcomes.Add(Outcome.AtLeast(what, Median(rounds, round => round.Share), " %", MinShare));
        }

        return new PartResult([rates, commits, processor], outcomes);
    }

    private static double Median(List<Round> rounds, Func<Round, double> figure)
    {
        var sorted = rounds.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<Round> RunAsync(BenchRun run, byte[] statement, RawRows rows, bool isRawFirst)
    {
        var raw = isRawFirst ? await WriteAsync(run, rows) : default;
        var import = await ImportAsync(run, statement);
        raw = isRawFirst ? raw : await WriteAsync(run, rows);
        var hundreds = rows.Count / 100.0;
        return new Round(
            rows.Count / raw.Elapsed.TotalSeconds,
            rows.Count / import.Once.Elapsed.TotalSeconds,
            raw.Elapsed.TotalMilliseconds / Math.Ceiling(hundreds),
            import.Waited.TotalMilliseconds / import.Commits,
            (import.Once.Elapsed - import.Waited).TotalMilliseconds / import.Commits,
            import.Commits,
            rows.Count / import.Again.Elapsed.TotalSeconds,
            import.CallsAgain,
            raw.Processor.TotalMilliseconds / hundreds,
            import.Once.Processor.TotalMilliseconds / hundreds);
    }

    private static async Task<Spent> WriteAsync(BenchRun run, RawRows rows)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await StartWarmAsync(azurite);
        var store = app.Service<AzureTableStore>();
        await rows.WriteAsync(store, "raw-warm-up", WarmUpEntries);
        var before = azurite.ProcessorTime;
        var elapsed = await rows.WriteAsync(store, "raw", rows.Count);
        return new Spent(elapsed, azurite.ProcessorTime - before);
    }

    private static async Task<Imported> ImportAsync(BenchRun run, byte[] statement)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await StartWarmAsync(azurite);
        await app.RegisterAsync(Target);
        var (commitsBefore, waitedBefore) = (app.Calls.Commits, app.Calls.Waited);
        var once = await SpentAsync(azurite, () => app.ImportAsync(Target, statement));
        var (commits, waited) = (app.Calls.Commits - commitsBefore, app.Calls.Waited - waitedBefore);
        var callsBefore = app.Calls.Total;
        var again = await SpentAsync(azurite, () => app.ImportAsync(Target, statement));
        return new Imported(once, commits, waited, again, app.Calls.Total - callsBefore);
    }

    /// <summary>An app, and an Azurite, whose code has run for a while.</summary>
    private static async Task<BenchApp> StartWarmAsync(AzuriteProcess azurite)
    {
        var app = await BenchApp.StartAsync(azurite);
        await app.SeedAsync(WarmUp, WarmUpEntries);
        return app;
    }

    private static async Task<Spent> SpentAsync(AzuriteProcess azurite, Func<Task> work)
    {
        var (before, start) = (azurite.ProcessorTime, Stopwatch.GetTimestamp());
        await work();
        return new Spent(Stopwatch.GetElapsedTime(start), azurite.ProcessorTime - before);
    }

    /// <param name="Processor">Azurite's, not the app's.</param>
    private readonly record struct Spent(TimeSpan Elapsed, TimeSpan Processor);

    /// <param name="Waited">For the store, the first time.</param>
    private sealed record Imported(Spent Once, int Commits, TimeSpan Waited, Spent Again, int CallsAgain);

    /// <param name="RawBatch">Milliseconds for a raw batch.</param>
    /// <param name="Commit">Milliseconds in the store for a commit of the import.</param>
    /// <param name="Between">Milliseconds in which the store had nothing to do, for each commit.</param>
    /// <param name="RawProcessor">Milliseconds of Azurite's processor time for 100 entries.</param>
    /// <param name="ImportProcessor">The same for an import, with all that it writes beside them.</param>
    private sealed record Round(
        double RawRate,
        double ImportRate,
        double RawBatch,
        double Commit,
        double Between,
        int Commits,
        double AgainRate,
        int CallsAgain,
        double RawProcessor,
        double ImportProcessor)
    {
        /// <summary>Percent.</summary>
        internal double Share => 100 * ImportRate / RawRate;

        /// <summary>Percent.</summary>
        internal double ProcessorShare => 100 * RawProcessor / ImportProcessor;
    }
}
