using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.LocalRuntime.Azurite;

namespace Finance.Bench.Parts;

/// <summary>Starts the published app, with its storage there already, and asks until it answers.</summary>
internal sealed class StartPart : IBenchPart
{
    private const double MaxSeconds = 3;
    private const double MaxShare = 0.9;
    private const string ListeningMark = "Listening on ";

    public string Name => "start";

    public string Measures => "from starting the published app to its first answers";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        await using var azurite = await run.StartAzuriteAsync();
        Progress.Say("publishing twice");
        using var compiledLate = await PublishedApp.MakeAsync(isPrecompiled: false);
        using var compiledBefore = await PublishedApp.MakeAsync(isPrecompiled: true);
        var (late, before) = (new Starts("compiled as it runs"), new Starts("compiled before (ReadyToRun)"));
        for (var round = 0; round < run.Size(7, 2); round++)
        {
            await StartAsync(azurite, compiledLate, late);
            await StartAsync(azurite, compiledBefore, before);
            Progress.Say($"round {round + 1}: first report after {late.Report.Max:N0} and {before.Report.Max:N0} ms at most");
        }

        var table = new ResultTable(
            "published app", "listening p50 ms", "first answer p50 ms", "first report p50 ms", "slowest ms");
        late.AddTo(table);
        before.AddTo(table);
        return new PartResult([table], [
            Outcome.AtMost("start to first answer, p50", before.Health.P50 / 1000, " s", MaxSeconds),
            Outcome.AtMost("start to first answer, compiled before against as it runs", before.Health.P50 / late.Health.P50, " ×", MaxShare),
        ]);
    }

    private static async Task StartAsync(AzuriteProcess azurite, PublishedApp published, Starts starts)
    {
        var data = Directory.CreateTempSubdirectory("finance-bench-");
        var start = Stopwatch.GetTimestamp();
        using var app = Process.Start(Command(azurite, published, data.FullName))!;
        try
        {
            var address = await AddressAsync(app.StandardOutput);
            starts.Listening.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            using var http = new HttpClient { BaseAddress = address };
            using var answer = await http.GetAsync("/api/health");
            answer.EnsureSuccessStatusCode();
            starts.Health.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            await SignInAsync(http);
            using var report = await http.GetAsync("/api/reports/summary?year=2026");
            report.EnsureSuccessStatusCode();
            starts.Report.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync();
            data.Delete(recursive: true);
        }
    }

    private static async Task SignInAsync(HttpClient http)
    {
        using var issued = await http.PostAsJsonAsync("/.local/token", new { user = "starter" });
        var token = JsonElement.Parse(await issued.Content.ReadAsStringAsync()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var registered = await http.PostAsJsonAsync("/api/auth/register", new { username = "starter" });
    }

    private static ProcessStartInfo Command(AzuriteProcess azurite, PublishedApp published, string data)
    {
        var app = new ProcessStartInfo("dotnet", [published.Program])
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

    /// <summary>Milliseconds from the start of the process to what it has reached.</summary>
    private sealed record Starts(string How)
    {
        internal Samples Listening { get; } = new();

        internal Samples Health { get; } = new();

        /// <summary>Register, or be told that one is, and read a year's summary.</summary>
        internal Samples Report { get; } = new();

        internal void AddTo(ResultTable table) => table.Add(
            How, Figures.Count(Listening.P50), Figures.Count(Health.P50), Figures.Count(Report.P50), Figures.Count(Report.Max));
    }
}
