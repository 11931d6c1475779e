using Finance.Core.Due;

namespace Finance.Core.Nightly;

/// <summary>
/// Something that the nightly run does: it visits what the due index names. A visit may be cut short anywhere, and is made again the next
/// night unless it has taken the item out of the index.
/// </summary>
public interface INightlyChore
{
    /// <summary>The kind of items it visits.</summary>
    string Kind { get; }

    /// <param name="traceId">W3C trace id of the run.</param>
    Task<ChoreOutcome> DoAsync(DueItem item, string traceId, CancellationToken cancellationToken);
}

/// <summary>How the visit of one item ended.</summary>
/// <param name="WasDue">There was something to do; false for an item that belonged to nothing.</param>
/// <param name="Done">How much was done.</param>
public sealed record ChoreOutcome(bool WasDue, int Done)
{
    public static ChoreOutcome Nothing { get; } = new(false, 0);

    /// <summary>Why the item is left due; null where it is settled.</summary>
    public Error? Failure { get; init; }

    public static ChoreOutcome Did(int done) => new(true, done);
}
