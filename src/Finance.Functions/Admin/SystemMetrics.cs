using Finance.Core.Admin;
using Finance.Core.Importing;
using Finance.Core.Ledgers;
using Finance.Functions.Features;
using Finance.Functions.Telemetry;

namespace Finance.Functions.Admin;

/// <summary>
/// Takes the figures of <c>GET /api/system/metrics</c>. Users are counted by the names that are taken, at most once in five minutes; the
/// rest is what this process counts anyway.
/// </summary>
public sealed class SystemMetrics(
    AdminService admin,
    ProcessTally process,
    LedgerStore ledgers,
    ImportService imports,
    FeatureOptions features,
    TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _turn = new(1);
    private UsersJson? _users;

    internal async Task<SystemMetricsJson> TakeAsync(CancellationToken cancellationToken)
    {
        var (tally, (finished, rows)) = (ledgers.Tally, imports.Tally.Now);
        return new SystemMetricsJson(
            clock.GetUtcNow(),
            await CountAsync(cancellationToken),
            new ProcessJson(
                process.StartedAt,
                (long)(clock.GetUtcNow() - process.StartedAt).TotalSeconds,
                Environment.WorkingSet,
                GC.GetTotalMemory(forceFullCollection: false),
                ThreadPool.ThreadCount),
            new RequestsJson(
                process.AnswersOf(2), process.AnswersOf(3), process.AnswersOf(4), process.AnswersOf(5), process.RateLimited),
            new LedgerTallyJson(tally.Commits, tally.Conflicts, tally.GivenUp),
            new ImportTallyJson(finished, rows.Created, rows.Duplicates, rows.Matched, rows.Failed, process.SetAside),
            process.LastNightly is { } last ? NightlyJson.Of(last) : null,
            new WebhookTallyJson(process.WebhookAttempts, process.WebhookFailures),
            features.All);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<UsersJson> CountAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_users is null || clock.GetUtcNow() - _users.AsOf >= GoodFor)
            {
                var now = clock.GetUtcNow();
                var counted = await admin.CountAsync(cancellationToken);
                _users = new UsersJson(counted.Users, counted.IsComplete, now);
            }

            return _users;
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <param name="AsOf">The instant of all but the users.</param>
/// <param name="Features">Which are switched on, by name.</param>
/// <param name="LastNightly">The nightly run that ended last in this process; null while none has.</param>
internal sealed record SystemMetricsJson(
    DateTimeOffset AsOf,
    UsersJson Users,
    ProcessJson Process,
    RequestsJson Requests,
    LedgerTallyJson Ledgers,
    ImportTallyJson Imports,
    NightlyJson? LastNightly,
    WebhookTallyJson Webhooks,
    IReadOnlyDictionary<Feature, bool> Features);

/// <param name="Count">Usernames that are taken; one for each ledger.</param>
/// <param name="IsComplete">False where there are more than were counted.</param>
internal sealed record UsersJson(long Count, bool IsComplete, DateTimeOffset AsOf);

internal sealed record ProcessJson(DateTimeOffset StartedAt, long UptimeSeconds, long MemoryBytes, long HeapBytes, int Threads);

internal sealed record RequestsJson(long Succeeded, long Redirected, long Refused, long Failed, long RateLimited);

internal sealed record LedgerTallyJson(long Commits, long Conflicts, long GivenUp);

internal sealed record ImportTallyJson(long Finished, long Created, long Duplicates, long Matched, long Failed, long SetAside);

internal sealed record WebhookTallyJson(long Attempts, long Failures);

internal sealed record NightlyJson(DateTimeOffset EndedAt, bool IsComplete, int Users, int Created, int Failures, long LagSeconds)
{
    internal static NightlyJson Of(NightlyEnd last) => new(
        last.At,
        last.Report.IsComplete,
        last.Report.Users,
        last.Report.Created,
        last.Report.Failures,
        (long)last.Report.Lag.TotalSeconds);
}
