using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;
using Finance.Core.Storage;

namespace Finance.Core.Recurring;

/// <summary>
/// One visit of the nightly run to one ledger. Everything that is due of its templates is created and told together; a template that cannot
/// be settled is reported and keeps its place in the index.
/// </summary>
internal sealed class TemplateVisit(
    LedgerStore ledgers,
    TimeProvider clock,
    IReadOnlyList<DueItem> items,
    string traceId)
{
    private const string Agent = "nightly";

    /// <summary>How long the commit that an item was written for may take to arrive.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly Change _change = new(Caller.Product(items[0].Owner, Agent, traceId));
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NightlyFailure> _leftDue = new(StringComparer.Ordinal);
    private VisitPlace? _next;
    private IReadOnlyList<DueItem> _settled = [];
    private IReadOnlyList<string> _tried = [];
    private int _templatesPerCommit = int.MaxValue;
    private int _created;

    internal async Task<ChoreOutcome> RunAsync(CancellationToken cancellationToken)
    {
        for (var hasMore = true; hasMore;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasMore = await TryStepAsync(cancellationToken);
        }

        return new ChoreOutcome(_seen.Count, _created)
        {
            Failures = [.. _leftDue.Values],
            Filed = _next is null ? [] : [VisitFiling.ItemOf(items[0].Owner, _next, clock.GetUtcNow())],
            Settled = _settled,
        };
    }

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> TryStepAsync(CancellationToken cancellationToken)
    {
        _tried = [];
        try
        {
            var step = await ledgers.ChangeAsync<Step>(_change, DecideAsync, cancellationToken);
            return step.IsOk ? Take(step.Value) : Refused(step.Error);
        }
        catch (StoreUnavailableException away)
        {
            return LeaveLedger(NightlyFailure.Of(DueItem.Recurring, items[0].Subject, away));
        }
        catch (Exception bug) when (_tried.Count > 0 && bug is not OperationCanceledException)
        {
            return LeaveTemplate(id => NightlyFailure.Of(DueItem.Recurring, id, bug));
        }
    }

    private async Task<Result<Step>> DecideAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        var (plans, blocked) = Plan(draft);
        _tried = [.. plans.Select(plan => plan.Template.Id)];
        await OccurrenceWriter.LoadAsync(draft, plans.Select(plan => plan.Entries), cancellationToken);
        var changes = plans.ConvertAll(plan => new TemplateChange(plan.Template, Apply(draft, plan)));

        TemplateStore.Stage(draft, ActionOf(plans), changes);
        var next = VisitFiling.PlaceAfter(draft);
        draft.IsFiledByTheNight = true;
        draft.Place(next);
        if (draft.IsEmpty && next != draft.Before.Head.Visit)
        {
            // Nothing is due yet: the user's days begin at other instants than was known when the place was written.
            draft.Record("recurring.refiled", draft.Owner.ToString(), null, null);
        }

        var hasMore = (!draft.IsEmpty || blocked.Count > 0) && DueOf(draft).Any(template => !blocked.ContainsKey(template.Id));
        return new Step(plans, blocked, next, draft.IsEmpty ? draft.Before.Head.Version : draft.Version, hasMore);
    }

    /// <summary>What is due and fits into one commit, and the templates whose occurrences cannot be created.</summary>
    private (List<VisitPlan> Plans, Dictionary<string, Error> Blocked) Plan(LedgerDraft draft)
    {
        var (plans, blocked) = (new List<VisitPlan>(), new Dictionary<string, Error>(StringComparer.Ordinal));
        var (room, today) = (new CommitRoom(draft), TemplateRules.TodayOf(draft));
        foreach (var template in DueOf(draft).Take(_templatesPerCommit))
        {
            var reminder = Reminders.Plan(room, template, today, draft.Head.Profile.Settings.ReminderDays);
            var due = reminder.IsWhole && template.AutoCreate ? template.Due(today) : [];
            var entries = OccurrenceWriter.Plan(draft, room, template, due);
            if (!entries.IsOk)
            {
                blocked.Add(template.Id, entries.Error);
            }

            if (!room.TryTake(template))
            {
                break;
            }

            plans.Add(new VisitPlan(template, entries.IsOk ? entries.Value : new PlannedEntries(template, []), reminder));
        }

        return (plans, blocked);
    }

    private static RecurringTemplate Apply(LedgerDraft draft, VisitPlan plan)
    {
        foreach (var occurrence in plan.Reminder.Told)
        {
            draft.Notify(Reminders.Of(draft.Chart, plan.Template, occurrence));
        }

        return OccurrenceWriter.Enter(draft, plan.Entries).After with { RemindedThrough = plan.Reminder.Through };
    }

    private static string ActionOf(List<VisitPlan> plans) =>
        plans.Exists(plan => plan.Entries.Entries.Count > 0) ? "recurring.processed" : "recurring.reminded";

    private IEnumerable<RecurringTemplate> DueOf(LedgerDraft draft) => draft.Plans.Templates
        .Where(template => !_leftDue.ContainsKey(template.Id) && VisitFiling.Next(template, draft.Head.Profile) <= draft.Now);

    private bool Take(Step step)
    {
        _created += step.Plans.Sum(plan => plan.Entries.Entries.Count);
        _seen.UnionWith(step.Plans.Select(plan => plan.Template.Id));
        foreach (var (id, error) in step.Blocked)
        {
            _seen.Add(id);
            _leftDue[id] = NightlyFailure.Of(DueItem.Recurring, id, error);
        }

        if (!step.HasMore)
        {
            _settled = [.. items.Where(item => BelongsToNothing(item, step))];
            _next = items.Any(item => VisitFiling.PlaceOf(item) == step.Next) ? null : step.Next;
        }

        return step.HasMore;
    }

    /// <summary>Whether the ledger, proved to be as it is, names no such place and no commit to come can.</summary>
    private bool BelongsToNothing(DueItem item, Step step) =>
        VisitFiling.PlaceOf(item) is not { } place || (place != step.Next && (place.Version <= step.Version || IsOld(item)));

    private bool IsOld(DueItem item) => item.WrittenAt + Patience <= clock.GetUtcNow();

    private bool Refused(Error error)
    {
        if (NightlyFailure.IsNone(error))
        {
            // An erasure takes the items with it; of a suspended user they wait, and are caught up with once the user is let in again.
            _settled = error.Code == Errors.NotRegistered().Code ? [.. items.Where(IsOld)] : _settled;
            return false;
        }

        return error.Code == Errors.Conflict().Code || _tried.Count == 0
            ? LeaveLedger(NightlyFailure.Of(DueItem.Recurring, items[0].Subject, error))
            : LeaveTemplate(id => NightlyFailure.Of(DueItem.Recurring, id, error));
    }

    private bool LeaveLedger(NightlyFailure failure)
    {
        _leftDue[string.Empty] = failure;
        return false;
    }

    /// <summary>Goes on template by template where a commit of several came to nothing, until it is known which is to blame.</summary>
    private bool LeaveTemplate(Func<string, NightlyFailure> failure)
    {
        if (_tried.Count > 1)
        {
            _templatesPerCommit = 1;
            return true;
        }

        _seen.Add(_tried[0]);
        _leftDue[_tried[0]] = failure(_tried[0]);
        return true;
    }

    private sealed record VisitPlan(RecurringTemplate Template, PlannedEntries Entries, Reminder Reminder);

    /// <param name="Next">Where the ledger has to stand in the index then.</param>
    /// <param name="Version">Of the ledger then.</param>
    private sealed record Step(
        IReadOnlyList<VisitPlan> Plans,
        IReadOnlyDictionary<string, Error> Blocked,
        VisitPlace? Next,
        long Version,
        bool HasMore);
}
