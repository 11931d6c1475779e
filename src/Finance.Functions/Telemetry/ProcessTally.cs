using Finance.Core.Nightly;

namespace Finance.Functions.Telemetry;

/// <summary>What this process has answered and done since it began. Safe to add to from several threads.</summary>
public sealed class ProcessTally(TimeProvider time)
{
    private const int Classes = 6;

    private readonly long[] _answers = new long[Classes];
    private long _rateLimited;
    private long _setAside;
    private long _nightlyUsers;
    private long _nightlyCreated;
    private long _nightlyFailures;
    private long _webhookAttempts;
    private long _webhookFailures;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Requests that a limit refused.</summary>
    public long RateLimited => Volatile.Read(ref _rateLimited);

    /// <summary>Dropped files that were moved to the quarantine.</summary>
    public long SetAside => Volatile.Read(ref _setAside);

    public long NightlyUsers => Volatile.Read(ref _nightlyUsers);

    /// <summary>Entries that nightly runs created.</summary>
    public long NightlyCreated => Volatile.Read(ref _nightlyCreated);

    public long NightlyFailures => Volatile.Read(ref _nightlyFailures);

    public long WebhookAttempts => Volatile.Read(ref _webhookAttempts);

    public long WebhookFailures => Volatile.Read(ref _webhookFailures);

    /// <summary>The nightly run that ended last; null while none has.</summary>
    public NightlyEnd? LastNightly { get; private set; }

    /// <summary>Answers whose status has this first digit.</summary>
    public long AnswersOf(int digit) => Volatile.Read(ref _answers[digit]);

    internal void CountAnswer(int status)
    {
        Interlocked.Increment(ref _answers[Math.Clamp(status / 100, 1, Classes - 1)]);
        if (status == Microsoft.AspNetCore.Http.StatusCodes.Status429TooManyRequests)
        {
            Interlocked.Increment(ref _rateLimited);
        }
    }

    internal void CountSetAside() => Interlocked.Increment(ref _setAside);

    internal void CountNightly(NightlyReport report)
    {
        Interlocked.Add(ref _nightlyUsers, report.Users);
        Interlocked.Add(ref _nightlyCreated, report.Created);
        Interlocked.Add(ref _nightlyFailures, report.Failures);
        LastNightly = new NightlyEnd(time.GetUtcNow(), report);
    }

    internal void CountWebhooks(NightlyReport report)
    {
        Interlocked.Add(ref _webhookAttempts, report.Chores.Values.Sum(chore => chore.Done));
        Interlocked.Add(ref _webhookFailures, report.Failures);
    }
}

public sealed record NightlyEnd(DateTimeOffset At, NightlyReport Report);
