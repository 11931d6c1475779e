using Finance.Core.Currencies;
using Finance.Core.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Triggers;

public sealed partial class RatesFunction(RateUpdate rates, ILogger<RatesFunction> logger)
{
    /// <summary>
    /// Fetches the exchange rates that were published since the last run. A source that is away is no fault of the app: what is stored still
    /// counts, and the next run catches up.
    /// </summary>
    [Function("Rates")]
    public async Task Run([TimerTrigger("%RatesSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        try
        {
            var report = await rates.RunAsync(cancellationToken);
            Log.Updated(logger, report.Merge.Added, report.Merge.Corrected, report.File, report.Through);
        }
        catch (RateSourceException trouble)
        {
            Log.SourceAway(logger, trouble);
        }
        catch (StoreUnavailableException trouble)
        {
            Log.StorageAway(logger, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Exchange rates: {Added} days added, {Corrected} corrected by the file {File}; known up to {Through}")]
        public static partial void Updated(ILogger logger, int added, int corrected, RateFile file, DateOnly? through);

        [LoggerMessage(2, LogLevel.Warning, "Exchange rates: the source cannot be used; the next run catches up")]
        public static partial void SourceAway(ILogger logger, Exception trouble);

        [LoggerMessage(3, LogLevel.Warning, "Exchange rates: the storage is away; the next run catches up")]
        public static partial void StorageAway(ILogger logger, Exception trouble);
    }
}
