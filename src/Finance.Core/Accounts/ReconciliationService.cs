using Finance.Core.Ledgers;

namespace Finance.Core.Accounts;

/// <summary>What a statement says about an account.</summary>
/// <param name="Balance">As printed; negative where the account owes.</param>
public sealed record Statement(DateOnly Date, AmountText Balance);

/// <summary>How an account stands against a statement.</summary>
/// <param name="Balance">Of the account at the end of the statement's day.</param>
/// <param name="Difference">Statement minus account; zero where they agree.</param>
/// <param name="ClearedCount">Entries that this statement covers; 0 where it does not agree.</param>
/// <param name="Uncleared">Where they do not agree: the entries up to the day that no earlier statement covers.</param>
public sealed record ReconciliationOutcome(
    Account Account,
    DateOnly StatementDate,
    Money StatementBalance,
    Money Balance,
    Money Difference,
    long ClearedCount,
    UnclearedEntries Uncleared)
{
    public bool IsReconciled => Difference.Minor == 0;
}

/// <summary>Compares accounts with their statements.</summary>
public sealed class ReconciliationService(LedgerStore ledgers)
{
    /// <summary>
    /// Compares the account at the end of a day with its statement. Where they agree, what was entered up to that day is cleared: one
    /// commit, however many entries. Where they do not, nothing is written.
    /// </summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public async Task<Result<ReconciliationOutcome>> ReconcileAsync(
        Change change,
        string id,
        Statement statement,
        CancellationToken cancellationToken)
    {
        LedgerSnapshot? ledger = null;
        var compared = await ledgers.ChangeAsync(
            change,
            LedgerPart.Everything,
            (draft, token) =>
            {
                ledger = draft.Before;
                return CompareAsync(draft, change, id, statement, token);
            },
            cancellationToken);
        if (!compared.IsOk || compared.Value.IsReconciled)
        {
            return compared;
        }

        var outcome = compared.Value;
        return outcome with
        {
            Uncleared = await UnclearedEntries.UpToAsync(ledgers.Reader, ledger!, outcome.Account, statement.Date, cancellationToken),
        };
    }

    private async Task<Result<ReconciliationOutcome>> CompareAsync(
        LedgerDraft draft,
        Change change,
        string id,
        Statement statement,
        CancellationToken cancellationToken)
    {
        var found = AccountService.Find(draft, change, id);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var account = found.Value;
        var errors = new FieldErrors();
        var stated = errors.Take(statement.Balance.Resolve(account.Currency));
        if (!LedgerDates.Holds(statement.Date))
        {
            var (first, last) = (LedgerDates.Format(LedgerDates.First), LedgerDates.Format(LedgerDates.Last));
            errors.Add("statement_date", $"must lie between {first} and {last}.");
        }

        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        var there = await AccountBalances.AtAsync(ledgers.Reader, draft.Before, account, statement.Date, cancellationToken);
        var outcome = new ReconciliationOutcome(
            account, statement.Date, stated, there.Balance, stated - there.Balance, 0, UnclearedEntries.None);
        return outcome.IsReconciled
            ? outcome with { Account = Clear(draft, account, statement.Date, there), ClearedCount = there.Count }
            : outcome;
    }

    private static Account Clear(LedgerDraft draft, Account account, DateOnly day, BalanceOnDay there)
    {
        var agreed = new Reconciliation(day, there.Balance, draft.Head.NextEntry, there.Count);
        // An older statement that agrees as well takes nothing back from a later one.
        if (agreed == account.Reconciled || account.Reconciled?.StatementDate > day)
        {
            return account;
        }

        var cleared = account with { Reconciled = agreed, Version = draft.Version };
        draft.Put(cleared);
        draft.Record("account.reconciled", account.Id, AccountRow.Write(draft.Owner, account), AccountRow.Write(draft.Owner, cleared));
        return cleared;
    }
}
