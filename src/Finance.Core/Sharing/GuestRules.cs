using Finance.Core.Accounts;
using Finance.Core.Ledgers;

namespace Finance.Core.Sharing;

/// <summary>
/// What guests may change, whatever a service decides: looked at when the decision is made and before anything follows from it.
/// </summary>
internal static class GuestRules
{
    /// <returns>Errors: <c>outside_grant</c>; null where all that is changed is granted.</returns>
    internal static Error? Check(LedgerDraft draft) => draft.Guest?.Grant.Scope.Kind switch
    {
        null or GrantKind.All => null,
        GrantKind.Budgets => AreBudgetsOnly(draft) ? null : Errors.OutsideGrant(),
        _ => AreEntriesOnly(draft) && AreGranted(draft) ? null : Errors.OutsideGrant(),
    };

    private static bool AreBudgetsOnly(LedgerDraft draft) =>
        IsProfileKept(draft)
        && draft.Entries.Count == 0
        && ReferenceEquals(draft.Chart, draft.Before.Chart)
        && draft.Plans with { AllBudgets = draft.Before.Plans.AllBudgets } == draft.Before.Plans
        && draft.Staged.All(key => key.StartsWith(LedgerKeys.EnvelopePrefix, StringComparison.Ordinal));

    private static bool AreEntriesOnly(LedgerDraft draft) =>
        IsProfileKept(draft)
        && draft.Plans == draft.Before.Plans
        && ReferenceEquals(draft.Chart.AllCategories, draft.Before.Chart.AllCategories)
        && draft.Chart.AllAccounts.Count == draft.Before.Chart.AllAccounts.Count
        && draft.Chart.AllAccounts.Values.All(account => IsKept(account, draft.Before.Chart.AllAccounts.GetValueOrDefault(account.Id)))
        && draft.Staged.All(key => key.StartsWith(LedgerKeys.TransactionPrefix, StringComparison.Ordinal)
            || key.StartsWith(LedgerKeys.MovedPrefix, StringComparison.Ordinal)
            || key.StartsWith(LedgerKeys.OncePrefix, StringComparison.Ordinal));

    private static bool AreGranted(LedgerDraft draft) => draft.Entries.All(entry =>
        (entry.Old is not { } old || draft.Part!.Holds(old)) && (entry.New is not { } now || draft.Part!.Holds(now)));

    /// <summary>Balances follow entries; nothing else of an account does.</summary>
    private static bool IsKept(Account account, Account? before) =>
        before is not null && account with { Balance = before.Balance, History = before.History } == before;

    private static bool IsProfileKept(LedgerDraft draft) => draft.Head.Profile == draft.Before.Profile;
}
