using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Recurring;
using Finance.Core.Recurring.Detection;
using Finance.Core.Transactions;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Recurring;

/// <summary>What was detected as clients see it.</summary>
internal static class DetectedAnswers
{
    internal static Answer<DismissalJson> Dismissed(Dismissal dismissal) => Answer.Ok(DismissalJson.Of(dismissal, isThere: true));

    internal static Answer<DismissalJson> Restored(Dismissal dismissal) => Answer.Ok(DismissalJson.Of(dismissal, isThere: false));
}

/// <param name="Dismissed">Whether it is kept from being offered now.</param>
/// <param name="Deleted">Only where the dismissal is gone.</param>
internal sealed record DismissalJson(
    string Id,
    string Name,
    bool Dismissed,
    DateTimeOffset DismissedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Deleted)
{
    internal static DismissalJson Of(Dismissal dismissal, bool isThere) =>
        new(dismissal.Id, dismissal.Name, isThere, dismissal.DismissedAt, !isThere);
}

internal sealed record DetectedJson(
    string Id,
    string Name,
    TransactionType Type,
    string AccountId,
    string? ToAccountId,
    string? Payee,
    string? CategoryId,
    RecurrenceFrequency Frequency,
    int Interval,
    Currency Currency,
    Money Amount,
    Money AmountMin,
    Money AmountMax,
    DateOnly LastDate,
    DateOnly NextDate,
    int Occurrences,
    decimal Confidence,
    bool IsSubscription,
    IReadOnlyList<TransactionId> Evidence,
    TemplateBodyJson Template)
{
    internal static DetectedJson Of(DetectedRecurring detected) => new(
        detected.Id,
        detected.Name,
        detected.Type,
        detected.AccountId,
        detected.ToAccountId,
        detected.Payee,
        detected.CategoryId,
        detected.Frequency,
        detected.Interval,
        detected.Amount.Currency,
        detected.Amount,
        detected.AmountMin,
        detected.AmountMax,
        detected.LastDate,
        detected.NextDate,
        detected.Evidence.Count,
        detected.Confidence,
        detected.IsSubscription,
        detected.Evidence,
        TemplateBodyJson.Of(detected));
}

/// <summary>A template as it can be sent to <c>POST /api/recurring</c>.</summary>
internal sealed record TemplateBodyJson(
    string TemplateName,
    TemplateEntryBodyJson Transaction,
    RecurrenceFrequency Frequency,
    int Interval,
    int? DayOfMonth,
    WeekendRule Weekend,
    DateOnly StartDate,
    bool AutoCreate,
    bool FollowAmount)
{
    internal static TemplateBodyJson Of(DetectedRecurring detected)
    {
        var (template, terms) = (detected.Template, detected.Template.Terms);
        return new TemplateBodyJson(
            template.Name,
            TemplateEntryBodyJson.Of(detected),
            terms.Frequency,
            terms.Interval,
            terms.DayOfMonth,
            terms.Weekend,
            terms.Start,
            template.AutoCreate,
            template.FollowAmount);
    }
}

internal sealed record TemplateEntryBodyJson(
    TransactionType Type,
    Money Amount,
    string AccountId,
    string? ToAccountId,
    Money? ToAmount,
    string? CategoryId,
    string? Payee,
    string? Description)
{
    internal static TemplateEntryBodyJson Of(DetectedRecurring detected) => new(
        detected.Type,
        detected.Amount,
        detected.AccountId,
        detected.ToAccountId,
        detected.ToAmount,
        detected.CategoryId,
        detected.Template.Transaction.Payee,
        detected.Template.Transaction.Description);
}
