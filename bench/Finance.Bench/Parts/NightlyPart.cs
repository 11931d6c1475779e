using System.Diagnostics;
using System.Globalization;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Core.Storage;
using Finance.LocalRuntime.Azurite;

namespace Finance.Bench.Parts;

/// <summary>
/// Runs the nightly trigger over many users, each with ten templates that are due, on one new Azurite, and writes as many rows in full
/// batches with nothing to decide on another. Who goes first alternates.
/// </summary>
internal sealed class NightlyPart : IBenchPart
{
    private const double MinShare = 50;
    private const double MaxMegabytes = 64;
    private const int WarmUpUsers = 50;

    /// <summary>As many as the run visits users at once.</summary>
    private const int Writers = 8;

    public string Name => "nightly";

    public string Measures => "the nightly run over many users against the store's own rate of full batches";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        var rates = new ResultTable(
            "users", "templates due", "seconds", "rows written", "raw rows/s", "run rows/s", "run : raw", "in the rounds");
        var costs = new ResultTable(
            "users", "storage calls a user", "Azurite's CPU for 100 rows raw, ms", "in the run, ms", "raw : run", "peak memory MB");
        var all = new List<(int Users, List<Round> Rounds)>();
        foreach (var users in run.Size<int[]>([100, 1_000], [50, 100]))
        {
            var rounds = new List<Round>();
            for (var number = 0; number < run.Size(3, 1); number++)
            {
                var round = await RunAsync(run, users, isRawFirst: number % 2 == 0);
                Progress.Say($"{users:N0} users: raw {round.RawRate:N0}, run {round.RunRate:N0} rows/s");
                rounds.Add(round);
            }

            all.Add((users, rounds));
            Add(rates, costs, users, rounds);
        }

        var most = all[^1];
        var memory = Samples.Median(most.Rounds, round => round.Run.Memory) / (1024 * 1024);
        var what = $"{most.Users * NightlyUsers.TemplatesEach:N0} templates of {most.Users:N0} users : raw batches, rows/s";
        return new PartResult(
            [rates, costs],
            [
                Outcome.AtLeast(what, Samples.Median(most.Rounds, round => round.Share), " %", MinShare),
                Outcome.AtMost($"peak memory above that before, {most.Users:N0} users", memory, " MB", MaxMegabytes),
            ]);
    }

    private static void Add(ResultTable rates, ResultTable costs, int users, List<Round> rounds)
    {
        rates.Add(
            Figures.Count(users),
            Figures.Count(users * NightlyUsers.TemplatesEach),
            Figures.Ratio(Samples.Median(rounds, round => round.Run.Elapsed.TotalSeconds)),
            Figures.Count(rounds[^1].Run.Rows),
            Figures.Count(Samples.Median(rounds, round => round.RawRate)),
            Figures.Count(Samples.Median(rounds, round => round.RunRate)),
            $"{Samples.Median(rounds, round => round.Share):0} %",
            $"{rounds.Min(round => round.Share):0}–{rounds.Max(round => round.Share):0} %");
        costs.Add(
            Figures.Count(users),
            Figures.Ratio((double)rounds[^1].Run.Calls / users),
            Figures.Milliseconds(Samples.Median(rounds, round => round.RawProcessor)),
            Figures.Milliseconds(Samples.Median(rounds, round => round.RunProcessor)),
            $"{Samples.Median(rounds, round => 100 * round.RawProcessor / round.RunProcessor):0} %",
            Figures.Megabytes(Samples.Median(rounds, round => round.Run.Memory)));
    }

    private static async Task<Round> RunAsync(BenchRun run, int users, bool isRawFirst)
    {
        var count = users * NightlyUsers.RowsEach / Batch.MaxChanges * Batch.MaxChanges;
        var raw = isRawFirst ? await WriteAsync(run, count) : null;
        var spent = await VisitAsync(run, users);
        return new Round(raw ?? await WriteAsync(run, count), spent);
    }

    private static async Task<Spent> VisitAsync(BenchRun run, int users)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await BenchApp.StartAsync(azurite);
        await WarmUpAsync(app);
        var nightly = new NightlyUsers(app, "nightly");
        await nightly.SeedAsync(users);
        var spent = await SpentAsync(azurite, app, () => nightly.RunAsync(nightly.Night));
        await nightly.CheckAsync();
        return spent;
    }

    private static async Task<Spent> WriteAsync(BenchRun run, int count)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await BenchApp.StartAsync(azurite);
        var rows = await WarmUpAsync(app);
        await WriteAllAsync(app, Batches(rows, "raw-warm-up", WarmUpUsers * NightlyUsers.RowsEach));
        var batches = Batches(rows, "raw", count);
        return await SpentAsync(azurite, app, () => WriteAllAsync(app, batches));
    }

    /// <summary>Lets the code of both sides run for a while, and answers the entries that this made.</summary>
    private static async Task<RawRows> WarmUpAsync(BenchApp app)
    {
        var warmUp = new NightlyUsers(app, "warm-up");
        await warmUp.SeedAsync(WarmUpUsers);
        await warmUp.RunAsync(warmUp.Night);
        return await RawRows.OfLedgerAsync(app, warmUp.Users[0]);
    }

    private static List<Batch> Batches(RawRows rows, string partition, int count) =>
        [.. Enumerable.Range(0, count / Batch.MaxChanges).Select(number => BatchOf(rows, $"{partition}-{number % Writers}", number))];

    private static Batch BatchOf(RawRows rows, string partition, int number)
    {
        var batch = new Batch(partition);
        while (batch.Remaining > 0)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"-{number}-{batch.Remaining}");
            batch.Add(new RowChange(RowChangeKind.Add, rows.RowIn(partition, batch.Remaining % rows.Count, key)));
        }

        return batch;
    }

    private static Task WriteAllAsync(BenchApp app, List<Batch> batches)
    {
        var store = app.Service<ITableStore>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers };
        return Parallel.ForEachAsync(batches, options, async (batch, token) =>
        {
            var outcome = await store.CommitAsync(Tables.Ledger, batch, token);
            if (outcome.Status != CommitStatus.Committed)
            {
                throw new InvalidOperationException($"A raw batch came out as {outcome.Status}.");
            }
        });
    }

    private static async Task<Spent> SpentAsync(AzuriteProcess azurite, BenchApp app, Func<Task> work)
    {
        var (calls, rows, processor) = (app.Calls.Total, app.Calls.RowsWritten, azurite.ProcessorTime);
        await using var memory = PeakMemory.Watch();
        var start = Stopwatch.GetTimestamp();
        await work();
        return new Spent(
            Stopwatch.GetElapsedTime(start),
            azurite.ProcessorTime - processor,
            app.Calls.RowsWritten - rows,
            app.Calls.Total - calls,
            memory.Growth);
    }

    /// <param name="Processor">Azurite's, not the app's.</param>
    /// <param name="Rows">That were written, in the ledgers and in the due index.</param>
    /// <param name="Memory">Bytes at the peak above what was alive before.</param>
    private sealed record Spent(TimeSpan Elapsed, TimeSpan Processor, long Rows, int Calls, double Memory)
    {
        internal double Rate => Rows / Elapsed.TotalSeconds;

        internal double ProcessorFor100 => 100 * Processor.TotalMilliseconds / Rows;
    }

    private sealed record Round(Spent Raw, Spent Run)
    {
        internal double RawRate => Raw.Rate;

        internal double RunRate => Run.Rate;

        /// <summary>Percent.</summary>
        internal double Share => 100 * RunRate / RawRate;

        /// <summary>Milliseconds of Azurite's processor time for 100 rows.</summary>
        internal double RawProcessor => Raw.ProcessorFor100;

        /// <inheritdoc cref="RawProcessor"/>
        internal double RunProcessor => Run.ProcessorFor100;
    }
}
