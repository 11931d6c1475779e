namespace Finance.Functions.Limits;

/// <summary>So many requests at once, and so many a minute in the long run.</summary>
/// <param name="Name">How <c>RateLimit-Policy</c> calls it.</param>
/// <param name="Burst">Requests that are taken at once after a rest.</param>
/// <param name="PerMinute">Requests a minute that can go on for ever.</param>
internal sealed record RateLimit(string Name, int Burst, int PerMinute)
{
    internal const int Most = 6_000_000;

    /// <summary>Ticks in which one request is earned back.</summary>
    internal long Interval => TimeSpan.TicksPerMinute / PerMinute;

    /// <summary>Ticks in which a whole burst is earned back.</summary>
    internal long Window => Burst * Interval;

    internal bool IsValid => Burst is > 0 and <= Most && PerMinute is > 0 and <= Most;
}

/// <summary>What a limit says to a request.</summary>
/// <param name="Remaining">Requests that would be taken now.</param>
/// <param name="UntilFull">How long until a whole burst would be.</param>
/// <param name="RetryAfter">How long until this request would be; zero if it is.</param>
internal readonly record struct RateVerdict(RateLimit Limit, long Remaining, TimeSpan UntilFull, TimeSpan RetryAfter)
{
    internal bool IsTaken => RetryAfter == TimeSpan.Zero;
}
