namespace Finance.Core.Transactions.Listing;

/// <summary>Which transactions of a ledger are meant; what is null does not narrow them down.</summary>
public sealed record TransactionFilter
{
    /// <summary>In place of a category's id: what is in none, whole or in part. Transfers, which never are in one, do not count.</summary>
    public const string Uncategorised = "none";

    /// <summary>First day, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Entries of the account and of those merged into it, transfers at either end.</summary>
    public string? AccountId { get; init; }

    /// <summary>Entries of the category and of those below it, whole or in part; or <see cref="Uncategorised"/>.</summary>
    public string? CategoryId { get; init; }

    public TransactionType? Type { get; init; }

    /// <summary>In major units of whatever currency a transaction is in.</summary>
    public decimal? MinAmount { get; init; }

    /// <inheritdoc cref="MinAmount"/>
    public decimal? MaxAmount { get; init; }

    /// <summary>A tag exactly as written.</summary>
    public string? Tag { get; init; }

    /// <summary>
    /// Words, each of which occurs in payee, description, notes or a tag, whatever the case and the accents, or begins the amount.
    /// </summary>
    public string? Text { get; init; }

    public string? ImportId { get; init; }
}

/// <summary>The order of a listing. Equals are newest first.</summary>
public enum TransactionSort
{
    /// <summary>Newest day first; within a day, latest entry first.</summary>
    NewestFirst,

    /// <summary>The exact reverse of <see cref="NewestFirst"/>.</summary>
    OldestFirst,

    /// <summary>By the number of the amount, whatever its currency.</summary>
    LargestFirst,

    /// <inheritdoc cref="LargestFirst"/>
    SmallestFirst,

    /// <summary>By the category's name, of a split transaction its first one; uncategorised last.</summary>
    Category,

    /// <summary>By the category's name from the last to the first; uncategorised last all the same.</summary>
    CategoryDescending,
}

/// <summary>How clients write an order.</summary>
public static class TransactionSortText
{
    private static readonly Dictionary<string, TransactionSort> ByText = new(StringComparer.Ordinal)
    {
        ["-date"] = TransactionSort.NewestFirst,
        ["date"] = TransactionSort.OldestFirst,
        ["-amount"] = TransactionSort.LargestFirst,
        ["amount"] = TransactionSort.SmallestFirst,
        ["category"] = TransactionSort.Category,
        ["-category"] = TransactionSort.CategoryDescending,
    };

    /// <summary>Every order that can be asked for.</summary>
    public static IReadOnlyCollection<string> All => ByText.Keys;

    public static bool TryParse(string text, out TransactionSort sort) => ByText.TryGetValue(text, out sort);
}
