using Finance.Core.Categories;

namespace Finance.Core.Envelopes;

/// <summary>An envelope in a month.</summary>
/// <param name="Category">An expense category; null for what is spent without one.</param>
/// <param name="Carried">What was available at the end of the month before; below zero where more was spent than there was.</param>
/// <param name="Activity">Refunds less what was spent, from budget accounts: below zero for spending.</param>
/// <param name="Target">The category's budget limit, where it is in the currency of the envelopes.</param>
public sealed record Envelope(Category? Category, Money Carried, Money Assigned, Money Activity, Money? Target)
{
    public Money Available => Carried + Assigned + Activity;
}

/// <summary>
/// The envelopes of a month, in the user's currency. Budget accounts are the checking, savings, cash and credit accounts in that currency,
/// closed ones too. Two things hold whatever is edited: <see cref="CarriedToAssign"/> + <see cref="Income"/> + <see cref="Transfers"/> −
/// <see cref="Assigned"/> = <see cref="ToAssign"/>, and what is available in all envelopes + <see cref="ToAssign"/> = <see cref="Cash"/>.
/// </summary>
public sealed record EnvelopeMonth
{
    public required Month Month { get; init; }

    /// <summary>The last day whose entries count: the month's own, or an earlier one where the month is looked at as of that.</summary>
    public required DateOnly Through { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What was left to assign at the end of the month before; opening balances count before the first month.</summary>
    public required Money CarriedToAssign { get; init; }

    /// <summary>What was earned in budget accounts: incomes less repayments of income categories, and incomes without a category.</summary>
    public required Money Income { get; init; }

    /// <summary>What came into budget accounts from accounts that are none, less what went there.</summary>
    public required Money Transfers { get; init; }

    /// <summary>What all budget accounts hold at the end of <see cref="Through"/>, told by their own balances.</summary>
    public required Money Cash { get; init; }

    /// <summary>Every expense category by name, and what is in none where there is anything.</summary>
    public required IReadOnlyList<Envelope> Items { get; init; }

    /// <summary>The version of the ledger that last assigned anything.</summary>
    public required long Version { get; init; }

    public Money Assigned => Sum(envelope => envelope.Assigned);

    public Money Activity => Sum(envelope => envelope.Activity);

    public Money Available => Sum(envelope => envelope.Available);

    /// <summary>Below zero where more was assigned than there was.</summary>
    public Money ToAssign => CarriedToAssign + Income + Transfers - Assigned;

    private Money Sum(Func<Envelope, Money> part) =>
        Items.Aggregate(Money.Zero(Currency), (sum, envelope) => sum + part(envelope));
}

/// <summary>What was assigned to an envelope in a month before and after a change.</summary>
/// <param name="CategoryId">Null for uncategorised.</param>
public sealed record EnvelopeChange(string? CategoryId, Money Before, Money After);

/// <summary>A month after a change of what is assigned in it.</summary>
/// <param name="Changed">Only envelopes whose assigned amount differs, by name.</param>
public sealed record ChangedEnvelopes(EnvelopeMonth Month, IReadOnlyList<EnvelopeChange> Changed);
