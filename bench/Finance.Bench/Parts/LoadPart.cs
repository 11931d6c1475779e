using System.Diagnostics;
using Azure.Data.Tables;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Core.Storage;

namespace Finance.Bench.Parts;

/// <summary>Many callers at once, each waiting for its answer before it asks again.</summary>
internal sealed class LoadPart : IBenchPart
{
    private const int Callers = 32;
    private const int EntriesEach = 300;
    private const double MaxSpread = 10;

    /// <summary>What an app that shows a ledger asks for, about as often as it does; null for a new transaction.</summary>
    private static readonly string?[] Mixed =
    [
        PageWalk.First, null, "/api/accounts", "/api/reports/summary?year=2026", PageWalk.First, "/api/budgets/status", null,
        "/api/transactions?q=coffee&limit=20", "/api/reports/monthly?month=2026-06", "/api/categories", PageWalk.First, null, "/api/insights",
        "/api/audit?limit=20", "/api/reports/category?year=2026", "/api/tags",
    ];

    public string Name => "load";

    public string Measures => "32 callers at once";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await BenchApp.StartAsync(azurite);
        Progress.Say($"{Callers} ledgers of {EntriesEach} entries");
        var users = Enumerable.Range(1, Callers).Select(number => $"caller-{number}").ToList();
        foreach (var user in users)
        {
            await app.SeedAsync(user, EntriesEach);
        }

        var inserts = app.Service<TableServiceClient>().GetTableClient(Tables.Ledger);
        var rows = await RawRows.OfLedgerAsync(app, users[0]);
        var each = users.ConvertAll(app.ApiOf);
        var one = Enumerable.Range(0, Callers).Select(_ => app.ApiOf(users[0])).ToList();
        var calls = run.Size(100, 10);
        Task InsertAsync(int caller, int call) => inserts.AddEntityAsync(rows.EntityIn($"raw-{caller}", call % EntriesEach, $"-{call}"));
        List<Load> loads =
        [
            await RunAsync("the store's own single insert", calls, InsertAsync),
            await RunAsync("GET /api/transactions, a ledger each", calls, (caller, _) => each[caller].GetAsync(PageWalk.First)),
            await RunAsync("POST /api/transactions, a ledger each", calls, (caller, _) => each[caller].EnterAsync()),
            await RunAsync("GET /api/transactions, all of one ledger", calls, (caller, _) => one[caller].GetAsync(PageWalk.First)),
            await RunAsync("POST /api/transactions, all to one ledger", calls, (caller, _) => one[caller].EnterAsync()),
        ];
        var mixed = await RunForAsync(
            "all kinds of calls, a ledger each", run.Size(60, 5), (caller, call) => MixedAsync(each[caller], (call * 7) + caller));
        each.Concat(one).ToList().ForEach(api => api.Dispose());
        return new PartResult(
            [Table([.. loads, mixed])],
            [Outcome.AtMost($"all kinds of calls for {run.Size(60, 5)} s, none failed: p99 against p50", mixed.Times.P99 / mixed.Times.P50, " ×", MaxSpread)]);
    }

    private static async Task<Load> RunAsync(string name, int calls, Func<int, int, Task> call)
    {
        Progress.Say(name);
        var warmUp = calls / 10;
        await RunAsync(0, warmUp, call);
        var start = Stopwatch.GetTimestamp();
        var times = await RunAsync(warmUp, calls, call);
        return new Load(name, times, Stopwatch.GetElapsedTime(start));
    }

    private static Task<byte[]> MixedAsync(Api api, int call) => Mixed[call % Mixed.Length] is { } path ? api.GetAsync(path) : api.EnterAsync();

    /// <summary>Every caller asks until the time is up; a call that is refused or fails ends the bench.</summary>
    private static async Task<Load> RunForAsync(string name, int seconds, Func<int, int, Task> call)
    {
        Progress.Say(name);
        await RunAsync(0, Mixed.Length, call);
        var (start, limit) = (Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(seconds));
        var callers = Enumerable.Range(0, Callers).Select(async caller =>
        {
            var times = new Samples();
            for (var number = 0; Stopwatch.GetElapsedTime(start) < limit; number++)
            {
                await times.TimeAsync(() => call(caller, number));
            }

            return times;
        });
        var all = new Samples();
        foreach (var times in await Task.WhenAll(callers))
        {
            all.Add(times);
        }

        return new Load(name, all, Stopwatch.GetElapsedTime(start));
    }

    private static async Task<Samples> RunAsync(int from, int count, Func<int, int, Task> call)
    {
        var callers = Enumerable.Range(0, Callers).Select(async caller =>
        {
            var times = new Samples();
            for (var number = from; number < from + count; number++)
            {
                await times.TimeAsync(() => call(caller, number));
            }

            return times;
        });
        var all = new Samples();
        foreach (var times in await Task.WhenAll(callers))
        {
            all.Add(times);
        }

        return all;
    }

    private static ResultTable Table(List<Load> loads)
    {
        var table = new ResultTable("calls", "answered", "per second", "p50 ms", "p99 ms", "p50 : single insert");
        foreach (var load in loads)
        {
            table.Add(
                load.Name,
                Figures.Count(load.Times.Count),
                Figures.Count(load.Times.Count / load.Elapsed.TotalSeconds),
                Figures.Milliseconds(load.Times.P50),
                Figures.Milliseconds(load.Times.P99),
                $"{Figures.Ratio(load.Times.P50 / loads[0].Times.P50)} ×");
        }

        return table;
    }

    private sealed record Load(string Name, Samples Times, TimeSpan Elapsed);
}
