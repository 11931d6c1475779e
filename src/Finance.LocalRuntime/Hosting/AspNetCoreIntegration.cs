using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// The middleware that gives a function its request and executes what it returns. Only <see cref="IResult"/> and
/// <see cref="IActionResult"/> become a response; any other value is lost, as in the real worker.
/// </summary>
internal static class AspNetCoreIntegration
{
    /// <summary>The key under which the real worker keeps the request in <c>FunctionContext.Items</c>.</summary>
    public const string HttpContextKey = "HttpRequestContext";

    private const string InstalledKey = "Finance.LocalRuntime.ServesHttp";

    public static void Install(FunctionsApplicationBuilder builder)
    {
        if (!builder.Properties.TryAdd(InstalledKey, true))
            return;
        builder.Services.AddMvcCore();
        builder.Use(next => context => InvokeAsync(context, next));
    }

    public static bool IsInstalled(IDictionary<object, object> properties) => properties.ContainsKey(InstalledKey);

    private static async Task InvokeAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.Features.Get<HttpContext>() is not { } http)
        {
            await next(context);
            return;
        }

        context.Items[HttpContextKey] = http;
        await next(context);
        switch (context.GetInvocationResult().Value)
        {
            case IActionResult action:
                await action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                break;
            case IResult result:
                await result.ExecuteAsync(http);
                break;
        }
    }
}
