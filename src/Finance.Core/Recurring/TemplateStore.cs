using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Recurring;

/// <summary>What a decision makes of a template.</summary>
/// <param name="After">Null where the template is to go; the template as it was where nothing changes.</param>
internal sealed record TemplateDecision<T>(RecurringTemplate? After, T Value);

/// <summary>Reads templates and commits changes of them together with their place in the due index.</summary>
internal sealed class TemplateStore(LedgerStore ledgers, DueIndex due)
{
    private const string Noun = "recurring template";
    private readonly TemplateFiling _filing = new(due);

    internal static Error NotFound => Errors.NotFound(Noun);

    /// <summary>The templates as they are stored, whatever state the ledger is in: for its erasure.</summary>
    internal async Task<IReadOnlyList<RecurringTemplate>> ReadAllAsync(UserId owner, CancellationToken cancellationToken)
    {
        var templates = new List<RecurringTemplate>();
        var to = KeyText.After(LedgerKeys.RecurringPrefix);
        await foreach (var row in ledgers.Reader.RangeAsync(owner, LedgerKeys.RecurringPrefix, to, cancellationToken: cancellationToken))
        {
            templates.Add(TemplateRow.Read(row));
        }

        return templates;
    }

    /// <summary>Decides on one template, in a version that the change accepts, and commits what was decided.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, and the decision's own.</returns>
    internal async Task<Result<T>> ChangeAsync<T>(
        Change change,
        string id,
        string action,
        Func<LedgerDraft, RecurringTemplate, CancellationToken, Task<Result<TemplateDecision<T>>>> decide,
        CancellationToken cancellationToken)
        where T : notnull
    {
        DueFiling? left = null;
        var result = await ledgers.ChangeAsync<T>(
            change,
            async (draft, token) =>
            {
                left = null;
                if (draft.Plans.FindTemplate(id) is not { } template)
                {
                    return NotFound;
                }

                if (change.IfMatch?.Accepts(template.Version) == false)
                {
                    return Errors.PreconditionFailed();
                }

                var decided = await decide(draft, template, token);
                if (!decided.IsOk)
                {
                    return decided.Error;
                }

                left = (await StageAsync(draft, action, template, decided.Value.After, token)).Left;
                return decided.Value.Value;
            },
            cancellationToken);
        if (result.IsOk)
        {
            await LeaveAsync(change.Caller.User, id, left);
        }

        return result;
    }

    /// <summary>Puts a template into a draft and its next occurrence into the index; writes nothing where nothing differs.</summary>
    /// <param name="before">Null for a new one.</param>
    /// <returns>The place in the index to leave once the draft is committed, and the one that the template then has.</returns>
    internal async Task<(DueFiling? Left, DueFiling? Place)> StageAsync(
        LedgerDraft draft,
        string action,
        RecurringTemplate? before,
        RecurringTemplate? after,
        CancellationToken cancellationToken)
    {
        var filed = after is null ? null : await _filing.FileAsync(draft, after, cancellationToken);
        var (was, now) = (WriteOrNull(draft, before), WriteOrNull(draft, filed));
        if (filed is not null && was is not null && was.SaysTheSameAs(now!))
        {
            return (null, filed.Filing);
        }

        if (filed is null)
        {
            draft.Delete(before!);
        }
        else
        {
            draft.Put(filed);
        }

        draft.Record(action, (after ?? before)!.Id, was, now);
        return (before?.Filing == filed?.Filing ? null : before?.Filing, filed?.Filing);
    }

    /// <summary>Takes templates of a ledger that is being erased out of the index.</summary>
    internal async Task ForgetAsync(UserId owner, IEnumerable<RecurringTemplate> templates, CancellationToken cancellationToken)
    {
        foreach (var template in templates)
        {
            await _filing.RemoveAsync(owner, template, cancellationToken);
        }
    }

    /// <inheritdoc cref="TemplateFiling.LeaveAsync"/>
    internal Task LeaveAsync(UserId owner, string id, DueFiling? place) => _filing.LeaveAsync(owner, id, place);

    private static Row? WriteOrNull(LedgerDraft draft, RecurringTemplate? template) =>
        template is null ? null : TemplateRow.Write(draft.Owner, template);
}
