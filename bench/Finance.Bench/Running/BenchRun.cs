using Finance.LocalRuntime.Azurite;

namespace Finance.Bench.Running;

/// <summary>One run of one part.</summary>
internal sealed class BenchRun(bool isQuick)
{
    private const string ServerPrefix = "Azurite-Table/";

    /// <summary>Of the Azurite that the part used; null when it used none.</summary>
    internal string? AzuriteVersion { get; private set; }

    /// <summary>A size, or the small one that only shows that the part works.</summary>
    internal T Size<T>(T full, T quick) => isQuick ? quick : full;

    /// <summary>A new Azurite that keeps everything in memory.</summary>
    internal async Task<AzuriteProcess> StartAzuriteAsync()
    {
        var azurite = await AzuriteProcess.StartAsync();
        using var http = new HttpClient();
        using var answer = await http.GetAsync(azurite.TableEndpoint);
        var server = answer.Headers.Server.ToString();
        AzuriteVersion = server.StartsWith(ServerPrefix, StringComparison.Ordinal)
            ? server[ServerPrefix.Length..]
            : throw new InvalidOperationException($"'{server}' answers in place of Azurite.");
        return azurite;
    }
}
