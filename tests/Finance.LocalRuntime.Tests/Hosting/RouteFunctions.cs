using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Tests.Hosting;

/// <summary>The test app: one function for each thing a route can do.</summary>
public sealed class RouteFunctions
{
    [Function("Literal")]
    public static IResult Literal([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/special")] HttpRequest request)
        => Results.Text("literal");

    [Function("Parameter")]
    public static IResult Parameter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "things/{id}")] HttpRequest request, string id)
        => Results.Text($"parameter {id}");

    [Function("Create")]
    public static IResult Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things")] HttpRequest request)
        => Results.Text("create");

    [Function("List")]
    public static IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things")] HttpRequest request)
        => Results.Text("list");

    [Function("ByGuid")]
    public static IResult ByGuid(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guids/{id:guid}")] HttpRequest request, Guid id)
        => Results.Text($"guid {id}");

    [Function("ByNumber")]
    public static IResult ByNumber(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{small:int}/{large:long}")] HttpRequest request,
        int small,
        long large)
        => Results.Text($"numbers {small} {large}");

    [Function("Optional")]
    public static IResult Optional(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{value?}")] HttpRequest request, string? value)
        => Results.Text(value ?? "none");

    [Function("Rest")]
    public static IResult Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rest/{*rest}")] HttpRequest request, string? rest)
        => Results.Text($"rest {rest}");

    [Function("AnyMethod")]
    public static IResult AnyMethod([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Results.Text(request.Method);

    [Function("RouteValues")]
    public static IResult RouteValues(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{a}/{b}")] HttpRequest request, FunctionContext context)
        => Results.Text($"{request.RouteValues["a"]} {context.BindingContext.BindingData["b"]}");

    [Function("Poco")]
    public static object Poco([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/poco")] HttpRequest request)
        => new { lost = true };

    [Function("Text")]
    public static Task<string> Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/text")] HttpRequest request)
        => Task.FromResult("lost");

    [Function("Action")]
    public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/action")] HttpRequest request)
        => new ObjectResult(new { SomeName = 1 }) { StatusCode = 418 };

    [Function("TypedTask")]
    public static async Task<IResult> TypedTask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/task")] HttpRequest request)
    {
        await Task.Yield();
        return TypedResults.Created("/there", new { Value = 1 });
    }

    [Function("Written")]
    public static async Task Written([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/written")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = 202;
        await request.HttpContext.Response.WriteAsync("written");
    }

    [Function("ValueTask")]
    public static ValueTask<IResult> OfValueTask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/valuetask")] HttpRequest request)
        => new(Results.Text("value task"));

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/throws")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["X-Kept"] = "yes";
        throw new InvalidOperationException("a secret");
    }

    [Function("ThrowsLate")]
    public static async Task ThrowsLate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/throws-late")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("partial");
        throw new InvalidOperationException("a secret");
    }

    [Function("Echo")]
    public static async Task<IResult> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request)
    {
        long length = 0;
        var buffer = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(buffer)) > 0;)
            length += read;
        return Results.Text($"{length}");
    }
}
