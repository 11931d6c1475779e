using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Envelopes;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Envelopes;

/// <summary>Envelopes as clients see them.</summary>
internal static class EnvelopeAnswers
{
    internal static Answer<EnvelopeMonthJson> Found(EnvelopeMonth month) => Answer.Ok(EnvelopeMonthJson.Of(month), month.Version);

    internal static Answer<EnvelopeMonthJson> Changed(ChangedEnvelopes changed) => Answer.Ok(
        EnvelopeMonthJson.Of(changed.Month) with { Changed = changed.Changed },
        changed.Month.Version);
}

/// <param name="Through">The last day whose entries count.</param>
/// <param name="ToAssign"><c>carried_to_assign + income + transfers − assigned</c>.</param>
/// <param name="Available">Of all items; with <paramref name="ToAssign"/> it makes <paramref name="Cash"/>.</param>
internal sealed record EnvelopeMonthJson(
    Month Month,
    DateOnly Through,
    Currency Currency,
    Money ToAssign,
    Money CarriedToAssign,
    Money Income,
    Money Transfers,
    Money Assigned,
    Money Activity,
    Money Available,
    Money Cash,
    IReadOnlyList<EnvelopeJson> Items)
{
    /// <summary>Only changes tell it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EnvelopeChange>? Changed { get; init; }

    internal static EnvelopeMonthJson Of(EnvelopeMonth month) => new(
        month.Month,
        month.Through,
        month.Currency,
        month.ToAssign,
        month.CarriedToAssign,
        month.Income,
        month.Transfers,
        month.Assigned,
        month.Activity,
        month.Available,
        month.Cash,
        [.. month.Items.Select(EnvelopeJson.Of)]);
}

/// <param name="CategoryId">Null for what is in no category.</param>
internal sealed record EnvelopeJson(
    string? CategoryId,
    string? Name,
    string? ParentId,
    Money Carried,
    Money Assigned,
    Money Activity,
    Money Available,
    Money? Target)
{
    internal static EnvelopeJson Of(Envelope envelope) => new(
        envelope.Category?.Id,
        envelope.Category?.Name,
        envelope.Category?.ParentId,
        envelope.Carried,
        envelope.Assigned,
        envelope.Activity,
        envelope.Available,
        envelope.Target);
}
