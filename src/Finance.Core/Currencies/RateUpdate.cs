namespace Finance.Core.Currencies;

/// <summary>What an update of the published rates did.</summary>
/// <param name="File">The file that settled it.</param>
/// <param name="Through">The last day that is stored now.</param>
public sealed record RateUpdateReport(RateFile File, DateOnly? Through, RateMerge Merge);

/// <summary>
/// Brings the stored rates up to what the source has published. It looks at what is stored, not at when it last ran: however long it was
/// away, one run catches up, and running again changes nothing.
/// </summary>
public sealed class RateUpdate(IRateSource source, RateStore rates, TimeProvider clock)
{
    // Every day begins there first.
    private const string FirstZone = "Pacific/Kiritimati";

    /// <summary>Runs once.</summary>
    /// <exception cref="RateSourceException">The source is away, or what it says is no rates; nothing was changed.</exception>
    public async Task<RateUpdateReport> RunAsync(CancellationToken cancellationToken)
    {
        var today = TimeZones.DayOf(clock.GetUtcNow(), FirstZone);
        var through = await rates.ThroughAsync(cancellationToken);
        var (file, days) = through is { } known
            ? await SinceAsync(known, today, cancellationToken)
            : await LongestAsync(today, cancellationToken);
        var merge = days.Count == 0 ? default : await rates.MergeAsync(days, cancellationToken);
        return new RateUpdateReport(file, await rates.ThroughAsync(cancellationToken), merge);
    }

    /// <summary>
    /// The last day alone where it follows the stored ones. Over a weekend and after an outage the last 90 days, which also brings
    /// what was corrected among them, and everything where these do not reach back far enough.
    /// </summary>
    private async Task<(RateFile File, IReadOnlyList<PublishedDay> Days)> SinceAsync(
        DateOnly through,
        DateOnly today,
        CancellationToken cancellationToken)
    {
        var latest = await source.ReadAsync(RateFile.Latest, today, cancellationToken);
        if (latest.All(day => day.Day <= through.AddDays(1)))
        {
            return (RateFile.Latest, latest);
        }

        var recent = await source.ReadAsync(RateFile.Recent, today, cancellationToken);
        return recent.Any(day => day.Day <= through)
            ? (RateFile.Recent, recent)
            : await LongestAsync(today, cancellationToken);
    }

    // Without the history, the days to come still count.
    private async Task<(RateFile File, IReadOnlyList<PublishedDay> Days)> LongestAsync(DateOnly today, CancellationToken cancellationToken)
    {
        for (var file = RateFile.History; ; file--)
        {
            try
            {
                return (file, await source.ReadAsync(file, today, cancellationToken));
            }
            catch (RateSourceException missing) when (missing.IsMissing && file > RateFile.Latest)
            {
                // The next shorter one has the days that matter most.
            }
        }
    }
}
