using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Finance.Functions.Telemetry;

/// <summary>
/// What is told to whoever listens; without a listener nothing is made. Names are those of the OpenTelemetry semantic conventions where
/// these have one (https://opentelemetry.io/docs/specs/semconv/). Nothing told holds an amount, a name, an address, or a key of the store.
/// </summary>
internal static class FinanceTelemetry
{
    internal const string Name = "Finance.Functions";

    /// <summary>Seconds, as the conventions have them.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    /// <summary>From the first middleware to the last byte of the answer.</summary>
    internal static Histogram<double> Requests { get; } =
        Meter.CreateHistogram("http.server.request.duration", "s", "Duration of HTTP requests.", advice: Seconds);

    /// <summary>Runs of timers and of dropped files.</summary>
    internal static Histogram<double> Runs { get; } =
        Meter.CreateHistogram("faas.invoke_duration", "s", "Duration of runs that no HTTP request started.", advice: Seconds);

    internal static Histogram<double> StorageCalls { get; } =
        Meter.CreateHistogram("db.client.operation.duration", "s", "Duration of calls of the storage, tries included.", advice: Seconds);

    internal static Counter<long> StorageRetries { get; } =
        Meter.CreateCounter<long>("finance.storage.retries", "{try}", "Calls of the table storage that were sent again.");
}
