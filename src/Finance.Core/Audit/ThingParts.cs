using Finance.Core.Ledgers;

namespace Finance.Core.Audit;

/// <summary>To which part of a ledger things belong, and with it who may be told that they changed.</summary>
internal static class ThingParts
{
    internal static LedgerPart Of(ThingKind kind) => kind switch
    {
        ThingKind.Transaction => LedgerPart.Entries,
        ThingKind.Budget or ThingKind.Envelopes => LedgerPart.Budgets,
        ThingKind.Account or ThingKind.Category or ThingKind.Recurring or ThingKind.Goal or ThingKind.Contribution or ThingKind.Import
            or ThingKind.ImportProfile or ThingKind.Detected or ThingKind.Rates => LedgerPart.Everything,
        _ => LedgerPart.OwnersAlone,
    };
}
