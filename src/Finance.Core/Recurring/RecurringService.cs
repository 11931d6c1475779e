using System.Globalization;
using Finance.Core.Ledgers;

namespace Finance.Core.Recurring;

/// <summary>Makes, reads, changes and removes recurring templates, and settles their occurrences on request.</summary>
public sealed class RecurringService(LedgerStore ledgers, TimeProvider clock)
{
    private const int UpcomingShown = 5;
    private const int MaxDays = 366;
    private readonly TemplateStore _templates = new(ledgers);

    /// <summary>
    /// Makes a template. What a start in the past leaves overdue is created by the next nightly run, or by running it now.
    /// </summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>too_many_recurring</c>.</returns>
    public Task<Result<TemplateInLedger>> CreateAsync(Change change, NewTemplate asked, CancellationToken cancellationToken) =>
        CreateAsync(change, (_, _) => Task.FromResult<Result<NewTemplate>>(asked), cancellationToken);

    /// <summary>Every template, oldest first, those that stand still too.</summary>
    /// <param name="on">As of which day; null for today in the user's zone.</param>
    public async Task<Result<IReadOnlyList<TemplateInLedger>>> ListAsync(Caller caller, DateOnly? on, CancellationToken cancellationToken)
    {
        var ledger = await OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        return ledger.Value.Plans.Templates.Select(template => Show(ledger.Value, template, on)).ToList();
    }

    /// <param name="on">As of which day; null for today in the user's zone.</param>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<TemplateInLedger>> GetAsync(Caller caller, string id, DateOnly? on, CancellationToken cancellationToken)
    {
        var ledger = await OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        return ledger.Value.Plans.FindTemplate(id) is { } template ? Show(ledger.Value, template, on) : TemplateStore.NotFound;
    }

    /// <summary>
    /// Changes what the patch names; nothing is written when nothing differs. What was created stays. Other days count from today on,
    /// unless nothing was settled yet or something is overdue.
    /// </summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public Task<Result<TemplateInLedger>> UpdateAsync(Change change, string id, TemplatePatch patch, CancellationToken cancellationToken) =>
        ChangeAsync(change, id, "recurring.updated", patch, cancellationToken);

    /// <summary>
    /// Changes an occurrence and all that follow. Where others lie before it, the template ends there and another one goes on with the
    /// changes, both in one commit; otherwise the template itself is changed.
    /// </summary>
    /// <param name="from">The day of the occurrence, or any after the one before it.</param>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>, <c>too_many_recurring</c>.</returns>
    public Task<Result<FollowingTemplate>> UpdateFollowingAsync(
        Change change,
        string id,
        DateOnly from,
        TemplatePatch patch,
        CancellationToken cancellationToken)
    {
        var nextId = LedgerKeys.NewId();
        return _templates.ChangeAsync<FollowingTemplate>(
            change,
            id,
            "recurring.updated",
            (draft, template, _) => Task.FromResult(TemplateSplit.Decide(draft, template, nextId, from, patch).Map(split =>
                new TemplateDecision<FollowingTemplate>(
                    split.Template, new FollowingTemplate(Show(draft, split.Next ?? split.Template, null), split.Next is not null))
                {
                    Others = split.Next is { } next ? [new TemplateChange(null, next)] : [],
                })),
            cancellationToken);
    }

    /// <summary>Lets a template stand still: it creates nothing until it is made active again.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<TemplateInLedger>> DeactivateAsync(Change change, string id, CancellationToken cancellationToken) =>
        ChangeAsync(change, id, "recurring.deactivated", new TemplatePatch { IsActive = false }, cancellationToken);

    /// <summary>Removes a template; what it created stays.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<PurgedTemplate>> PurgeAsync(Change change, string id, CancellationToken cancellationToken) =>
        _templates.ChangeAsync<PurgedTemplate>(
            change,
            id,
            "recurring.purged",
            (draft, template, _) => Task.FromResult<Result<TemplateDecision<PurgedTemplate>>>(
                new TemplateDecision<PurgedTemplate>(null, new PurgedTemplate(id, template.CreatedCount))
                {
                    Others = TemplateSplit.Rejoin(draft, template),
                }),
            cancellationToken);

    /// <summary>
    /// Runs a template now: creates everything that is due, as much as one commit takes, or the next occurrence where nothing is. For a
    /// template that waits for approval, this is the approval.
    /// </summary>
    /// <returns>
    /// Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>recurring_inactive</c>, <c>recurring_ended</c>, <c>recurring_blocked</c>,
    /// <c>too_many_tags</c>.
    /// </returns>
    public Task<Result<ProcessedTemplate>> ProcessAsync(Change change, string id, CancellationToken cancellationToken) =>
        _templates.ChangeAsync<ProcessedTemplate>(change, id, "recurring.processed", ProcessAsync, cancellationToken);

    /// <summary>Settles the next occurrence, overdue or to come, without creating it.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>recurring_inactive</c>, <c>recurring_ended</c>.</returns>
    public Task<Result<SkippedOccurrence>> SkipAsync(Change change, string id, CancellationToken cancellationToken) =>
        _templates.ChangeAsync<SkippedOccurrence>(
            change,
            id,
            "recurring.skipped",
            (draft, template, _) => Task.FromResult(Skip(draft, template)),
            cancellationToken);

    /// <summary>What all templates bring in the next days, and what is overdue, by date.</summary>
    /// <param name="days">1 to 366; today does not count.</param>
    /// <param name="on">As of which day; null for today in the user's zone.</param>
    /// <returns>Errors: <c>validation_failed</c>, <c>invalid_cursor</c>.</returns>
    public async Task<Result<Page<UpcomingOccurrence>>> UpcomingAsync(
        Caller caller,
        int days,
        DateOnly? on,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        if (days is < 1 or > MaxDays)
        {
            return Errors.Validation("days", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {MaxDays}."));
        }

        var ledger = await OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var today = TemplateRules.TodayOf(ledger.Value);
        var from = on ?? today;
        var last = LedgerDates.Last.DayNumber - from.DayNumber < days ? LedgerDates.Last : from.AddDays(days);
        var all = ledger.Value.Plans.Templates
            .SelectMany(template => template.Ahead(from, today)
                .TakeWhile(occurrence => occurrence.Date <= last)
                .Select(occurrence => new UpcomingOccurrence(template, ledger.Value.Chart, occurrence, occurrence.Date <= from)))
            .Select(upcoming => (Place: PlaceOf(upcoming), Upcoming: upcoming))
            .OrderBy(item => item.Place, StringComparer.Ordinal)
            .ToList();
        var rest = all
            .SkipWhile(item => page.After is { } after && string.CompareOrdinal(item.Place, after) <= 0)
            .Take(page.Limit + 1)
            .ToList();
        var next = rest.Count > page.Limit ? rest[page.Limit - 1].Place : null;
        return new Page<UpcomingOccurrence>([.. rest.Take(page.Limit).Select(item => item.Upcoming)], next, all.Count);
    }

    /// <summary>Makes the template that a decision on the ledger as it is asks for.</summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>too_many_recurring</c>, and the decision's own.</returns>
    internal Task<Result<TemplateInLedger>> CreateAsync(
        Change change,
        Func<LedgerDraft, CancellationToken, Task<Result<NewTemplate>>> decide,
        CancellationToken cancellationToken)
    {
        var id = LedgerKeys.NewId();
        return ledgers.ChangeAsync<TemplateInLedger>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                var asked = await decide(draft, token);
                var made = asked.Then(template => TemplateRules.Make(draft, id, template));
                if (!made.IsOk)
                {
                    return made.Error;
                }

                if (draft.Plans.AllTemplates.Count >= TemplateRules.MaxTemplates)
                {
                    return Errors.TooManyRecurring(TemplateRules.MaxTemplates);
                }

                TemplateStore.Stage(draft, "recurring.created", [new TemplateChange(null, made.Value)]);
                return Show(draft, made.Value, null);
            },
            cancellationToken);
    }

    private static string PlaceOf(UpcomingOccurrence upcoming) =>
        $"{LedgerDates.Format(upcoming.Occurrence.Date)} {LedgerDates.Format(upcoming.Occurrence.NominalDate)} {upcoming.Template.Id}";

    private static TemplateInLedger Show(LedgerDraft draft, RecurringTemplate template, DateOnly? on)
    {
        var today = TemplateRules.TodayOf(draft);
        var upcoming = template.Ahead(on ?? today, today).Take(UpcomingShown).ToList();
        var problem = upcoming.Count > 0 ? TemplateRules.Enter(draft, template, upcoming[0]).Error : null;
        return new TemplateInLedger(template, draft.Chart, upcoming, problem);
    }

    private static Result<TemplateDecision<SkippedOccurrence>> Skip(LedgerDraft draft, RecurringTemplate template)
    {
        if (!template.IsActive)
        {
            return Errors.RecurringInactive();
        }

        var next = template.Unsettled().Take(1).ToList();
        if (next.Count == 0)
        {
            return Errors.RecurringEnded();
        }

        var after = template.Settle([next[0].NominalDate]) with { SkippedCount = template.SkippedCount + 1, Version = draft.Version };
        return new TemplateDecision<SkippedOccurrence>(after, new SkippedOccurrence(Show(draft, after, null), next[0]));
    }

    private static async Task<Result<TemplateDecision<ProcessedTemplate>>> ProcessAsync(
        LedgerDraft draft,
        RecurringTemplate template,
        CancellationToken cancellationToken)
    {
        if (!template.IsActive)
        {
            return Errors.RecurringInactive();
        }

        var today = TemplateRules.TodayOf(draft);
        var isDue = template.Due(today).Any();
        var settled = await OccurrenceWriter.SettleAsync(
            draft, template, isDue ? template.Due(today) : template.Unsettled().Take(1), cancellationToken);
        if (!settled.IsOk)
        {
            return settled.Error;
        }

        var (after, created) = settled.Value;
        return created.Count == 0
            ? Errors.RecurringEnded()
            : new TemplateDecision<ProcessedTemplate>(
                after, new ProcessedTemplate(Show(draft, after, null), created, after.Due(today).Count()));
    }

    private Task<Result<TemplateInLedger>> ChangeAsync(
        Change change,
        string id,
        string action,
        TemplatePatch patch,
        CancellationToken cancellationToken) => _templates.ChangeAsync<TemplateInLedger>(
            change,
            id,
            action,
            (draft, template, _) => Task.FromResult(TemplateRules.Apply(draft, template, patch).Map(
                after => new TemplateDecision<TemplateInLedger>(after, Show(draft, after, null)))),
            cancellationToken);

    /// <summary>The ledger as a draft that is never committed: what would be decided on it.</summary>
    private async Task<Result<LedgerDraft>> OpenAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        return ledger.Map(snapshot => new LedgerDraft(snapshot, ledgers.Reader, clock.GetUtcNow()));
    }
}
