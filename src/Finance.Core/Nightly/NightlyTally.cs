namespace Finance.Core.Nightly;

/// <summary>Counts what a run does, from several threads. It keeps nothing of a user: a run may visit any number of them.</summary>
internal sealed class NightlyTally(INightlyObserver observer)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ChoreReport> _chores = new(StringComparer.Ordinal);

    private TimeSpan _lag;

    internal void Begin(string kind) => _chores.TryAdd(kind, ChoreReport.Nothing);

    internal void Count(string kind, ChoreOutcome outcome)
    {
        lock (_lock)
        {
            var soFar = _chores[kind];
            _chores[kind] = soFar with
            {
                Users = soFar.Users + (outcome.Items > 0 ? 1 : 0),
                Items = soFar.Items + outcome.Items,
                Done = soFar.Done + outcome.Done,
            };
        }

        foreach (var failure in outcome.Failures)
        {
            Fail(failure);
        }
    }

    internal void Fail(NightlyFailure failure)
    {
        lock (_lock)
        {
            var soFar = _chores[failure.Kind];
            _chores[failure.Kind] = soFar with { Failures = soFar.Failures + 1 };
        }

        observer.OnFailure(failure);
    }

    /// <param name="overdue">How long something had been due when it was found.</param>
    internal void See(TimeSpan overdue) => _lag = overdue > _lag ? overdue : _lag;

    internal NightlyReport ToReport(bool isComplete) => new(_chores, isComplete) { Lag = _lag };
}
