using Finance.Core.Accounts;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>A transaction on its way into a page.</summary>
internal sealed class ListingEntry
{
    private readonly LedgerSnapshot _ledger;

    internal ListingEntry(Transaction transaction, ListingScope scope)
    {
        _ledger = scope.Shown;
        Transaction = transaction;
        Position = transaction.Id.PositionOn(transaction.Date);
        var chart = scope.Ledger.Chart;
        Account = scope.Account ?? chart.AccountNow(transaction.AccountId);
        ToAccount = scope.Account is null && transaction.ToAccountId is { } to ? chart.AccountNow(to) : null;
    }

    /// <summary>As whoever asks may know it, whatever it is set to.</summary>
    internal Transaction Transaction
    {
        get;
        set => field = _ledger.Show(value) ?? throw new InvalidOperationException("Nothing of the entry is shown.");
    }

    /// <summary>Where it stands among all transactions, newest first.</summary>
    internal string Position { get; }

    /// <summary>Whose balance the listing tells.</summary>
    internal Account Account { get; }

    internal Account? ToAccount { get; }

    /// <summary>Minor units.</summary>
    internal long Balance { get; set; }

    internal long ToBalance { get; set; }

    internal ListedTransaction ToListed() => new(
        new TransactionInLedger(Transaction, _ledger.Chart),
        _ledger.Shared is null ? new Money(Balance, Account.Currency) : null,
        _ledger.Shared is not null || ToAccount is null ? null : new Money(ToBalance, ToAccount.Currency));
}
