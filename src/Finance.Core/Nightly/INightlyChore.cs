using Finance.Core.Due;

namespace Finance.Core.Nightly;

/// <summary>
/// Something that the nightly run does: it visits what the due index names, user by user. A visit may be cut short anywhere, and is made
/// again the next night unless its items were taken out of the index.
/// </summary>
public interface INightlyChore
{
    /// <summary>The kind of items it visits.</summary>
    string Kind { get; }

    /// <param name="items">
    /// What is due of one user, one item or more. A user may be visited again in the same run, for items of another page of the index.
    /// </param>
    /// <param name="traceId">W3C trace id of the run.</param>
    Task<ChoreOutcome> DoAsync(IReadOnlyList<DueItem> items, string traceId, CancellationToken cancellationToken);
}

/// <summary>How the visit of one user ended.</summary>
/// <param name="Items">Of how many items something was due; none where all of them belonged to nothing.</param>
/// <param name="Done">How much was done.</param>
public sealed record ChoreOutcome(int Items, int Done)
{
    public static ChoreOutcome Nothing { get; } = new(0, 0);

    /// <summary>What is left due, and why.</summary>
    public IReadOnlyList<NightlyFailure> Failures { get; init; } = [];

    /// <summary>What the index has to name from now on; the run puts it there, with that of other users.</summary>
    public IReadOnlyList<DueItem> Filed { get; init; } = [];

    /// <summary>What the index need not name any more; the run takes it out once it has put there what it has to name.</summary>
    public IReadOnlyList<DueItem> Settled { get; init; } = [];
}
