using System.Collections.Concurrent;

namespace Finance.Functions.Limits;

/// <summary>
/// Counts the requests of many callers against one limit, each caller apart, in the memory of this instance. A caller's count is one
/// instant: when all that was taken will be earned back (the generic cell rate algorithm, ITU-T I.371). A caller at rest needs none, so that
/// what is kept is bounded by those who called within one window.
/// </summary>
/// <param name="capacity">Callers that are told apart; those that come when so many are busy share one count.</param>
internal sealed class RateLimiter<TKey>(RateLimit limit, TimeProvider time, int capacity = RateLimiter<TKey>.Capacity)
    where TKey : notnull
{
    private const int Capacity = 100_000;
    private static readonly long SweepPause = TimeSpan.FromSeconds(1).Ticks;

    private readonly ConcurrentDictionary<TKey, Count> _counts = new();
    private readonly Count _others = new();
    private long _sweptAt;

    /// <summary>Callers that are not at rest, or were not when this was last looked at.</summary>
    internal int Busy => _counts.Count;

    /// <summary>Takes a request, or says when to come again.</summary>
    /// <param name="cost">How many requests it counts for.</param>
    internal RateVerdict Take(TKey caller, int cost = 1)
    {
        var now = time.GetUtcNow().UtcTicks;
        var count = CountOf(caller, now);
        while (true)
        {
            var seen = Volatile.Read(ref count.EarnedAt);
            if (seen > now + limit.Window)
            {
                // The clock was set back: that must lock nobody out for longer than a window.
                Interlocked.CompareExchange(ref count.EarnedAt, now + limit.Window, seen);
                continue;
            }

            var earnedAt = Math.Max(seen, now);
            var next = earnedAt + (cost * limit.Interval);
            var wait = next - now - limit.Window;
            if (wait > 0)
            {
                return Verdict(earnedAt - now, wait);
            }

            if (Interlocked.CompareExchange(ref count.EarnedAt, next, seen) == seen)
            {
                return Verdict(next - now, 0);
            }
        }
    }

    /// <summary>Counts what has been taken already, as far as there is room.</summary>
    internal void Charge(TKey caller, int cost)
    {
        var now = time.GetUtcNow().UtcTicks;
        var count = CountOf(caller, now);
        long seen;
        do
        {
            seen = Volatile.Read(ref count.EarnedAt);
        }
        while (Interlocked.CompareExchange(
            ref count.EarnedAt, Math.Min(Math.Max(seen, now) + (cost * limit.Interval), now + limit.Window), seen) != seen);
    }

    private RateVerdict Verdict(long owed, long wait) => new(
        limit, (limit.Window - owed) / limit.Interval, TimeSpan.FromTicks(owed), TimeSpan.FromTicks(wait));

    private Count CountOf(TKey caller, long now)
    {
        if (_counts.TryGetValue(caller, out var known))
        {
            return known;
        }

        var last = Volatile.Read(ref _sweptAt);
        if (Math.Abs(now - last) >= SweepPause && Interlocked.CompareExchange(ref _sweptAt, now, last) == last)
        {
            Sweep(now);
        }

        return _counts.Count < capacity ? _counts.GetOrAdd(caller, static _ => new Count()) : _others;
    }

    private void Sweep(long now)
    {
        foreach (var (caller, count) in _counts)
        {
            if (Volatile.Read(ref count.EarnedAt) <= now)
            {
                _counts.TryRemove(caller, out _);
            }
        }
    }

    private sealed class Count
    {
        internal long EarnedAt;
    }
}
