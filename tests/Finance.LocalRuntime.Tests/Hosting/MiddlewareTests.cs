using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_RunsInTheOrderOfRegistration()
    {
        var log = new ConcurrentQueue<string>();
        await using var host = await TestHost.StartAsync<Functions>(builder => builder
            .UseMiddleware(async (_, next) => await LogAround(log, "outer", next))
            .UseMiddleware(async (_, next) => await LogAround(log, "inner", next)));
        using var client = host.CreateClient();

        Assert.Equal("answer", await client.GetStringAsync("/api/answer"));

        Assert.Equal(["outer in", "inner in", "inner out", "outer out"], log);
    }

    [Fact]
    public async Task Middleware_ThatDoesNotCallNext_AnswersItself()
    {
        await using var host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware(async (context, _) =>
        {
            var response = context.GetHttpContext()!.Response;
            response.StatusCode = 429;
            response.Headers.RetryAfter = "7";
            await response.WriteAsync("slower");
        }));
        using var client = host.CreateClient();

        using var response = await client.GetAsync("/api/answer");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal("slower", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_ThatDoesNothing_Is200WithoutBody()
    {
        await using var host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware((_, _) => Task.CompletedTask));
        using var client = host.CreateClient();

        using var response = await client.GetAsync("/api/answer");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Middleware_ThatSetsTheResult_ReplacesTheFunctions()
    {
        await using var host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetInvocationResult().Value = new StatusCodeResult(403);
        }));
        using var client = host.CreateClient();

        using var response = await client.GetAsync("/api/answer");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Middleware_ThatCatches_SeesTheFunctionsOwnException()
    {
        await using var host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidTimeZoneException error)
            {
                context.GetInvocationResult().Value = Results.Text(error.Message, statusCode: 409);
            }
        }));
        using var client = host.CreateClient();

        using var response = await client.GetAsync("/api/fails");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("from the function", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_ThatThrows_Is500WithoutBody()
    {
        await using var host = await TestHost.StartAsync<Functions>(
            builder => builder.UseMiddleware((_, _) => throw new InvalidTimeZoneException("a secret")));
        using var client = host.CreateClient();

        using var response = await client.GetAsync("/api/answer");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task UseWhen_RunsOnlyWhereItsPredicateHolds()
    {
        await using var host = await TestHost.StartAsync<Functions>(
            builder => builder.UseWhen<Marker>(context => context.FunctionDefinition.Name == "Answer"));
        using var client = host.CreateClient();

        using var marked = await client.GetAsync("/api/answer");
        using var unmarked = await client.GetAsync("/api/scope");

        Assert.True(marked.Headers.Contains("X-Marked"));
        Assert.False(unmarked.Headers.Contains("X-Marked"));
    }

    [Fact]
    public async Task Scope_IsSharedByMiddlewareConstructorAndRequest_AndOnePerCall()
    {
        var seen = new ConcurrentQueue<Guid>();
        await using var host = await TestHost.StartAsync<Functions>(builder =>
        {
            builder.Services.AddScoped<ScopedThing>();
            builder.UseMiddleware(async (context, next) =>
            {
                seen.Enqueue(context.InstanceServices.GetRequiredService<ScopedThing>().Id);
                seen.Enqueue(context.GetHttpContext()!.RequestServices.GetRequiredService<ScopedThing>().Id);
                await next();
            });
        });
        using var client = host.CreateClient();

        var first = Guid.Parse(await client.GetStringAsync("/api/scope"));
        var second = Guid.Parse(await client.GetStringAsync("/api/scope"));

        Assert.Equal([first, first, second, second], seen);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Context_NamesItsFunctionTriggerAndTrace()
    {
        const string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        FunctionContext? seen = null;
        await using var host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware((context, next) =>
        {
            seen = context;
            return next();
        }));
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("traceparent", parent);

        await client.GetStringAsync("/api/answer");

        Assert.Equal("Answer", seen!.FunctionDefinition.Name);
        Assert.EndsWith("Functions.Answer", seen.FunctionDefinition.EntryPoint, StringComparison.Ordinal);
        Assert.Equal("httpTrigger", seen.FunctionDefinition.InputBindings["request"].Type);
        Assert.True(Guid.TryParse(seen.InvocationId, out _));
        Assert.StartsWith(parent[..36], seen.TraceContext.TraceParent, StringComparison.Ordinal);
        Assert.NotEqual(parent, seen.TraceContext.TraceParent);
    }

    [Fact]
    public async Task CancellationToken_FiresWhenTheClientIsLost()
    {
        Functions.WaitBegan = new TaskCompletionSource();
        Functions.WaitCancelled = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync<Functions>();
        using var client = host.CreateClient();
        using var loss = new CancellationTokenSource();

        var call = client.GetAsync("/api/waits", loss.Token);
        await Functions.WaitBegan.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await loss.CancelAsync();

        await Functions.WaitCancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task LogAround(ConcurrentQueue<string> log, string name, Func<Task> next)
    {
        log.Enqueue($"{name} in");
        await next();
        log.Enqueue($"{name} out");
    }

    public sealed class Functions(IServiceProvider services)
    {
        public static TaskCompletionSource WaitBegan { get; set; } = new();

        public static TaskCompletionSource WaitCancelled { get; set; } = new();

        [Function("Answer")]
        public static IResult Answer([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "answer")] HttpRequest request)
            => Results.Text("answer");

        [Function("Fails")]
        public static IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request)
            => throw new InvalidTimeZoneException("from the function");

        [Function("Scope")]
        public IResult Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scope")] HttpRequest request)
            => Results.Text(services.GetService<ScopedThing>()?.Id.ToString() ?? "");

        [Function("Waits")]
        public static async Task Waits(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequest request,
            FunctionContext context,
            CancellationToken cancellationToken)
        {
            Assert.Equal(context.CancellationToken, cancellationToken);
            WaitBegan.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                WaitCancelled.SetResult();
            }
        }
    }

    public sealed class ScopedThing
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Marker : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.GetHttpContext()!.Response.Headers["X-Marked"] = "yes";
            return next(context);
        }
    }
}
