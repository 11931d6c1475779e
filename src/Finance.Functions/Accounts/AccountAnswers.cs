using Finance.Core;
using Finance.Core.Accounts;
using Finance.Core.Transactions;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Accounts;

/// <summary>Accounts as clients see them.</summary>
internal static class AccountAnswers
{
    internal static Answer<AccountJson> Found(AccountInLedger found) => Answer.Ok(Show(found), found.Account.Version);

    internal static Created<AccountJson> Created(AccountInLedger created) =>
        Answer.Created(Show(created), $"/api/accounts/{created.Account.Id}", created.Account.Version);

    internal static Answer<DeletedAccountJson> Deleted(DeletedAccount deleted) => Answer.Ok(new DeletedAccountJson(
        deleted.Id, true, deleted.MovedTo?.Id, deleted.MovedCount, deleted.MovedNet, deleted.DefaultAccountId));

    internal static Answer<ReconciliationJson> Reconciled(ReconciliationOutcome outcome) => Answer.Ok(
        new ReconciliationJson(
            outcome.Account.Id,
            outcome.StatementDate,
            outcome.StatementBalance,
            outcome.Balance,
            outcome.Difference,
            outcome.IsReconciled,
            outcome.ClearedCount,
            [.. outcome.Uncleared.Entries.Select(entry => new UnclearedJson(
                entry.Id, entry.Date, entry.Type, entry.Amount, entry.Payee, entry.Description))],
            outcome.Uncleared.Count,
            outcome.Uncleared.IsComplete),
        outcome.Account.Version);

    internal static AccountJson Show(AccountInLedger found)
    {
        var account = found.Account;
        return new AccountJson(
            account.Id,
            account.Name,
            account.Type,
            account.Currency,
            account.Number,
            account.OpeningBalance,
            account.Balance,
            account.TransactionCount,
            found.IsDefault,
            account.Reconciled is { } agreed ? new ReconciledJson(agreed.StatementDate, agreed.StatementBalance) : null,
            account.CreatedAt,
            account.ClosedAt);
    }
}

internal sealed record AccountJson(
    string Id,
    string Name,
    AccountType Type,
    Currency Currency,
    string? Number,
    Money OpeningBalance,
    Money Balance,
    long TransactionCount,
    bool IsDefault,
    ReconciledJson? Reconciled,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt);

internal sealed record ReconciledJson(DateOnly StatementDate, Money StatementBalance);

internal sealed record DeletedAccountJson(
    string Id,
    bool Deleted,
    string? MovedTo,
    long MovedCount,
    Money MovedNet,
    string DefaultAccountId);

/// <param name="Difference">Statement minus account.</param>
/// <param name="UnclearedCount">At least this many, where the list is not complete.</param>
internal sealed record ReconciliationJson(
    string AccountId,
    DateOnly StatementDate,
    Money StatementBalance,
    Money Balance,
    Money Difference,
    bool Reconciled,
    long ClearedCount,
    IReadOnlyList<UnclearedJson> Uncleared,
    long UnclearedCount,
    bool UnclearedComplete);

internal sealed record UnclearedJson(
    TransactionId Id,
    DateOnly Date,
    TransactionType Type,
    Money Amount,
    string? Payee,
    string? Description);
