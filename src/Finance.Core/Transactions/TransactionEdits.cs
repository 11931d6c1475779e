using Finance.Core.Ledgers;

namespace Finance.Core.Transactions;

/// <summary>What a user may do to a transaction, decided on a draft of the ledger; nothing is staged here.</summary>
internal static class TransactionEdits
{
    /// <returns>The transaction with an identity of its own. Errors: <c>validation_failed</c>, <c>future_date</c>.</returns>
    internal static Result<Transaction> Enter(LedgerDraft draft, NewTransaction asked) =>
        TransactionRules.Check(draft, asked).Map(valid => Number(draft, valid));

    /// <summary>The next entry of the ledger.</summary>
    internal static Transaction Number(LedgerDraft draft, Transaction valid) =>
        valid with { Id = TransactionId.CreateByHand(valid.Date, draft.TakeEntries()) };

    /// <returns>The transaction as the patch makes it. Errors: <c>validation_failed</c>, <c>future_date</c>.</returns>
    internal static Result<Transaction> Change(LedgerDraft draft, Transaction old, TransactionPatch patch) =>
        TransactionRules.Check(draft, patch.ApplyTo(old, draft.Chart), old).Map(valid => Keep(old, valid));

    /// <summary>Whether two states of a transaction differ in nothing but when they were written.</summary>
    internal static bool SaysTheSame(UserId owner, Transaction old, Transaction changed) => TransactionRow.Write(owner, old)
        .SaysTheSameAs(TransactionRow.Write(owner, changed with { UpdatedAt = old.UpdatedAt, Version = old.Version }));

    /// <summary>Whether the transaction's key stays behind when it is deleted, so that its statement does not bring it back.</summary>
    internal static bool LeavesTombstone(Transaction deleted) => deleted.ImportId is not null;

    private static Transaction Keep(Transaction old, Transaction asked) => asked with
    {
        Id = old.Id,
        ImportId = old.ImportId,
        BankId = old.BankId,
        RecurringId = old.RecurringId,
        Goals = old.Goals,
        MatchedAs = old.MatchedAs,
        CreatedAt = old.CreatedAt,
    };
}
