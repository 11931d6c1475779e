using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Remembers a timer's last run where the real host does: in <c>azure-webjobs-hosts</c>.</summary>
internal sealed class TimerStatusStore(IHostStorage storage, HostIdentity host)
{
    private const string Container = "azure-webjobs-hosts";

    /// <summary>Null when there is none, or none that can be read.</summary>
    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        var text = await storage.ReadAsync(Container, BlobName(function), cancellationToken);
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<ScheduleStatus>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
        => storage.WriteAsync(Container, BlobName(function), JsonSerializer.Serialize(status), cancellationToken);

    private string BlobName(string function) => $"timers/{host.Id}/Host.Functions.{function}/status";
}
