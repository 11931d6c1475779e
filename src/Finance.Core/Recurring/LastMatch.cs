namespace Finance.Core.Recurring;

/// <summary>The latest import that was matched to an occurrence of a template.</summary>
/// <param name="Minor">The bank's amount, in minor units of the template's currency.</param>
/// <param name="TransactionId">The entry that holds it.</param>
public sealed record LastMatch(DateOnly Date, long Minor, string TransactionId);
