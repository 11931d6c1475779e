namespace Finance.Core.Nightly;

/// <summary>Counts what a run does, from several threads.</summary>
internal sealed class NightlyTally(INightlyObserver observer)
{
    private readonly Lock _lock = new();
    private readonly HashSet<UserId> _users = [];
    private readonly Dictionary<string, ChoreReport> _chores = new(StringComparer.Ordinal);
    private int _failures;

    internal void Begin(string kind) => _chores.TryAdd(kind, new ChoreReport(0, 0));

    internal void Count(string kind, UserId user, ChoreOutcome outcome)
    {
        if (!outcome.WasDue)
        {
            return;
        }

        lock (_lock)
        {
            _users.Add(user);
            var soFar = _chores[kind];
            _chores[kind] = new ChoreReport(soFar.Items + 1, soFar.Done + outcome.Done);
        }
    }

    internal void Fail(string kind, string? subject, Error error)
    {
        var fields = error.Fields is { Count: > 0 } named ? $" ({string.Join(", ", named.Keys)})" : string.Empty;
        Fail(new NightlyFailure(kind, subject, error.Code + fields, null));
    }

    internal void Fail(string kind, string? subject, Exception exception) =>
        Fail(new NightlyFailure(kind, subject, exception.GetType().Name, exception));

    internal NightlyReport ToReport(bool isComplete) => new(_users.Count, _failures, _chores, isComplete);

    private void Fail(NightlyFailure failure)
    {
        Interlocked.Increment(ref _failures);
        observer.OnFailure(failure);
    }
}
