using Finance.Core.Accounts;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>A transaction on its way into a page.</summary>
internal sealed class ListingEntry
{
    internal ListingEntry(Transaction transaction, ListingScope scope)
    {
        Transaction = transaction;
        Position = transaction.Id.PositionOn(transaction.Date);
        Account = scope.Account ?? scope.Ledger.Chart.AccountNow(transaction.AccountId);
        ToAccount = scope.Account is null && transaction.ToAccountId is { } to ? scope.Ledger.Chart.AccountNow(to) : null;
    }

    internal Transaction Transaction { get; set; }

    /// <summary>Where it stands among all transactions, newest first.</summary>
    internal string Position { get; }

    /// <summary>Whose balance the listing tells.</summary>
    internal Account Account { get; }

    internal Account? ToAccount { get; }

    /// <summary>Minor units.</summary>
    internal long Balance { get; set; }

    internal long ToBalance { get; set; }

    internal ListedTransaction ToListed(Chart chart) => new(
        new TransactionInLedger(Transaction, chart),
        new Money(Balance, Account.Currency),
        ToAccount is null ? null : new Money(ToBalance, ToAccount.Currency));
}
