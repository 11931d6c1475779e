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

    /// <returns>
    /// The transaction as the patch makes it. Errors: <c>validation_failed</c>, <c>future_date</c>, <c>transfer_entry</c>.
    /// </returns>
    internal static Result<Transaction> Change(LedgerDraft draft, Transaction old, TransactionPatch patch) =>
        TransactionRules.Check(draft, patch.ApplyTo(old, draft.Chart), old).Then<Transaction>(valid =>
            old.TransferId is not null && (valid.Type, valid.Amount, valid.Foreign) != (old.Type, old.Amount, old.Foreign)
                ? Errors.TransferEntry("Its type and amount stay as both users have them; the rest of it can be changed.")
                : Keep(old, valid));

    /// <summary>Why a transaction may not be deleted; null where it may. What came in is the user's own to forget.</summary>
    internal static Error? RefusalToDelete(Transaction old) => old is { TransferId: not null, Type: TransactionType.Expense }
        ? Errors.TransferEntry("It says what another user got. While the transfer is pending, DELETE /api/transfers/{id} takes it back.")
        : null;

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
        TransferId = old.TransferId,
        Receipt = old.Receipt,
        Goals = old.Goals,
        MatchedAs = old.MatchedAs,
        CreatedAt = old.CreatedAt,
    };
}
