using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions;

/// <summary>A transaction with what it refers to, as the ledger stands.</summary>
public sealed record TransactionInLedger(Transaction Transaction, Chart Chart)
{
    public Account Account => Chart.AccountNow(Transaction.AccountId);

    public Account? ToAccount => Transaction.ToAccountId is { } id ? Chart.AccountNow(id) : null;

    public Category? Category => Chart.CategoryNow(Transaction.CategoryId);
}

/// <summary>A transaction that is gone, and the accounts whose balances followed.</summary>
public sealed record DeletedTransaction(TransactionId Id, IReadOnlyList<Account> Accounts);

/// <summary>Enters, reads, changes and deletes single transactions.</summary>
public sealed class TransactionService(LedgerStore ledgers)
{
    private const string Noun = "transaction";

    /// <returns>Errors: <c>validation_failed</c>, <c>future_date</c>.</returns>
    public Task<Result<TransactionInLedger>> CreateAsync(Change change, NewTransaction asked, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<TransactionInLedger>(
            change,
            LedgerPart.Entries,
            async (draft, token) =>
            {
                var entered = TransactionEdits.Enter(draft, asked);
                if (!entered.IsOk)
                {
                    return entered.Error;
                }

                var created = entered.Value;
                await draft.AddAsync(created, token);
                draft.Record("transaction.created", created.Id.ToString(), null, TransactionRow.Write(draft.Owner, created));
                return draft.Show(created);
            },
            cancellationToken);

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<TransactionInLedger>> GetAsync(Caller caller, TransactionId id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Entries, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var transaction = await ledgers.Reader.FindTransactionAsync(ledger.Value, id, cancellationToken);
        return transaction is null ? Errors.NotFound(Noun) : new TransactionInLedger(transaction, ledger.Value.Chart);
    }

    /// <summary>Changes the fields that the patch names; nothing is written when nothing differs.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>, <c>future_date</c>,
    /// <c>transfer_entry</c>.</returns>
    public Task<Result<TransactionInLedger>> UpdateAsync(Change change, TransactionId id, TransactionPatch patch, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<TransactionInLedger>(
            change,
            LedgerPart.Entries,
            async (draft, token) =>
            {
                var found = await FindAsync(draft, change, id, token);
                if (!found.IsOk)
                {
                    return found.Error;
                }

                var old = found.Value;
                var changed = TransactionEdits.Change(draft, old, patch);
                if (!changed.IsOk)
                {
                    return changed.Error;
                }

                if (TransactionEdits.SaysTheSame(draft.Owner, old, changed.Value))
                {
                    return draft.Show(old);
                }

                var before = TransactionRow.Write(draft.Owner, old);
                var written = await draft.ReplaceAsync(old, changed.Value, token);
                draft.Record("transaction.updated", old.Id.ToString(), before, TransactionRow.Write(draft.Owner, written));
                return draft.Show(written);
            },
            cancellationToken);

    /// <summary>Deletes a transaction; one that was imported leaves its key behind, so that its statement does not bring it back.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>transfer_entry</c>.</returns>
    public Task<Result<DeletedTransaction>> DeleteAsync(Change change, TransactionId id, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<DeletedTransaction>(
            change,
            LedgerPart.Entries,
            async (draft, token) =>
            {
                var found = await FindAsync(draft, change, id, token);
                if (!found.IsOk)
                {
                    return found.Error;
                }

                var old = found.Value;
                if (TransactionEdits.RefusalToDelete(old) is { } refusal)
                {
                    return refusal;
                }

                await draft.RemoveAsync(old, TransactionEdits.LeavesTombstone(old), token);
                draft.Record("transaction.deleted", old.Id.ToString(), TransactionRow.Write(draft.Owner, old), null);
                var chart = draft.Shown;
                var accounts = BalanceEffect.Of(old).Select(effect => chart.AccountNow(effect.AccountId)).DistinctBy(account => account.Id);
                return new DeletedTransaction(old.Id, [.. accounts]);
            },
            cancellationToken);

    private static async Task<Result<Transaction>> FindAsync(LedgerDraft draft, Change change, TransactionId id, CancellationToken cancellationToken)
    {
        var transaction = await draft.FindTransactionAsync(id, cancellationToken);
        if (transaction is null)
        {
            return Errors.NotFound(Noun);
        }

        return change.IfMatch?.Accepts(transaction.Version) == false ? Errors.PreconditionFailed() : transaction;
    }
}
