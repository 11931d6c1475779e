namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the worker tells the host of itself. This runtime has no host that would listen.</summary>
public class WorkerOptions
{
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();
}
