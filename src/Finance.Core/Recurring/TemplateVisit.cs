using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;
using Finance.Core.Storage;

namespace Finance.Core.Recurring;

/// <summary>
/// One visit of the nightly run to one ledger. All templates that are due are settled together; one that cannot be is reported and keeps
/// its place in the index.
/// </summary>
internal sealed class TemplateVisit(
    LedgerStore ledgers,
    TemplateStore templates,
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
    private readonly List<DueItem> _settled = [];
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

        return new ChoreOutcome(_seen.Count, _created) { Failures = [.. _leftDue.Values], Settled = _settled };
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
        var (planned, blocked) = Plan(draft);
        _tried = [.. planned.Select(plan => plan.Template.Id)];
        await OccurrenceWriter.LoadAsync(draft, planned, cancellationToken);
        var changes = new List<TemplateChange>(planned.Count);
        foreach (var plan in planned)
        {
            changes.Add(new TemplateChange(plan.Template, OccurrenceWriter.Enter(draft, plan).After));
        }

        // Asked here already: a refusal after the index is written to would leave places there that belong to nothing.
        if (await draft.Tags.SettleAsync(ledgers.Reader, draft.Before, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // Where nothing is due yet, the user's days begin at another instant than when the item was written: it is put in its new place.
        var created = planned.Sum(plan => plan.Entries.Count);
        var left = await templates.StageAsync(draft, created > 0 ? "recurring.processed" : "recurring.refiled", changes, cancellationToken);
        var hasMore = !draft.IsEmpty && DueOf(draft).Any(template => !blocked.ContainsKey(template.Id));
        draft.DefersAlerts = hasMore;
        return new Step(planned, blocked, left, created, draft.Plans, draft.IsEmpty ? draft.Before.Head.Version : draft.Version, hasMore);
    }

    /// <summary>What is due and fits into one commit, and the templates that cannot be settled.</summary>
    private (List<PlannedEntries> Planned, Dictionary<string, Error> Blocked) Plan(LedgerDraft draft)
    {
        var (planned, blocked) = (new List<PlannedEntries>(), new Dictionary<string, Error>(StringComparer.Ordinal));
        var (room, today) = (new CommitRoom(draft), TemplateRules.TodayOf(draft));
        foreach (var template in DueOf(draft))
        {
            var plan = OccurrenceWriter.Plan(draft, room, template, template.Due(today));
            if (!plan.IsOk)
            {
                blocked.Add(template.Id, plan.Error);
            }
            else if (planned.Count == _templatesPerCommit || (plan.Value.Entries.Count == 0 && !room.TryTake(template)))
            {
                break;
            }
            else
            {
                planned.Add(plan.Value);
            }
        }

        return (planned, blocked);
    }

    private IEnumerable<RecurringTemplate> DueOf(LedgerDraft draft) => draft.Plans.Templates
        .Where(template => template.Filing?.At <= draft.Now && !_leftDue.ContainsKey(template.Id));

    private bool Take(Step step)
    {
        _created += step.Created;
        _seen.UnionWith(step.Planned.Select(plan => plan.Template.Id));
        foreach (var (id, error) in step.Blocked)
        {
            _seen.Add(id);
            _leftDue[id] = NightlyFailure.Of(DueItem.Recurring, id, error);
        }

        _settled.AddRange(step.Left);
        if (!step.HasMore)
        {
            _settled.AddRange(items.Where(item => BelongsToNothing(item, step.After, step.Version)));
        }

        return step.HasMore;
    }

    /// <summary>Whether the ledger, proved to be as it is, names no such place and no commit to come can.</summary>
    private bool BelongsToNothing(DueItem item, Plans plans, long version) => TemplateFiling.Read(item) is not var (id, written)
        || (plans.FindTemplate(id)?.Filing != new DueFiling(item.At, written) && (written <= version || IsOld(item)));

    private bool IsOld(DueItem item) => item.WrittenAt + Patience <= clock.GetUtcNow();

    private bool Refused(Error error)
    {
        if (error.Code == Errors.LedgerErasing().Code)
        {
            // The erasure takes the items with it.
            return false;
        }

        if (error.Code == Errors.NotRegistered().Code)
        {
            _settled.AddRange(items.Where(IsOld));
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

    /// <param name="Left">Places in the index that the commit has left.</param>
    /// <param name="After">The templates as the commit leaves them; as they are where there was nothing to commit.</param>
    /// <param name="Version">Of the ledger then.</param>
    private sealed record Step(
        IReadOnlyList<PlannedEntries> Planned,
        IReadOnlyDictionary<string, Error> Blocked,
        IReadOnlyList<DueItem> Left,
        int Created,
        Plans After,
        long Version,
        bool HasMore);
}
