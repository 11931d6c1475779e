using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Health;

public sealed class HealthFunctions(StorageProbe storage)
{
    /// <summary>Ready: the process runs and its storage answers.</summary>
    [Function("Health")]
    [Answers<Condition>]
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
    [Answers<Condition>]
    [OpenToAnyone]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Answer.Ok(new Condition("live")).ToResult(request);

    internal sealed record Condition(string Status);
}
