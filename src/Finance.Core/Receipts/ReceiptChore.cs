using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;

namespace Finance.Core.Receipts;

/// <summary>Deletes files of receipts that no transaction names: what is left of an upload or a deletion that was cut short.</summary>
public sealed class ReceiptChore(LedgerStore ledgers, IReceiptFiles files, TimeProvider clock) : INightlyChore
{
    /// <summary>How long an upload may take until its commit has arrived.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public string Kind => DueItem.Receipt;

    public async Task<ChoreOutcome> DoAsync(IReadOnlyList<DueItem> items, string traceId, CancellationToken cancellationToken)
    {
        var (settled, deleted) = (new List<DueItem>(), 0);
        foreach (var item in items.Where(item => item.WrittenAt + Patience <= clock.GetUtcNow()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReceiptFiling.PlaceOf(item) is { } place && !await IsNamedAsync(place, cancellationToken))
            {
                await files.DeleteAsync(place, cancellationToken);
                deleted++;
            }

            settled.Add(item);
        }

        return new ChoreOutcome(deleted, deleted) { Settled = settled };
    }

    private async Task<bool> IsNamedAsync(ReceiptPlace place, CancellationToken cancellationToken)
    {
        var transaction = await ledgers.Reader.FindTransactionAsync(place.Owner, place.Transaction, cancellationToken);
        return transaction?.Receipt?.Id == place.Id;
    }
}
