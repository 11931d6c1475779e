namespace Finance.Core.Transactions.Listing;

/// <summary>A transaction in a listing.</summary>
/// <param name="RunningBalance">
/// The balance, right after the entry, of the account that the list is of or, in a list of all accounts, of the one the entry is in; null
/// where whoever asks may not know it.
/// </param>
/// <param name="ToRunningBalance">For a transfer in a list of all accounts: the balance of the account where the money arrived.</param>
public sealed record ListedTransaction(TransactionInLedger Entry, Money? RunningBalance, Money? ToRunningBalance);

/// <summary>A part of a listing.</summary>
/// <param name="Items">
/// At most as many as asked for. Fewer, even none, with a <paramref name="Next"/>, where a search went through as many rows as one request
/// may.
/// </param>
/// <param name="Next">Where the next page begins, in the listing's own words; null at the end.</param>
/// <param name="TotalCount">Transactions under the filter; null where only reading more rows than one request may would tell.</param>
/// <param name="LedgerVersion">The version of the ledger that the page shows.</param>
public sealed record TransactionPage(IReadOnlyList<ListedTransaction> Items, string? Next, long? TotalCount, long LedgerVersion);
