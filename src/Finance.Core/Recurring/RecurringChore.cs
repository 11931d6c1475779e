using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;

namespace Finance.Core.Recurring;

/// <summary>Creates what is due of the templates of the users that the due index names.</summary>
public sealed class RecurringChore(LedgerStore ledgers, TimeProvider clock) : INightlyChore
{
    public string Kind => DueItem.Recurring;

    /// <summary>
    /// Creates everything that is due of a user's templates, in as few commits as take it, whichever of them the items name, and settles
    /// items that belong to nothing.
    /// </summary>
    public Task<ChoreOutcome> DoAsync(IReadOnlyList<DueItem> items, string traceId, CancellationToken cancellationToken) =>
        new TemplateVisit(ledgers, clock, items, traceId).RunAsync(cancellationToken);
}
