using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;

namespace Finance.Core.Retention;

/// <summary>Takes away, night by night, what the users who asked for it want kept no longer.</summary>
public sealed class RetentionChore(LedgerStore ledgers, TimeProvider clock) : INightlyChore
{
    private const string Agent = "nightly";

    /// <summary>How long the commit that an item was written for may take to arrive.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public string Kind => DueItem.Retention;

    public async Task<ChoreOutcome> DoAsync(IReadOnlyList<DueItem> items, string traceId, CancellationToken cancellationToken)
    {
        var (owner, now) = (items[0].Owner, clock.GetUtcNow());
        var swept = await new RetentionSweep(ledgers).RunAsync(new Change(Caller.Product(owner, Agent, traceId)), cancellationToken);
        if (!swept.IsOk)
        {
            return ChoreOutcome.Nothing with
            {
                // Of a suspended user it all waits where it is.
                Settled = swept.Error.Code != Errors.SuspendedCode && NightlyFailure.IsNone(swept.Error) ? items : [],
                Failures = NightlyFailure.IsNone(swept.Error) ? [] : [NightlyFailure.Of(Kind, null, swept.Error)],
            };
        }

        if (!swept.Value.IsWanted)
        {
            // While the commit that an item was written for may still come, that nothing is wanted proves nothing.
            return ChoreOutcome.Nothing with { Settled = [.. items.Where(item => item.WrittenAt + Patience <= now)] };
        }

        // The key of an item is its day: one that stands there for the next night is written over and not removed.
        var next = RetentionFiling.ItemOf(owner, new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero), now);
        return new ChoreOutcome(items.Count, swept.Value.Removed)
        {
            Filed = [next],
            Settled = [.. items.Where(item => item.At.UtcDateTime.Date != next.At.UtcDateTime.Date)],
        };
    }
}
