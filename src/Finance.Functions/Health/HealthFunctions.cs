using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Health;

public sealed class HealthFunctions(StorageProbe storage)
{
    /// <summary>Ready: the process runs and its storage answers. 503 otherwise.</summary>
    [Function("Health")]
    [OpenToAnyone]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        await storage.CheckAsync(cancellationToken);
        return Answer.Ok(new Condition("ready")).ToResult(request);
    }

    /// <summary>Live: the process runs, whatever its storage does.</summary>
    [Function("HealthLive")]
    [OpenToAnyone]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Answer.Ok(new Condition("live")).ToResult(request);

    internal sealed record Condition(string Status);
}
