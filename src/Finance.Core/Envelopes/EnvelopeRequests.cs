namespace Finance.Core.Envelopes;

/// <summary>Which month of envelopes is looked at; nothing is the current one, with all that is entered in it.</summary>
/// <param name="Month">Null for the month of <paramref name="On"/>.</param>
/// <param name="On">Entries dated after that day do not count; null for every entry up to the end of the month.</param>
public sealed record EnvelopeQuery(Month? Month = null, DateOnly? On = null);

/// <summary>Money to be moved from one envelope to another.</summary>
/// <param name="Month">Null for the current one.</param>
/// <param name="From">A category; or <see cref="Uncategorised"/>, where a deleted category has left something.</param>
/// <param name="To">A category.</param>
public sealed record EnvelopeMove(Month? Month, string From, string To, AmountText Amount)
{
    /// <summary>Names the envelope of what is in no category.</summary>
    public const string Uncategorised = Transactions.Listing.TransactionFilter.Uncategorised;
}

/// <summary>What all envelopes of a month are to be filled with.</summary>
public enum AssignRule
{
    /// <summary>What was assigned in the month before.</summary>
    LastMonth,

    /// <summary>What was spent in a month, on the average of some months before.</summary>
    Average,

    /// <summary>What brings the envelope to its category's budget limit; none is taken away from one that holds more.</summary>
    Targets,
}

/// <param name="Month">Null for the current one.</param>
/// <param name="Months">How many months an average is of; null for 3. For <see cref="AssignRule.Average"/> only.</param>
public sealed record AssignRequest(Month? Month, AssignRule Rule, int? Months = null);
