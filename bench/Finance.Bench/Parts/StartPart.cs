using System.Diagnostics;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.LocalRuntime.Azurite;

namespace Finance.Bench.Parts;

/// <summary>Starts the built app, with its storage there already, and asks until it answers.</summary>
internal sealed class StartPart : IBenchPart
{
    private const double MaxSeconds = 3;
    private const string ListeningMark = "Listening on ";

    public string Name => "start";

    public string Measures => "from starting the built app to its first answer";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        await using var azurite = await run.StartAzuriteAsync();
        var (listening, answered) = (new Samples(), new Samples());
        for (var start = 0; start < run.Size(5, 2); start++)
        {
            await StartAsync(azurite, listening, answered);
            Progress.Say($"start {start + 1}: answered after {answered.Max:N0} ms at most");
        }

        var table = new ResultTable("start of the app", "p50 ms", "slowest ms");
        table.Add("listening", Figures.Count(listening.P50), Figures.Count(listening.Max));
        table.Add("first answer of GET /api/health", Figures.Count(answered.P50), Figures.Count(answered.Max));
        return new PartResult([table], [Outcome.AtMost("start to first answer, p50", answered.P50 / 1000, " s", MaxSeconds)]);
    }

    private static async Task StartAsync(AzuriteProcess azurite, Samples listening, Samples answered)
    {
        var data = Directory.CreateTempSubdirectory("finance-bench-");
        var start = Stopwatch.GetTimestamp();
        using var app = Process.Start(Command(azurite, data.FullName))!;
        try
        {
            var address = await AddressAsync(app.StandardOutput);
            listening.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri(address, "/api/health"));
            answer.EnsureSuccessStatusCode();
            answered.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync();
            data.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo Command(AzuriteProcess azurite, string data)
    {
        var app = new ProcessStartInfo("dotnet", [Path.Combine(Repository.OutputOf("Finance.Functions"), "Finance.Functions.dll")])
        {
            RedirectStandardOutput = true,
        };
        app.Environment["PORT"] = "0";
        app.Environment["AzureWebJobsStorage"] = azurite.ConnectionString;
        app.Environment["AZURITE_DATA"] = data;
        return app;
    }

    private static async Task<Uri> AddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ListeningMark, StringComparison.Ordinal))
            {
                return new Uri(line[ListeningMark.Length..]);
            }
        }

        throw new InvalidOperationException("The app ended before it listened.");
    }
}
