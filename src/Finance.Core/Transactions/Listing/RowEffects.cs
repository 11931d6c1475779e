using Finance.Core.Storage;

namespace Finance.Core.Transactions.Listing;

/// <summary>What a transaction does to balances, from as much of its row as <see cref="RowSelection.Effects"/> selects.</summary>
internal static class RowEffects
{
    internal static IEnumerable<BalanceEffect> Of(Row row)
    {
        var amount = row.Long(TransactionRow.AmountProperty);
        var type = (TransactionType)row.Int(TransactionRow.TypeProperty);
        yield return new BalanceEffect(row.Text(TransactionRow.AccountProperty), type == TransactionType.Income ? amount : -amount);
        if (type == TransactionType.Transfer)
        {
            yield return new BalanceEffect(row.Text(TransactionRow.ToAccountProperty), row.Long(TransactionRow.ToAmountProperty));
        }
    }
}
