using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Bench.Parts;

/// <summary>Exports a ledger, and reads the rows that the export reads with nothing to do with them.</summary>
internal sealed class ExportPart : IBenchPart
{
    private const string User = "leaver";
    private const double MinRatio = 70;
    private const double MaxMegabytes = 100;

    public string Name => "export";

    public string Measures => "a whole ledger as a file";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await BenchApp.StartAsync(azurite);
        var entries = run.Size(100_000, 3_000);
        Progress.Say($"a ledger of {entries:N0} entries");
        await app.SeedAsync(User, entries);
        using var api = app.ApiOf(User);
        List<Export> exports =
        [
            await MeasureAsync(run, app, api, "csv", LedgerKeys.TransactionPrefix),
            await MeasureAsync(run, app, api, "json", ""),
        ];
        var table = new ResultTable("format", "rows read", "s", "raw s", "raw : export", "MB sent", "peak memory MB");
        foreach (var export in exports)
        {
            table.Add(
                export.Format,
                Figures.Count(export.Rows),
                Figures.Ratio(export.Times.P50 / 1000),
                Figures.Ratio(export.Raw.P50 / 1000),
                $"{Figures.Ratio(export.Percent)} %",
                Figures.Megabytes(export.Bytes),
                Figures.Megabytes(export.Memory));
        }

        return new PartResult([table], [.. exports.SelectMany(Outcomes)]);
    }

    private static IEnumerable<Outcome> Outcomes(Export export) =>
    [
        Outcome.AtLeast($"{export.Format}, rate against the raw reading of its rows", export.Percent, " %", MinRatio),
        Outcome.AtMost($"{export.Format}, peak memory", export.Memory / (1 << 20), " MB", MaxMegabytes),
    ];

    private static async Task<Export> MeasureAsync(BenchRun run, BenchApp app, Api api, string format, string prefix)
    {
        Progress.Say(format);
        var (times, raw, rows, bytes, peak) = (new Samples(), new Samples(), 0, 0L, 0L);
        await api.DownloadAsync($"/api/export?format={format}");
        for (var round = 0; round < run.Size(5, 2); round++)
        {
            await raw.TimeAsync(async () => rows = await ReadAsync(app, prefix));
            await using var memory = PeakMemory.Watch();
            await times.TimeAsync(async () => bytes = await api.DownloadAsync($"/api/export?format={format}"));
            peak = Math.Max(peak, memory.Growth);
        }

        return new Export(format, rows, times, raw, bytes, peak);
    }

    private static async Task<int> ReadAsync(BenchApp app, string prefix)
    {
        var store = app.Service<AzureTableStore>();
        var (query, rows) = (RowQuery.Prefix(BenchApp.UserIdOf(User).ToString(), prefix), 0);
        do
        {
            var page = await store.QueryAsync(Tables.Ledger, query, CancellationToken.None);
            rows += page.Rows.Count;
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        return rows;
    }

    private sealed record Export(string Format, int Rows, Samples Times, Samples Raw, double Bytes, double Memory)
    {
        internal double Percent => 100 * Raw.P50 / Times.P50;
    }
}
