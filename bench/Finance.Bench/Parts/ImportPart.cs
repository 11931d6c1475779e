using System.Diagnostics;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Bench.Statements;
using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Bench.Parts;

/// <summary>
/// Imports a statement into a new ledger, and writes the very rows that this makes, in full batches and with nothing to decide, into
/// another partition. Every round has a new Azurite; who goes first alternates.
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
            var what = $"import of {entries:N0} entries : raw batches, rows/s";
            outcomes.Add(Outcome.AtLeast(what, Median(rounds, round => round.Share), " %", MinShare));
        }

        return new PartResult([rates, commits], outcomes);
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
        double RawRate, double ImportRate, double RawBatch, double Commit, double Between, int Commits, double AgainRate, int CallsAgain)
    {
        /// <summary>Percent.</summary>
        internal double Share => 100 * ImportRate / RawRate;
    }
}
