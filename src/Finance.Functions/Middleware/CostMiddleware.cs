using System.Globalization;
using Finance.Core.Storage;
using Finance.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.Functions.Middleware;

/// <summary>
/// Says on every answer what it cost: its time and that of its storage calls (https://www.w3.org/TR/server-timing/), and how many these were.
/// In headers, so that bodies and their ETags do not differ from one request to the next.
/// </summary>
internal sealed class CostMiddleware(TimeProvider time) : IFunctionsWorkerMiddleware
{
    internal const string CallsHeader = "X-Storage-Calls";
    internal const string TimingHeader = "Server-Timing";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var (response, start, calls) = (context.RequireHttp().Response, time.GetTimestamp(), RequestCost.Begin());
        response.OnStarting(() =>
        {
            response.Headers[TimingHeader] = Timing(time.GetElapsedTime(start), calls);
            response.Headers[CallsHeader] = calls.Total.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        await next(context);
    }

    private static string Timing(TimeSpan total, StorageCalls calls) => string.Create(
        CultureInfo.InvariantCulture,
        $"total;dur={total.TotalMilliseconds:0.0}, storage;dur={calls.Waited.TotalMilliseconds:0.0}");
}
