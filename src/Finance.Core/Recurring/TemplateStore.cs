using Finance.Core.Due;
using Finance.Core.Ledgers;

namespace Finance.Core.Recurring;

/// <summary>What a decision makes of a template.</summary>
/// <param name="After">Null where the template is to go; the template as it was where nothing changes.</param>
internal sealed record TemplateDecision<T>(RecurringTemplate? After, T Value)
{
    /// <summary>What becomes of other templates with it.</summary>
    public IReadOnlyList<TemplateChange> Others { get; init; } = [];
}

/// <param name="Before">Null for a new one.</param>
/// <param name="After">Null for one that is to go; the template as it was where nothing changes but its place in the index.</param>
internal sealed record TemplateChange(RecurringTemplate? Before, RecurringTemplate? After);

/// <summary>Reads templates and commits changes of them together with their place in the due index.</summary>
internal sealed class TemplateStore(LedgerStore ledgers, DueIndex due)
{
    private const string Noun = "recurring template";
    private readonly TemplateFiling _filing = new(due);

    internal static Error NotFound => Errors.NotFound(Noun);

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
        IReadOnlyList<DueItem> left = [];
        var result = await ledgers.ChangeAsync<T>(
            change,
            async (draft, token) =>
            {
                left = [];
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

                left = await StageAsync(draft, action, [new TemplateChange(template, decided.Value.After), .. decided.Value.Others], token);
                if (decided.Value.Others.Count > 0)
                {
                    // Who asks what became of a template is told of the one that was asked for, whole.
                    TemplateAudit.Record(draft, action, [new TemplateChange(template, decided.Value.After)]);
                }

                return decided.Value.Value;
            },
            cancellationToken);
        if (result.IsOk)
        {
            await LeaveAsync(left);
        }

        return result;
    }

    /// <summary>
    /// Puts templates into a draft and their next visits into the index, and records it; does nothing where nothing differs.
    /// </summary>
    /// <returns>The places in the index to leave once the draft is committed.</returns>
    internal async Task<IReadOnlyList<DueItem>> StageAsync(
        LedgerDraft draft,
        string action,
        IReadOnlyList<TemplateChange> changes,
        CancellationToken cancellationToken)
    {
        var placed = changes
            .Select(change => change with { After = change.After is { } after ? TemplateFiling.Place(draft, after) : null })
            .Where(change => Differs(draft, change))
            .ToList();
        var moved = placed.Where(change => change.Before?.Filing != change.After?.Filing).ToList();
        await _filing.FileAsync(draft, moved.Select(change => change.After).OfType<RecurringTemplate>(), cancellationToken);
        foreach (var (before, after) in placed)
        {
            if (after is null)
            {
                draft.Delete(before!);
            }
            else
            {
                draft.Put(after);
            }
        }

        TemplateAudit.Record(draft, action, placed);
        return [.. moved.Select(change => TemplateFiling.ItemOf(draft.Owner, change.Before)).OfType<DueItem>()];
    }

    /// <inheritdoc cref="TemplateFiling.LeaveAsync"/>
    internal Task LeaveAsync(IEnumerable<DueItem> places) => _filing.LeaveAsync(places);

    private static bool Differs(LedgerDraft draft, TemplateChange change) => change is not { Before: { } before, After: { } after }
        || !TemplateRow.Write(draft.Owner, before).SaysTheSameAs(TemplateRow.Write(draft.Owner, after));
}
