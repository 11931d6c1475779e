using System.Collections.Immutable;

namespace Finance.Core.Envelopes;

/// <summary>A month of one envelope.</summary>
/// <param name="CategoryId">The category as it was named; what became of it, the chart tells. Empty for uncategorised.</param>
public readonly record struct AssignedCell(Month Month, string CategoryId);

/// <summary>
/// What was assigned to envelopes, in one currency. What is available in them is never stored: it follows from this and the summaries, so
/// that an edit of an old month flows forward.
/// </summary>
/// <param name="Assigned">
/// Minor units; below zero where money that was carried into a month was moved out of the envelope. No zeros.
/// </param>
/// <param name="Version">The version of the ledger that last assigned anything; 0 before the first.</param>
public sealed record EnvelopePlan(Currency Currency, ImmutableDictionary<AssignedCell, long> Assigned, long Version)
{
    public static EnvelopePlan Empty(Currency currency) => new(currency, ImmutableDictionary<AssignedCell, long>.Empty, 0);

    /// <summary>The plan with something added to a cell, or taken from it.</summary>
    internal EnvelopePlan Add(AssignedCell cell, long minor)
    {
        var assigned = checked(Assigned.GetValueOrDefault(cell) + minor);
        return this with { Assigned = assigned == 0 ? Assigned.Remove(cell) : Assigned.SetItem(cell, assigned) };
    }
}
