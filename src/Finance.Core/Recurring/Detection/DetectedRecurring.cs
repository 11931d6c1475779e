using Finance.Core.Transactions;

namespace Finance.Core.Recurring.Detection;

/// <summary>Something that recurs in the history and that no template enters.</summary>
public sealed record DetectedRecurring
{
    /// <summary>Stays the same while the thing does: who is paid, from where, in which rhythm.</summary>
    public required string Id { get; init; }

    /// <summary>As the last entry names it.</summary>
    public required string Name { get; init; }

    public required TransactionType Type { get; init; }

    public required string AccountId { get; init; }

    public string? ToAccountId { get; init; }

    public string? Payee { get; init; }

    /// <summary>The category of the last entry that has one.</summary>
    public string? CategoryId { get; init; }

    public required RecurrenceFrequency Frequency { get; init; }

    public required int Interval { get; init; }

    /// <summary>What the next one will be, as far as can be told.</summary>
    public required Money Amount { get; init; }

    /// <summary>For a transfer into another currency, what arrived last.</summary>
    public Money? ToAmount { get; init; }

    public required Money AmountMin { get; init; }

    public required Money AmountMax { get; init; }

    public required DateOnly LastDate { get; init; }

    /// <summary>When the one after the last entry is due; shortly past where it is late.</summary>
    public required DateOnly NextDate { get; init; }

    /// <summary>From 0 to 1, to two decimals: by how regular days and amounts are, and how often they came.</summary>
    public required decimal Confidence { get; init; }

    /// <summary>Whether it looks like a subscription: an expense of a fixed price, monthly or rarer, that is no basic need.</summary>
    public required bool IsSubscription { get; init; }

    /// <summary>The entries, earliest first.</summary>
    public required IReadOnlyList<TransactionId> Evidence { get; init; }

    /// <summary>What would go on from here.</summary>
    public required NewTemplate Template { get; init; }
}
