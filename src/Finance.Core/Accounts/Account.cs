namespace Finance.Core.Accounts;

public enum AccountType
{
    Checking,
    Savings,
    Credit,
    Investment,
    Cash,
    Loan,
}

/// <summary>
/// An account of a ledger. <see cref="Balance"/> is always the opening balance plus every entry; <see cref="History"/> says the same month
/// by month.
/// </summary>
public sealed record Account
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required AccountType Type { get; init; }

    public required Currency Currency { get; init; }

    public required Money OpeningBalance { get; init; }

    public required Money Balance { get; init; }

    /// <summary>The bank's own number of the account, by which a statement of several accounts finds it.</summary>
    public string? Number { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The account that took over when this one was deleted; its entries count there.</summary>
    public string? MergedInto { get; init; }

    public Reconciliation? Reconciled { get; init; }

    /// <summary>What the user was told of a balance that is going to be low; null where nothing was.</summary>
    public LowBalanceMark? Low { get; init; }

    /// <summary>Whoever asked is not to know what the account holds: balances are zero here, and no answer shows them.</summary>
    public bool IsBalanceHidden { get; init; }

    public BalanceHistory History { get; init; } = BalanceHistory.Empty;

    /// <summary>The version of the ledger that last changed this account by name, not by an entry or an alert.</summary>
    public long Version { get; init; }

    /// <summary>Transactions that touch the account, transfers at either end.</summary>
    public long TransactionCount => History.Count;

    public bool IsDeleted => MergedInto is not null;
}

/// <summary>The account agreed with the bank: every entry dated up to that day and made before that entry number is cleared.</summary>
/// <param name="Entry">The ledger's next entry number at the time: entries made later are not cleared.</param>
/// <param name="Count">Entries of the account dated up to that day, all of which were cleared.</param>
public sealed record Reconciliation(DateOnly StatementDate, Money StatementBalance, long Entry, long Count)
{
    public bool Covers(Transactions.Transaction transaction) => transaction.Date <= StatementDate && transaction.Id.Entry < Entry;
}
