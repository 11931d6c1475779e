using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Audits;

/// <summary>What is wrong with a stored transaction by itself.</summary>
internal static class TransactionCheck
{
    /// <summary>The transaction of a row; null where the row cannot be read.</summary>
    internal static Transaction? TryRead(Row row)
    {
        try
        {
            return TransactionRow.Read(row);
        }
        catch (Exception damage) when (RowDamage.Is(damage))
        {
            return null;
        }
    }

    /// <summary>Whether the sums can hold the transaction: it names accounts and categories of the ledger, in their currencies.</summary>
    internal static bool CanBeCounted(Transaction transaction, Chart chart) =>
        Enum.IsDefined(transaction.Type)
        && IsIn(chart, transaction.AccountId, transaction.Amount)
        && (transaction.Type != TransactionType.Transfer
            || (transaction.ToAccountId is { } to && transaction.ToAmount is { } arrives && IsIn(chart, to, arrives)))
        && transaction.Categories().All(id => id is null || chart.AllCategories.ContainsKey(id));

    /// <summary>What is stored and what it should be; null where nothing is wrong.</summary>
    internal static (string Stored, string Computed)? Fault(Transaction transaction)
    {
        if (transaction.Amount.Minor <= 0)
        {
            return ($"an amount of {transaction.Amount}", "above zero");
        }

        if (GoalLinks.Left(transaction).Minor < 0)
        {
            return ($"{transaction.Amount - GoalLinks.Left(transaction)} for goals", $"at most {transaction.Amount}");
        }

        var parts = transaction.Splits.Aggregate(Money.Zero(transaction.Amount.Currency), (sum, split) => sum + split.Amount);
        return transaction.Splits.Count > 0 && parts != transaction.Amount
            ? ($"splits of {parts}", $"splits of {transaction.Amount}")
            : null;
    }

    private static bool IsIn(Chart chart, string accountId, Money amount) =>
        chart.AllAccounts.ContainsKey(accountId) && chart.AccountNow(accountId).Currency == amount.Currency;
}
