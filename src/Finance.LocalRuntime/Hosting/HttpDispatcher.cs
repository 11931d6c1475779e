using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// Answers a request by the function whose route and method fit. Whatever fits none, HEAD and OPTIONS included, is 404 without a body;
/// what escapes from a function is 500 without a body, its headers kept.
/// </summary>
internal sealed partial class HttpDispatcher
{
    /// <summary>
    /// A function that reads more than this gets an error. The real host answers such a request 500 itself, without a body; here an app
    /// can still refuse it unread and say why.
    /// </summary>
    public const long HostBodyLimit = 104_857_600;

    private readonly HttpRouteTable _routes;
    private readonly InvocationRunner _runner;
    private readonly ILogger _logger;

    /// <exception cref="InvalidOperationException">A function's route cannot be served, or the app did not ask to serve HTTP.</exception>
    public HttpDispatcher(
        FunctionCatalog catalog,
        RuntimeContext runtime,
        IInlineConstraintResolver constraints,
        InvocationRunner runner,
        ILogger<HttpDispatcher> logger)
    {
        _routes = new HttpRouteTable(catalog.Functions, runtime.Host.RoutePrefix, constraints);
        _runner = runner;
        _logger = logger;
        if (!_routes.IsEmpty && !runtime.ServesHttp)
            throw new InvalidOperationException("The app has HTTP functions but does not call ConfigureFunctionsWebApplication().");
    }

    public async Task InvokeAsync(HttpContext http)
    {
        var function = _routes.Find(http, out var values);
        if (function is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        CapBody(http);
        http.Request.RouteValues = values;
        try
        {
            await _runner.RunAsync(
                function,
                http.RequestServices,
                values,
                features => features.Set(http),
                http.RequestAborted,
                http.Request.Headers.TraceParent);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.ClientGone(_logger, function.Name);
        }
#pragma warning disable CA1031 // The boundary of the host: whatever a function throws becomes a 500.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(_logger, error, function.Name);
            Fail(http);
        }
    }

    private static void CapBody(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Math.Min(limit.MaxRequestBodySize ?? HostBodyLimit, HostBodyLimit);
    }

    private static void Fail(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        http.Response.ContentLength = 0;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed")]
        public static partial void Failed(ILogger logger, Exception error, string function);

        [LoggerMessage(2, LogLevel.Debug, "{Function}: the client went away")]
        public static partial void ClientGone(ILogger logger, string function);
    }
}
