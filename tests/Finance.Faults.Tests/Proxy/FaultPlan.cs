namespace Finance.Faults.Tests.Proxy;

/// <summary>
/// The faults that the calls for one user meet, one after the other. Each seed has a weather of its own: mostly lost answers, storms of
/// conflicts, slow pages, or some of everything.
/// </summary>
internal sealed class FaultPlan(int seed)
{
    private const int Everything = 0;

    private static readonly Fault[] All = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None)];

    private static readonly Fault[][] Weathers =
    [
        All,
        [Fault.LostAfter, Fault.FailedAfter, Fault.CutShort],
        [Fault.Conflict],
        [Fault.Slow, Fault.EmptyPage],
        [Fault.Throttled, Fault.Busy, Fault.FailedBefore, Fault.LostBefore],
    ];

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Fault[] _weather = Weathers[seed % Weathers.Length];
    private readonly double _share = seed % Weathers.Length == Everything ? 0.15 : 0.25;
    private int _conflictsLeft;

    internal Fault Next()
    {
        lock (_lock)
        {
            if (_conflictsLeft > 0)
            {
                _conflictsLeft--;
                return Fault.Conflict;
            }

            if (_random.NextDouble() >= _share)
            {
                return Fault.None;
            }

            var fault = _weather[_random.Next(_weather.Length)];
            _conflictsLeft = fault == Fault.Conflict ? _random.Next(6) : 0;
            return fault;
        }
    }

    internal TimeSpan Delay()
    {
        lock (_lock)
        {
            return TimeSpan.FromMilliseconds(_random.Next(5, 120));
        }
    }
}
