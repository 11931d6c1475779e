namespace Finance.Core.Transactions.Listing;

/// <summary>The properties of transaction rows that a reading needs; the fewer, the less the store has to write and we to read.</summary>
internal static class RowSelection
{
    /// <summary>What a transaction does to balances.</summary>
    internal static readonly IReadOnlyList<string> Effects =
    [
        TransactionRow.TypeProperty, TransactionRow.AccountProperty, TransactionRow.AmountProperty, TransactionRow.ToAccountProperty,
        TransactionRow.ToAmountProperty, "Version", "UpdatedAt",
    ];

    /// <summary>What tells whether a transaction is in a listing, and what it does to balances.</summary>
    internal static IReadOnlyList<string> ToDecide(ListingScope scope, bool byCategory)
    {
        List<string> properties = [.. Effects, "Id", "Currency", "ToCurrency", "CreatedAt"];
        if (byCategory || scope.IsOfCategory || scope.IsOfPart)
        {
            properties.AddRange([TransactionRow.CategoryProperty, "Splits"]);
        }

        if (scope.Filter.Tag is not null || scope.Search is not null)
        {
            properties.Add("Tags");
        }

        if (scope.Search is not null)
        {
            properties.AddRange(["Payee", "Description", "Notes"]);
        }

        if (scope.Filter.ImportId is not null)
        {
            properties.Add(TransactionRow.ImportProperty);
        }

        return properties;
    }
}
