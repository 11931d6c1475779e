using System.Globalization;
using Finance.Core.Storage;
using Finance.Functions.Http.Reading;
using Finance.Functions.Storage;
using Microsoft.AspNetCore.Http;
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
        var (http, start, calls) = (context.RequireHttp(), time.GetTimestamp(), RequestCost.Begin());
        var response = http.Response;
        response.OnStarting(() =>
        {
            // What it costs to find nothing in a ledger that is not shared would tell whether there is one.
            if (response.StatusCode == StatusCodes.Status404NotFound && http.Request.Headers.ContainsKey(LedgerHeader.Name))
            {
                return Task.CompletedTask;
            }

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
