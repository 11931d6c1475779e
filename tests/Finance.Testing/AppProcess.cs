using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Finance.Testing;

/// <summary>The app as a process of its own, so that it can be killed.</summary>
public sealed class AppProcess : IDisposable
{
    private const string Listening = "Listening on ";
    private const int RememberedLines = 4_000;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log;

    private AppProcess(Process process, Uri address, ConcurrentQueue<string> log) => (_process, Address, _log) = (process, address, log);

    public Uri Address { get; }

    /// <param name="connectionString">Of its storage.</param>
    public static async Task<AppProcess> StartAsync(string connectionString)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Finance.Functions.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PORT"] = "0", ["AzureWebJobsStorage"] = connectionString },
        };
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new ConcurrentQueue<string>();
        Uri? address = null;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.ErrorDataReceived += (_, line) => Remember(log, line.Data);
        process.Exited += (_, _) => ready.TrySetException(
            new InvalidOperationException($"The app ended before it was ready.\n{string.Join('\n', log)}"));
        process.OutputDataReceived += (_, line) =>
        {
            Remember(log, line.Data);
            if (line.Data?.StartsWith(Listening, StringComparison.Ordinal) == true)
            {
                address = new Uri(line.Data[Listening.Length..]);
            }
            else if (line.Data == "Ready")
            {
                ready.TrySetResult(address!);
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new AppProcess(process, await ready.Task, log);
    }

    /// <summary>The lines that it wrote last, oldest first.</summary>
    public IEnumerable<string> Log => _log;

    /// <summary>A token of the process's own issuer.</summary>
    public async Task<(Guid UserId, string Token)> TokenAsync(string user)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var response = await http.PostAsJsonAsync("/.local/token", new { user });
        var issued = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return (issued.GetProperty("user_id").GetGuid(), issued.GetProperty("access_token").GetString()!);
    }

    /// <summary>What <c>kill -9</c> does: nothing of the process gets to clean up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    private static void Remember(ConcurrentQueue<string> log, string? line)
    {
        log.Enqueue(line ?? "");
        if (log.Count > RememberedLines)
        {
            log.TryDequeue(out _);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
