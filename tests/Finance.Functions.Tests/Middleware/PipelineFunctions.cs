using System.Globalization;
using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Functions.Features;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Tests.Middleware;

/// <summary>Functions as the routes are written, over a service that keeps one number.</summary>
public sealed class PipelineFunctions(PipelineService service)
{
    [Function("GetNumber")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "number")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(service.GetAsync, Show);

    [Function("AddNumber")]
    public Task<IResult> Add([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "number")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            input => input.Body.Required("add", Read.Int(1, 100)),
            service.AddAsync,
            Added);

    [Function("ChangeNumber")]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "number")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(input => input.Body.Required("add", Read.Int(1, 100)), service.AddAsync, Show);

    [Function("ListNumbers")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            input => input.Query.Optional("odd", Read.Bool, false),
            service.ListAsync,
            number => new { Number = number });

    [Function("Who")]
    public Task<IResult> Who([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "who")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            (caller, _) => Task.FromResult<Result<Caller>>(caller),
            caller => Answer.Ok(new { caller.User, caller.SecondFactor, caller.Roles, caller.TraceId }));

    [Function("Fail")]
    [OpenToAnyone]
    public IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail/{how}")] HttpRequest request, string how) =>
        throw (how switch
        {
            "away" => new StoreUnavailableException("secret storage text"),
            "request" => new BadHttpRequestException("secret request text"),
            _ => new InvalidOperationException("secret text of a bug"),
        });

    [Function("Wait")]
    [OpenToAnyone]
    public async Task<IResult> Wait(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request,
        CancellationToken stop)
    {
        service.Waiting.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        finally
        {
            service.Stopped.TrySetResult();
        }

        return Results.Ok();
    }

    [Function("Upload")]
    [BodyLimit(2_000_000, WayOut = "Larger ones go elsewhere.")]
    public async Task<IResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "upload")] HttpRequest request)
    {
        await request.Body.CopyToAsync(Stream.Null);
        return Answer.Ok(new { Arrived = true }).ToResult(request);
    }

    [Function("Heavy")]
    [Costly]
    public Task<IResult> Heavy([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "heavy")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(service.GetAsync, Show);

    [Function("Optional")]
    [PartOf(Feature.Receipts)]
    public Task<IResult> Optional([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(service.GetAsync, Show);

    [Function("Careless")]
    [OpenToAnyone]
    public Task<IResult> Careless([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "careless")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(service.GetAsync, Show);

    private static Answer<NumberJson> Show((int Value, long Version) number) => Answer.Ok(new NumberJson(number.Value), number.Version);

    private static Created<NumberJson> Added((int Value, long Version) number) =>
        Answer.Created(new NumberJson(number.Value), "/api/number", number.Version);

    private sealed record NumberJson(int Value);
}

/// <summary>A number that counts versions, keeps answers for retries and lists what is below it.</summary>
public sealed class PipelineService
{
    private readonly Dictionary<string, (string Fingerprint, RecordedResponse Response)> _answered = [];
    private int _value;
    private long _version;

    public TaskCompletionSource Waiting { get; } = new();

    public TaskCompletionSource Stopped { get; } = new();

    public Task<Result<(int Value, long Version)>> GetAsync(Caller caller, CancellationToken stop) =>
        Task.FromResult<Result<(int, long)>>((_value, _version));

    public Task<Result<(int Value, long Version)>> AddAsync(Change change, int add, CancellationToken stop) =>
        Task.FromResult(Add(change, add));

    public Task<Result<Page<int>>> ListAsync(Caller caller, bool isOdd, PageRequest page, CancellationToken stop)
    {
        var all = Enumerable.Range(0, 10).Where(number => !isOdd || number % 2 == 1).ToList();
        var after = int.Parse(page.After ?? "-1", CultureInfo.InvariantCulture);
        var rest = all.Where(number => number > after).ToList();
        var items = rest.Take(page.Limit).ToList();
        return Task.FromResult<Result<Page<int>>>(new Page<int>(items, items.Count < rest.Count ? $"{items[^1]}" : null, all.Count));
    }

    private Result<(int Value, long Version)> Add(Change change, int add)
    {
        if (change.Idempotency is { } asked && _answered.TryGetValue(asked.Key, out var answered))
        {
            return answered.Fingerprint == asked.Fingerprint
                ? Errors.Conflict() with { Evidence = answered.Response }
                : Errors.IdempotencyKeyReused();
        }

        if (change.IfMatch?.Accepts(_version) == false)
        {
            return Errors.PreconditionFailed();
        }

        (_value, _version) = (_value + add, _version + 1);
        if (change.Idempotency is { } idempotency)
        {
            _answered.Add(idempotency.Key, (idempotency.Fingerprint, idempotency.Record((_value, _version))));
        }

        return (_value, _version);
    }
}
