using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Accounts;

/// <summary>An account as its ledger stands.</summary>
/// <param name="IsDefault">Entries that name no account go there.</param>
public sealed record AccountInLedger(Account Account, bool IsDefault);

/// <summary>An account that is gone.</summary>
/// <param name="MovedTo">The account that took its entries over, as it is now; null where there was none to take over.</param>
/// <param name="MovedCount">Entries that count there now.</param>
/// <param name="MovedNet">What they added to its balance. The opening balance of the deleted account is in no account any more.</param>
/// <param name="DefaultAccountId">The account that entries without one go to now.</param>
public sealed record DeletedAccount(string Id, Account? MovedTo, long MovedCount, Money MovedNet, string DefaultAccountId);

/// <summary>Opens, reads, changes, closes and deletes accounts.</summary>
public sealed class AccountService(LedgerStore ledgers)
{
    private const string Noun = "account";

    /// <returns>
    /// Errors: <c>validation_failed</c>, <c>account_name_taken</c>, <c>account_number_taken</c>, <c>too_many_accounts</c>.
    /// </returns>
    public Task<Result<AccountInLedger>> CreateAsync(Change change, NewAccount asked, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(change, LedgerPart.Everything, (draft, _) => Task.FromResult(Create(draft, asked)), cancellationToken);

    /// <summary>Every account that was not deleted, oldest first, the closed ones too.</summary>
    public async Task<Result<IReadOnlyList<AccountInLedger>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        return ledger.Map<IReadOnlyList<AccountInLedger>>(
            snapshot => [.. snapshot.Chart.Accounts.Select(account => InLedger(account, snapshot))]);
    }

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<AccountInLedger>> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        return ledger.Then<AccountInLedger>(snapshot => snapshot.Chart.FindAccount(id) is { } account
            ? InLedger(account, snapshot)
            : Errors.NotFound(Noun));
    }

    /// <summary>Changes the fields that the patch names; nothing is written when nothing differs.</summary>
    /// <returns>
    /// Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>, <c>account_name_taken</c>,
    /// <c>account_number_taken</c>, <c>last_account</c>.
    /// </returns>
    public Task<Result<AccountInLedger>> UpdateAsync(Change change, string id, AccountPatch patch, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(change, LedgerPart.Everything, (draft, _) => Task.FromResult(Update(draft, change, id, patch)), cancellationToken);

    /// <summary>
    /// Removes an account without entries. One that has some is merged into <paramref name="moveTo"/>: they keep the id they were made with
    /// and count there from now on, in one commit whatever their number.
    /// </summary>
    /// <returns>
    /// Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>account_has_transactions</c>, <c>account_has_recurring</c>, <c>last_account</c>,
    /// <c>validation_failed</c>.
    /// </returns>
    public Task<Result<DeletedAccount>> DeleteAsync(Change change, string id, string? moveTo, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(change, LedgerPart.Everything, (draft, _) => Task.FromResult(Delete(draft, change, id, moveTo)), cancellationToken);

    /// <summary>An account that is there and of a version that the request accepts.</summary>
    internal static Result<Account> Find(LedgerDraft draft, Change change, string id)
    {
        var account = draft.Chart.FindAccount(id);
        if (account is null)
        {
            return Errors.NotFound(Noun);
        }

        return change.IfMatch?.Accepts(account.Version) == false ? Errors.PreconditionFailed() : account;
    }

    private static AccountInLedger InLedger(Account account, LedgerSnapshot ledger) =>
        new(account, account.Id == ledger.Profile.DefaultAccountId);

    private static Result<AccountInLedger> Create(LedgerDraft draft, NewAccount asked)
    {
        if (draft.Chart.Accounts.Count() >= AccountRules.MaxAccounts)
        {
            return Errors.TooManyAccounts(AccountRules.MaxAccounts);
        }

        var opened = AccountRules.Open(draft, asked);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        draft.Put(opened.Value);
        draft.Record("account.created", opened.Value.Id, null, AccountRow.Write(draft.Owner, opened.Value));
        return new AccountInLedger(opened.Value, false);
    }

    private static Result<AccountInLedger> Update(LedgerDraft draft, Change change, string id, AccountPatch patch)
    {
        var found = Find(draft, change, id);
        var applied = found.Then(account => AccountRules.Apply(draft, account, patch));
        if (!applied.IsOk)
        {
            return applied.Error;
        }

        var (old, changed) = (found.Value, applied.Value);
        if (changed != old)
        {
            if (old.ClosedAt is null && changed.ClosedAt is not null && StandIn(draft, id) is { IsOk: false } alone)
            {
                return alone.Error;
            }

            draft.Put(changed);
            draft.Record("account.updated", id, AccountRow.Write(draft.Owner, old), AccountRow.Write(draft.Owner, changed));
        }

        return new AccountInLedger(changed, id == draft.Head.Profile.DefaultAccountId);
    }

    private static Result<DeletedAccount> Delete(LedgerDraft draft, Change change, string id, string? moveTo)
    {
        var found = Find(draft, change, id);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var account = found.Value;
        var target = moveTo is null ? null : draft.Chart.FindAccount(moveTo);
        if (moveTo is not null && Refusal(account, target) is { } refusal)
        {
            return Errors.Validation("move_to", refusal);
        }

        if (target is null && account.TransactionCount > 0)
        {
            return Errors.AccountHasTransactions(account.TransactionCount);
        }

        var recurring = target is null ? draft.Plans.Templates.Count(template => EntersInto(draft.Chart, template.Transaction, id)) : 0;
        if (recurring > 0)
        {
            return Errors.AccountHasRecurring(recurring);
        }

        var standIn = StandIn(draft, id);
        if (!standIn.IsOk)
        {
            return standIn.Error;
        }

        var taker = target is null ? null : Merge(draft, account, target);
        if (taker is null)
        {
            draft.Delete(account);
        }

        draft.Record("account.deleted", id, [.. Deleted(draft, account), .. Taken(draft, target)]);
        return new DeletedAccount(
            id,
            taker,
            account.TransactionCount,
            new Money(account.History.Net, account.Currency),
            standIn.Value);
    }

    private static bool EntersInto(Chart chart, Transaction entry, string accountId) =>
        chart.AccountNow(entry.AccountId).Id == accountId
        || (entry.ToAccountId is { } to && chart.AccountNow(to).Id == accountId);

    private static string? Refusal(Account account, Account? target)
    {
        if (target is null)
        {
            return "names no account of this ledger.";
        }

        if (target.Id == account.Id)
        {
            return "must be another account than the one that is deleted.";
        }

        return target.Currency == account.Currency
            ? null
            : $"must name an account in {account.Currency}, as the one that is deleted; this one is in {target.Currency}.";
    }

    private static Account Merge(LedgerDraft draft, Account account, Account target)
    {
        var taker = target with
        {
            Balance = target.Balance + new Money(account.History.Net, account.Currency),
            History = target.History.Add(account.History),
            // The entries that arrive were in no statement of this account.
            Reconciled = account.TransactionCount == 0 ? target.Reconciled : null,
            Version = draft.Version,
        };
        draft.Put(taker);
        draft.Put(account with
        {
            MergedInto = target.Id,
            Balance = account.OpeningBalance,
            History = BalanceHistory.Empty,
            Reconciled = null,
            Version = draft.Version,
        });
        return taker;
    }

    /// <summary>The account and, where it goes altogether, those that were merged into it.</summary>
    private static IEnumerable<AuditedRow> Deleted(LedgerDraft draft, Account account) => draft.Before.Chart.IdsOfAccount(account.Id)
        .Where(id => id == account.Id || !draft.Chart.AllAccounts.ContainsKey(id))
        .OrderBy(id => id != account.Id)
        .Select(id => new AuditedRow(
            AccountRow.Write(draft.Owner, draft.Before.Chart.AllAccounts[id]),
            draft.Chart.AllAccounts.TryGetValue(id, out var merged) ? AccountRow.Write(draft.Owner, merged) : null));

    private static IEnumerable<AuditedRow> Taken(LedgerDraft draft, Account? target) => target is null
        ? []
        : [new AuditedRow(AccountRow.Write(draft.Owner, target), AccountRow.Write(draft.Owner, draft.Chart.AllAccounts[target.Id]))];

    /// <summary>
    /// Where entries without an account go once this one is closed or gone; the profile follows where it was this one. A ledger without an
    /// open account could take no entry.
    /// </summary>
    private static Result<string> StandIn(LedgerDraft draft, string id)
    {
        var next = draft.Chart.Accounts.FirstOrDefault(other => other.Id != id && other.ClosedAt is null);
        if (next is null && draft.Chart.FindAccount(id) is { ClosedAt: null })
        {
            return Errors.LastAccount();
        }

        var profile = draft.Head.Profile;
        if (profile.DefaultAccountId != id || next is null)
        {
            return profile.DefaultAccountId;
        }

        draft.Put(profile with { DefaultAccountId = next.Id, Version = draft.Version });
        return next.Id;
    }
}
