namespace Finance.Core.Transactions;

public enum TransactionType
{
    Income,
    Expense,
    Transfer,
}

/// <summary>
/// One entry of a ledger. <see cref="Amount"/> is positive, in the currency of <see cref="AccountId"/>; the type says which way it goes.
/// An income in an expense category is a refund, an expense in an income category a repayment: each lowers what the category holds. A transfer is
/// neither income nor expense.
/// </summary>
public sealed record Transaction
{
    public required TransactionId Id { get; init; }

    public required DateOnly Date { get; init; }

    public required TransactionType Type { get; init; }

    public required Money Amount { get; init; }

    /// <summary>The account that the entry is in; for a transfer, the one the money leaves.</summary>
    public required string AccountId { get; init; }

    /// <summary>For a transfer, where the money arrives.</summary>
    public string? ToAccountId { get; init; }

    /// <summary>For a transfer, what arrives, in the currency of that account.</summary>
    public Money? ToAmount { get; init; }

    /// <summary>What the entry was in the currency it was made in, where that is another than the account's. No transfer has it.</summary>
    public Money? Foreign { get; init; }

    public string? CategoryId { get; init; }

    public string? Description { get; init; }

    public string? Payee { get; init; }

    public string? Notes { get; init; }

    public string? PaymentMethod { get; init; }

    public string? Location { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, CustomValue> CustomFields { get; init; } = NoCustomFields;

    /// <summary>Parts of the amount by category; empty when all of it is in <see cref="CategoryId"/>.</summary>
    public IReadOnlyList<Split> Splits { get; init; } = [];

    /// <summary>The import that brought the entry.</summary>
    public string? ImportId { get; init; }

    /// <summary>The bank's own id of the entry.</summary>
    public string? BankId { get; init; }

    /// <summary>The recurring template that made the entry.</summary>
    public string? RecurringId { get; init; }

    /// <summary>The file that is attached to the entry.</summary>
    public Receipts.Receipt? Receipt { get; init; }

    /// <summary>The transfer between users that the entry is one side of: the sender's is an expense, the receiver's an income.</summary>
    public string? TransferId { get; init; }

    /// <summary>What of the amount goes to goals, oldest link first; together at most the amount.</summary>
    public IReadOnlyList<Goals.GoalLink> Goals { get; init; } = [];

    /// <summary>The id that the row of a statement would have had which was found to be this entry; it leads here.</summary>
    public TransactionId? MatchedAs { get; init; }

    /// <summary>Only a part of what was entered, because more of it is not shared with whoever asked.</summary>
    public bool IsPartial { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version of the ledger that last changed this entry.</summary>
    public long Version { get; init; }

    internal static IReadOnlyDictionary<string, CustomValue> NoCustomFields { get; } = new Dictionary<string, CustomValue>();

    /// <summary>The categories the entry counts in, with what counts there.</summary>
    public IEnumerable<(string? CategoryId, long Minor)> Parts() =>
        Splits.Count == 0 ? [(CategoryId, Amount.Minor)] : Splits.Select(split => (split.CategoryId, split.Amount.Minor));

    /// <summary>The categories the entry counts in, each once; null for uncategorised.</summary>
    public IEnumerable<string?> Categories() =>
        Splits.Count == 0 ? [CategoryId] : Splits.Select(split => split.CategoryId).Distinct(StringComparer.Ordinal);
}

/// <summary>A part of a transaction's amount; the parts of a transaction add up to it exactly.</summary>
public sealed record Split(string? CategoryId, Money Amount, string? Notes);

public enum CustomKind
{
    Text,
    Number,
    Date,
    Boolean,
}

/// <summary>The value of a custom field.</summary>
/// <param name="Text">The value as written: a number's digits, <c>YYYY-MM-DD</c>, <c>true</c> or <c>false</c>.</param>
public sealed record CustomValue(CustomKind Kind, string Text);
