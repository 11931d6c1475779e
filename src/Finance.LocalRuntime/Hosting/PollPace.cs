using System.Diagnostics;

namespace Finance.LocalRuntime.Hosting;

/// <summary>How long to wait between two listings: short while blobs arrive, longer when none do, never most of the time.</summary>
internal sealed class PollPace
{
    private const int ListingShare = 4;
    private const double Growth = 1.25;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan _pause = Shortest;
    private long _began;

    public static TimeSpan AfterFailure { get; } = TimeSpan.FromSeconds(2);

    public void Begin() => _began = Stopwatch.GetTimestamp();

    public TimeSpan PauseAfter(bool found)
    {
        _pause = found ? Shortest : Min(_pause * Growth, Longest);
        var fair = Stopwatch.GetElapsedTime(_began) * ListingShare;
        return found || fair < _pause ? _pause : fair;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
