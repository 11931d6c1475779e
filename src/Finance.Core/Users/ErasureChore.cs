using Finance.Core.Due;
using Finance.Core.Nightly;

namespace Finance.Core.Users;

/// <summary>Finishes erasures that were cut short.</summary>
public sealed class ErasureChore(ErasureService erasure) : INightlyChore
{
    public string Kind => DueItem.Erasure;

    public async Task<ChoreOutcome> DoAsync(IReadOnlyList<DueItem> items, string traceId, CancellationToken cancellationToken)
    {
        var finished = 0;
        foreach (var item in items)
        {
            finished += await erasure.FinishAsync(item, traceId, cancellationToken) ? 1 : 0;
        }

        return new ChoreOutcome(finished, finished);
    }
}
