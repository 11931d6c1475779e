using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Middleware;

/// <summary>
/// The outermost middleware: whatever is thrown becomes a problem document, which the host would answer as an empty 500. It says nothing of
/// what went wrong inside; the log does, under the same trace id.
/// </summary>
internal sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.RequireHttp();
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // The boundary of the app: the alternative to a catch-all is an empty 500 of the host.
        catch (Exception exception) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            Answer(context, http, exception);
        }
    }

    private void Answer(FunctionContext context, HttpContext http, Exception exception)
    {
        var name = context.FunctionDefinition.Name;
        var isInterruption = exception is OperationCanceledException or IOException or BadHttpRequestException;
        if (isInterruption && http.RequestAborted.IsCancellationRequested)
        {
            Log.ClientGone(logger, name);
            return;
        }

        switch (exception)
        {
            case StoreUnavailableException:
                Log.StorageAway(logger, exception, name);
                context.Refuse(Errors.StorageUnavailable());
                break;
            case LedgerTooNewException:
                Log.TooNew(logger, exception, name);
                context.Refuse(Errors.LedgerTooNew());
                break;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                var policy = http.Items[typeof(FunctionPolicy)] as FunctionPolicy ?? FunctionPolicy.Closed;
                context.Refuse(Errors.PayloadTooLarge(policy.BodyLimit, policy.WayOut));
                break;
            case BadHttpRequestException:
                context.Refuse(Errors.MalformedBody("The body did not arrive as its headers announced it."));
                break;
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                Log.TimedOut(logger, name);
                context.Refuse(Errors.TimedOut());
                break;
            default:
                Log.Failed(logger, exception, name);
                context.Refuse(Errors.InternalError());
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string function);

        [LoggerMessage(2, LogLevel.Warning, "{Function}: the storage is away")]
        public static partial void StorageAway(ILogger logger, Exception exception, string function);

        [LoggerMessage(3, LogLevel.Warning, "{Function} was given up after the time a request may take")]
        public static partial void TimedOut(ILogger logger, string function);

        [LoggerMessage(5, LogLevel.Error, "{Function}: a later version of the code wrote the ledger")]
        public static partial void TooNew(ILogger logger, Exception exception, string function);

        [LoggerMessage(4, LogLevel.Debug, "{Function}: the client went away")]
        public static partial void ClientGone(ILogger logger, string function);
    }
}
