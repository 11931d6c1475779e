using Finance.Core.Currencies;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;

namespace Finance.Core.Transfers;

/// <summary>Brings transfers to their end that were cut short.</summary>
public sealed class TransferChore(LedgerStore ledgers, DueIndex due, Exchange exchange, TimeProvider clock) : INightlyChore
{
    private const string Agent = "nightly";

    /// <summary>How long the commit that an item was written for may take to arrive.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly TransferFinish _finish = new(ledgers, due, new TransferArrival(ledgers, exchange));

    public string Kind => DueItem.Transfer;

    public async Task<ChoreOutcome> DoAsync(IReadOnlyList<DueItem> items, string traceId, CancellationToken cancellationToken)
    {
        var change = new Change(Caller.Product(items[0].Owner, Agent, traceId));
        var (settled, failures, ended) = (new List<DueItem>(), new List<NightlyFailure>(), 0);
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = LedgerKeys.IsTransferId(item.Subject)
                ? await ledgers.Reader.FindAsync(item.Owner, LedgerKeys.Transfer(item.Subject!), cancellationToken)
                : null;
            if (row is null || TransferRow.Read(row) is not { Status: TransferStatus.Pending } pending)
            {
                // While the commit that it was written for may still come, that there is nothing proves nothing.
                settled.AddRange(row is not null || item.WrittenAt + Patience <= clock.GetUtcNow() ? [item] : []);
                continue;
            }

            var end = await _finish.RunAsync(change, pending, null, cancellationToken);
            ended += end.IsOk ? 1 : 0;
            failures.AddRange(end.IsOk || NightlyFailure.IsNone(end.Error) ? [] : [NightlyFailure.Of(Kind, item.Subject, end.Error)]);
        }

        return new ChoreOutcome(ended + failures.Count, ended) { Failures = failures, Settled = settled };
    }
}
