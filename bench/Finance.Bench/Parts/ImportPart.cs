using System.Diagnostics;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Bench.Statements;
using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Bench.Parts;

/// <summary>
/// Imports a statement into a new ledger, and writes the very rows that this makes, in full batches and with nothing to decide, into another
/// partition. Every round has a new Azurite; who goes first alternates.
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
        var table = new ResultTable("entries", "raw rows/s", "import rows/s", "import : raw", "of rounds", "raw ms/batch", "import ms/commit", "commits", "ms between commits", "again rows/s", "storage calls again");
        var outcomes = new List<Outcome>();
        foreach (var entries in run.Size<int[]>([10_000, 100_000], [2_000, 10_000]))
        {
            var statement = TenYears.Csv(entries);
            var rows = await RawRows.OfImportAsync(run, Source, statement);
            var rounds = new List<Round>();
            for (var round = 0; round < run.Size(6, 2); round++)
            {
                rounds.Add(await RunAsync(run, statement, rows, isRawFirst: round % 2 == 0));
                Progress.Say($"{entries:N0} entries: raw {rounds[^1].RawRate:N0}, import {rounds[^1].ImportRate:N0}, again {rounds[^1].AgainRate:N0} rows/s");
            }

            var share = 100 * Median(rounds, round => round.ImportRate / round.RawRate);
            table.Add(
                Figures.Count(entries),
                Figures.Count(Median(rounds, round => round.RawRate)),
                Figures.Count(Median(rounds, round => round.ImportRate)),
                $"{share:0} %",
                $"{rounds.Min(round => 100 * round.ImportRate / round.RawRate):0}–{rounds.Max(round => 100 * round.ImportRate / round.RawRate):0} %",
                Figures.Milliseconds(Median(rounds, round => round.RawBatch)),
                Figures.Milliseconds(Median(rounds, round => round.Commit)),
                Figures.Count(rounds[^1].Commits),
                Figures.Milliseconds(Median(rounds, round => round.Between)),
                Figures.Count(Median(rounds, round => round.AgainRate)),
                Figures.Count(rounds[^1].CallsAgain));
            outcomes.Add(Outcome.AtLeast($"import of {entries:N0} entries : raw batches, rows/s", share, " %", MinShare));
        }

        return new PartResult([table], outcomes);
    }

    private static double Median(List<Round> rounds, Func<Round, double> figure)
    {
        var sorted = rounds.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<Round> RunAsync(BenchRun run, byte[] statement, RawRows rows, bool isRawFirst)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await BenchApp.StartAsync(azurite);
        var store = app.Service<AzureTableStore>();
        await app.SeedAsync(WarmUp, WarmUpEntries);
        await rows.WriteAsync(store, "raw-warm-up", WarmUpEntries);
        await app.RegisterAsync(Target);

        var raw = isRawFirst ? await rows.WriteAsync(store, "raw", rows.Count) : default;
        var (commitsBefore, waitedBefore) = (app.Calls.Commits, app.Calls.Waited);
        var import = await TimeAsync(() => app.ImportAsync(Target, statement));
        var commits = app.Calls.Commits - commitsBefore;
        var waited = app.Calls.Waited - waitedBefore;
        raw = isRawFirst ? raw : await rows.WriteAsync(store, "raw", rows.Count);
        var callsBefore = app.Calls.Total;
        var again = await TimeAsync(() => app.ImportAsync(Target, statement));
        return new Round(
            rows.Count / raw.TotalSeconds,
            rows.Count / import.TotalSeconds,
            raw.TotalMilliseconds / Math.Ceiling((double)rows.Count / Batch.MaxChanges),
            waited.TotalMilliseconds / commits,
            (import - waited).TotalMilliseconds / commits,
            commits,
            rows.Count / again.TotalSeconds,
            app.Calls.Total - callsBefore);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <param name="RawBatch">Milliseconds for a raw batch.</param>
    /// <param name="Commit">Milliseconds in the store for a commit of the import.</param>
    /// <param name="Between">Milliseconds in which the store had nothing to do, for each commit.</param>
    private sealed record Round(
        double RawRate, double ImportRate, double RawBatch, double Commit, double Between, int Commits, double AgainRate, int CallsAgain);
}
