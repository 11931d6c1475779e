using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

/// <summary>The app as a process of its own, so that it can be killed.</summary>
internal sealed class AppProcess : IDisposable
{
    private const string Listening = "Listening on ";
    private readonly Process _process;

    private AppProcess(Process process, Uri address) => (_process, Address) = (process, address);

    internal Uri Address { get; }

    internal static async Task<AppProcess> StartAsync(string connectionString)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Finance.Functions.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PORT"] = "0", ["AzureWebJobsStorage"] = connectionString },
        };
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        Uri? address = null;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.ErrorDataReceived += (_, _) => { };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The app ended before it was ready."));
        process.OutputDataReceived += (_, line) =>
        {
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
        return new AppProcess(process, await ready.Task);
    }

    /// <summary>A client of a user with a token of the process's own issuer.</summary>
    internal async Task<UserClient> ClientAsync(string name)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var response = await http.PostAsJsonAsync("/.local/token", new { user = name });
        var token = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return new UserClient(name, token.GetProperty("user_id").GetGuid(), Address, token.GetProperty("access_token").GetString()!);
    }

    /// <summary>What <c>kill -9</c> does: nothing of the process gets to clean up.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
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
