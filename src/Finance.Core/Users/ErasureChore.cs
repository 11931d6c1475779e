using Finance.Core.Due;
using Finance.Core.Nightly;

namespace Finance.Core.Users;

/// <summary>Finishes erasures that were cut short.</summary>
public sealed class ErasureChore(ErasureService erasure) : INightlyChore
{
    public string Kind => DueItem.Erasure;

    public async Task<ChoreOutcome> DoAsync(DueItem item, string traceId, CancellationToken cancellationToken) =>
        await erasure.FinishAsync(item, cancellationToken) ? ChoreOutcome.Did(1) : ChoreOutcome.Nothing;
}
