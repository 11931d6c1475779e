using Finance.Core.Transactions;

namespace Finance.Core.Audit;

/// <summary>What a commit can change of a ledger, as clients know it. Stored by number: what is new goes to the end.</summary>
public enum ThingKind
{
    Transaction,
    Account,
    Category,
    Budget,
    Recurring,
    Webhook,
    Goal,
    Contribution,
    Import,
    ImportProfile,
    Notification,

    /// <summary>What is assigned in a year; the id is currency and year.</summary>
    Envelopes,

    /// <summary>Something that recurs in the history and is not to be offered as a template.</summary>
    Detected,

    /// <summary>The rates that the user knows better, all of them.</summary>
    Rates,

    /// <summary>Profile and settings; the id is the user's.</summary>
    User,

    /// <summary>What another user may do with the ledger.</summary>
    Grant,

    /// <summary>Money sent to another user, or by one.</summary>
    Transfer,
}

/// <summary>Stored by number, as <see cref="ThingKind"/> is.</summary>
public enum ThingFate
{
    Created,
    Updated,
    Deleted,
}

/// <summary>One thing that a commit has changed.</summary>
/// <param name="Id">As the thing's own routes name it.</param>
public sealed record ThingChange(ThingKind Kind, string Id, ThingFate Fate)
{
    /// <summary>The goal of a contribution; null for everything else.</summary>
    public string? ParentId { get; init; }

    /// <summary>Where a transaction lay before the commit; null for one that was created, and for everything else.</summary>
    public EntryPlace? Before { get; init; }

    /// <summary>Where it lies after the commit; null for one that was deleted, and for everything else.</summary>
    public EntryPlace? After { get; init; }
}

/// <summary>What tells whether a transaction belongs to a part of the ledger, without reading it.</summary>
/// <param name="CategoryIds">As the entry names them: several of one that is split, none of one that is uncategorised.</param>
public sealed record EntryPlace(TransactionType Type, IReadOnlyList<string> CategoryIds)
{
    internal static EntryPlace? Of(Transaction? transaction) => transaction is null
        ? null
        : new EntryPlace(
            transaction.Type,
            transaction.Splits.Count > 0
                ? [.. transaction.Splits.Select(split => split.CategoryId).OfType<string>().Distinct(StringComparer.Ordinal)]
                : transaction.CategoryId is { } id ? [id] : []);
}
