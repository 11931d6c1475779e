using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;

namespace Finance.Core.Recurring;

/// <summary>Creates what is due of the templates that the due index names.</summary>
public sealed class RecurringChore(LedgerStore ledgers, DueIndex due, TimeProvider clock) : INightlyChore
{
    private const string Agent = "nightly";

    /// <summary>How long the commit that an item was written for may take to arrive.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly TemplateStore _templates = new(ledgers, due);

    public string Kind => DueItem.Recurring;

    /// <summary>
    /// Creates everything that is due of the template an item names, commit by commit, and takes away an item that belongs to nothing.
    /// </summary>
    public async Task<ChoreOutcome> DoAsync(DueItem item, string traceId, CancellationToken cancellationToken)
    {
        if (TemplateFiling.Read(item) is not { } named)
        {
            await due.RemoveAsync(item, cancellationToken);
            return ChoreOutcome.Nothing;
        }

        var change = new Change(Caller.Product(item.Owner, Agent, traceId));
        var place = new DueFiling(item.At, named.Version);
        for (var created = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = await StepAsync(change, named.TemplateId, place, cancellationToken);
            if (!step.IsOk)
            {
                return await EndAsync(item, step.Error, created, cancellationToken);
            }

            created += step.Value.Created;
            if (step.Value.IsElsewhere && created == 0)
            {
                await RemoveAsync(item, isPast: named.Version <= step.Value.LedgerVersion, cancellationToken);
                return ChoreOutcome.Nothing;
            }

            if (!step.Value.HasMore)
            {
                return ChoreOutcome.Did(created);
            }

            // The commit has moved the template to its next place; what is due there is created right away.
            place = step.Value.Place!;
        }
    }

    private async Task<Result<Step>> StepAsync(Change change, string templateId, DueFiling place, CancellationToken cancellationToken)
    {
        DueFiling? left = null;
        var result = await ledgers.ChangeAsync<Step>(
            change,
            async (draft, token) =>
            {
                left = null;
                var template = draft.Plans.FindTemplate(templateId);
                if (template?.Filing != place)
                {
                    return new Step(true, 0, false, null, draft.Before.Head.Version);
                }

                var today = TemplateRules.TodayOf(draft);
                var settled = await OccurrenceWriter.SettleAsync(draft, template, template.Due(today), token);
                if (!settled.IsOk)
                {
                    return settled.Error;
                }

                // Where nothing is due yet, the user's days begin at another instant than when the item was written: it is put in its new
                // place.
                var (after, created) = settled.Value;
                var action = created.Count > 0 ? "recurring.processed" : "recurring.refiled";
                (left, var now) = await _templates.StageAsync(draft, action, template, after, token);
                return new Step(false, created.Count, after.Due(today).Any(), now, draft.Before.Head.Version);
            },
            cancellationToken);
        if (result.IsOk)
        {
            await _templates.LeaveAsync(change.Caller.User, templateId, left);
        }

        return result;
    }

    private async Task<ChoreOutcome> EndAsync(DueItem item, Error error, int created, CancellationToken cancellationToken)
    {
        if (error.Code == Errors.LedgerErasing().Code)
        {
            // The erasure ends with the head; after that there is no ledger.
            return ChoreOutcome.Nothing;
        }

        if (error.Code == Errors.NotRegistered().Code)
        {
            await RemoveAsync(item, isPast: false, cancellationToken);
            return ChoreOutcome.Nothing;
        }

        return ChoreOutcome.Did(created) with { Failure = error };
    }

    /// <param name="isPast">The ledger is past the version that the item was written for: no commit to come can name its place.</param>
    private Task RemoveAsync(DueItem item, bool isPast, CancellationToken cancellationToken) =>
        isPast || item.WrittenAt + Patience <= clock.GetUtcNow() ? due.RemoveAsync(item, cancellationToken) : Task.CompletedTask;

    /// <param name="IsElsewhere">The template is gone, or does not wait in the place that was visited.</param>
    /// <param name="Place">Where it waits now.</param>
    private sealed record Step(bool IsElsewhere, int Created, bool HasMore, DueFiling? Place, long LedgerVersion);
}
