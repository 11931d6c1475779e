using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Transactions;
using Finance.Functions.Http.Writing;
using Finance.Functions.Transactions;

namespace Finance.Functions.Recurring;

/// <summary>Recurring templates as clients see them.</summary>
internal static class RecurringAnswers
{
    internal static Answer<TemplateJson> Found(TemplateInLedger found) => Answer.Ok(TemplateJson.Of(found), found.Template.Version);

    internal static Created<TemplateJson> Created(TemplateInLedger created) =>
        Answer.Created(TemplateJson.Of(created), $"/api/recurring/{created.Template.Id}", created.Template.Version);

    internal static Answer<TemplateJson> Followed(FollowingTemplate following) =>
        following.IsNew ? Created(following.Template) : Found(following.Template);

    internal static Answer<DeletedTemplateJson> Deactivated(TemplateInLedger template) => Answer.Ok(
        new DeletedTemplateJson(template.Template.Id, true, false, template.Template.CreatedCount), template.Template.Version);

    internal static Answer<DeletedTemplateJson> Purged(PurgedTemplate purged) =>
        Answer.Ok(new DeletedTemplateJson(purged.Id, true, true, purged.CreatedCount));

    internal static Answer<ProcessedTemplateJson> Processed(ProcessedTemplate processed) => Answer.Ok(
        new ProcessedTemplateJson(
            TemplateJson.Of(processed.Template),
            [.. processed.Created.Select(created => Entry(created, processed.Template.Chart))],
            processed.StillDue),
        processed.Template.Template.Version);

    internal static Answer<SkippedOccurrenceJson> Skipped(SkippedOccurrence skipped) => Answer.Ok(
        new SkippedOccurrenceJson(
            TemplateJson.Of(skipped.Template), OccurrenceJson.Of(skipped.Template.Template.Rule, skipped.Occurrence)),
        skipped.Template.Template.Version);

    internal static UpcomingJson Show(UpcomingOccurrence upcoming)
    {
        var (template, entry, chart) = (upcoming.Template, upcoming.Template.Transaction, upcoming.Chart);
        return new UpcomingJson(
            template.Id,
            template.Name,
            upcoming.Occurrence.Date,
            upcoming.Occurrence.NominalDate,
            ShiftExplanation.Parts(upcoming.Occurrence.Shift),
            ShiftExplanation.Of(template.Rule, upcoming.Occurrence),
            upcoming.IsDue,
            template.AutoCreate,
            entry.Type,
            entry.Amount,
            entry.Amount.Currency,
            chart.AccountNow(entry.AccountId).Id,
            entry.ToAccountId is { } to ? chart.AccountNow(to).Id : null,
            chart.CategoryNow(entry.CategoryId)?.Id,
            entry.Payee,
            entry.Description);
    }

    private static TransactionJson Entry(CreatedOccurrence created, Chart chart) =>
        TransactionJson.Of(new TransactionInLedger(created.Transaction, chart));
}

/// <param name="NextOccurrence">Null where none is left or the template stands still.</param>
/// <param name="Problem">Why the next occurrence cannot be created as the ledger stands: fields with the rules they break.</param>
internal sealed record TemplateJson(
    string Id,
    string TemplateName,
    TemplateEntryJson Transaction,
    RecurrenceFrequency Frequency,
    int Interval,
    IReadOnlyCollection<DayOfWeek> ByDay,
    int? DayOfMonth,
    NthWeekday? NthWeekday,
    WeekendRule Weekend,
    DateOnly StartDate,
    DateOnly? EndDate,
    int? Count,
    bool AutoCreate,
    bool FollowAmount,
    bool IsActive,
    DateOnly? NextOccurrence,
    IReadOnlyList<DateOnly> Upcoming,
    IReadOnlyList<OccurrenceJson> UpcomingOccurrences,
    int CreatedCount,
    int SkippedCount,
    LastMatchJson? LastMatched,
    string? SplitFrom,
    string? ContinuedBy,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Problem,
    DateTimeOffset CreatedAt)
{
    internal static TemplateJson Of(TemplateInLedger found)
    {
        var (template, terms) = (found.Template, found.Template.Rule.Terms);
        return new TemplateJson(
            template.Id,
            template.Name,
            TemplateEntryJson.Of(template.Transaction, found.Chart),
            terms.Frequency,
            terms.Interval,
            terms.ByDay,
            terms.DayOfMonth,
            terms.NthWeekday,
            terms.Weekend,
            terms.Start,
            terms.End,
            terms.Count,
            template.AutoCreate,
            template.FollowAmount,
            template.IsActive,
            found.Next?.Date,
            [.. found.Upcoming.Select(occurrence => occurrence.Date)],
            [.. found.Upcoming.Select(occurrence => OccurrenceJson.Of(template.Rule, occurrence))],
            template.CreatedCount,
            template.SkippedCount,
            template.LastMatched is { } last ? LastMatchJson.Of(last, template.Transaction.Amount.Currency) : null,
            template.SplitFrom,
            template.ContinuedBy,
            found.Problem?.Fields,
            template.CreatedAt);
    }
}

/// <summary>The latest import that was matched to an occurrence.</summary>
internal sealed record LastMatchJson(DateOnly Date, Money Amount, string TransactionId)
{
    internal static LastMatchJson Of(LastMatch last, Currency currency) => new(last.Date, new Money(last.Minor, currency), last.TransactionId);
}

/// <summary>What each occurrence enters: the fields of a transaction but for its date and id.</summary>
internal sealed record TemplateEntryJson(
    TransactionType Type,
    Money Amount,
    Currency Currency,
    string AccountId,
    AccountOfEntryJson Account,
    string? ToAccountId,
    AccountOfEntryJson? ToAccount,
    Money? ToAmount,
    string? CategoryId,
    CategoryOfEntryJson? Category,
    string? Description,
    string? Payee,
    IReadOnlyList<string> Tags,
    string? PaymentMethod,
    string? Location,
    string? Notes,
    IReadOnlyDictionary<string, CustomValue> CustomFields,
    IReadOnlyList<SplitJson> Splits)
{
    internal static TemplateEntryJson Of(Transaction entry, Chart chart)
    {
        var (account, category) = (chart.AccountNow(entry.AccountId), chart.CategoryNow(entry.CategoryId));
        var to = entry.ToAccountId is { } id ? chart.AccountNow(id) : null;
        return new TemplateEntryJson(
            entry.Type,
            entry.Amount,
            entry.Amount.Currency,
            account.Id,
            AccountOfEntryJson.Of(account),
            to?.Id,
            to is null ? null : AccountOfEntryJson.Of(to),
            entry.ToAmount,
            category?.Id,
            CategoryOfEntryJson.Of(category),
            entry.Description,
            entry.Payee,
            entry.Tags,
            entry.PaymentMethod,
            entry.Location,
            entry.Notes,
            entry.CustomFields,
            [.. entry.Splits.Select(split => SplitJson.Of(split, chart))]);
    }
}

internal sealed record DeletedTemplateJson(string Id, bool Deleted, bool Purged, int CreatedCount);

/// <param name="StillDue">Occurrences that are due beyond what one run creates.</param>
internal sealed record ProcessedTemplateJson(TemplateJson Template, IReadOnlyList<TransactionJson> Created, int StillDue);

internal sealed record SkippedOccurrenceJson(TemplateJson Template, OccurrenceJson Skipped);

/// <param name="NominalDate">The day by the rule, before weekends are looked at.</param>
/// <param name="Explanation">Why <paramref name="Date"/> is not the day that the rule names; null where it is.</param>
internal sealed record OccurrenceJson(DateOnly Date, DateOnly NominalDate, IReadOnlyList<OccurrenceShift> Shifts, string? Explanation)
{
    internal static OccurrenceJson Of(RecurrenceRule rule, Occurrence occurrence) => new(
        occurrence.Date,
        occurrence.NominalDate,
        ShiftExplanation.Parts(occurrence.Shift),
        ShiftExplanation.Of(rule, occurrence));
}

internal sealed record UpcomingJson(
    string RecurringId,
    string TemplateName,
    DateOnly Date,
    DateOnly NominalDate,
    IReadOnlyList<OccurrenceShift> Shifts,
    string? Explanation,
    bool IsDue,
    bool AutoCreate,
    TransactionType Type,
    Money Amount,
    Currency Currency,
    string AccountId,
    string? ToAccountId,
    string? CategoryId,
    string? Payee,
    string? Description);
