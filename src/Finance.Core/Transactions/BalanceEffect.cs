namespace Finance.Core.Transactions;

/// <summary>What a transaction does to the balance of one account.</summary>
/// <param name="Minor">Signed minor units in the account's currency.</param>
public readonly record struct BalanceEffect(string AccountId, long Minor)
{
    /// <summary>One effect, or two for a transfer.</summary>
    public static IReadOnlyList<BalanceEffect> Of(Transaction transaction) => transaction.Type switch
    {
        TransactionType.Income => [new(transaction.AccountId, transaction.Amount.Minor)],
        TransactionType.Expense => [new(transaction.AccountId, -transaction.Amount.Minor)],
        _ => [new(transaction.AccountId, -transaction.Amount.Minor), new(transaction.ToAccountId!, transaction.ToAmount!.Value.Minor)],
    };

    /// <summary>What a transaction does to an account, those merged into it included.</summary>
    internal static Money On(Ledgers.Chart chart, Accounts.Account account, Transaction transaction) => new(
        Of(transaction).Where(effect => chart.AccountNow(effect.AccountId).Id == account.Id).Sum(effect => effect.Minor), account.Currency);
}
