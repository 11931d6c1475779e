using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Finance.Functions.Telemetry;

namespace Finance.Functions.Storage;

/// <summary>How long and how often the storage client tries, in one place.</summary>
public static class TableClientSetup
{
    private const int Retries = 3;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10);

    public static TableClientOptions Options() => Options(FirstDelay, NetworkTimeout);

    internal static TableClientOptions Options(TimeSpan firstDelay, TimeSpan networkTimeout) => new()
    {
        Retry = { NetworkTimeout = networkTimeout },
        RetryPolicy = new UnlessCarriedOut(Retries, DelayStrategy.CreateExponentialDelayStrategy(firstDelay, LongestDelay)),
    };

    /// <summary>
    /// Reads are tried again after any passing failure, and so is making a table, for whom one that is there is as good as made. A commit only
    /// where the first try cannot have been carried out: sent a second time it would meet its own rows and report a conflict with itself.
    /// </summary>
    private sealed class UnlessCarriedOut(int retries, DelayStrategy delays) : RetryPolicy(retries, delays)
    {
        protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
            IsSafe(message, exception) && base.ShouldRetry(message, exception) && Told();

        protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
            IsSafe(message, exception) && await base.ShouldRetryAsync(message, exception) && Told();

        private static bool Told()
        {
            FinanceTelemetry.StorageRetries.Add(1);
            return true;
        }

        private static bool IsSafe(HttpMessage message, Exception? exception) =>
            message.Request.Method == RequestMethod.Get
            || MakesTable(message.Request)
            || (exception is null ? IsTurnedAway(message.Response.Status) : NeverArrived(exception));

        // https://learn.microsoft.com/rest/api/storageservices/create-table
        private static bool MakesTable(Request request) =>
            request.Method == RequestMethod.Post && request.Uri.Path.EndsWith("/Tables", StringComparison.Ordinal);

        private static bool IsTurnedAway(int status) => status is 429 or 503;

        private static bool NeverArrived(Exception exception) => (exception as HttpRequestException ?? exception.InnerException)
            is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
    }
}
