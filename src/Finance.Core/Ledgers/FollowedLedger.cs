using Finance.Core.Audit;
using Finance.Core.Sharing;

namespace Finance.Core.Ledgers;

/// <summary>A ledger and what of it whoever follows it may see.</summary>
/// <param name="Open">The parts that are open, with what the grant for each shows of entries; null where it shows all.</param>
internal sealed record FollowedLedger(LedgerSnapshot Ledger, IReadOnlyDictionary<LedgerPart, GrantedPart?> Open)
{
    /// <summary>Whether it is the owner who follows it.</summary>
    internal bool IsWhole => Open.ContainsKey(LedgerPart.OwnersAlone);

    /// <summary>Whether a change is of the part that is open, or takes something out of it or into it.</summary>
    internal bool Shows(ThingChange change) =>
        Open.TryGetValue(ThingParts.Of(change.Kind), out var part) && part?.Touches(change) != false;
}
