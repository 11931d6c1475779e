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
/// <param name="After">Null for one that is to go; the template as it was where nothing changes.</param>
internal sealed record TemplateChange(RecurringTemplate? Before, RecurringTemplate? After);

/// <summary>Commits changes of templates.</summary>
internal sealed class TemplateStore(LedgerStore ledgers)
{
    private const string Noun = "recurring template";

    internal static Error NotFound => Errors.NotFound(Noun);

    /// <summary>Decides on one template, in a version that the change accepts, and commits what was decided.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, and the decision's own.</returns>
    internal Task<Result<T>> ChangeAsync<T>(
        Change change,
        string id,
        string action,
        Func<LedgerDraft, RecurringTemplate, CancellationToken, Task<Result<TemplateDecision<T>>>> decide,
        CancellationToken cancellationToken)
        where T : notnull => ledgers.ChangeAsync<T>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
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

                Stage(draft, action, [new TemplateChange(template, decided.Value.After), .. decided.Value.Others]);
                if (decided.Value.Others.Count > 0)
                {
                    TemplateAudit.RecordWhole(draft, action, [new TemplateChange(template, decided.Value.After), .. decided.Value.Others]);
                }

                return decided.Value.Value;
            },
            cancellationToken);

    /// <summary>Puts templates into a draft and records it; does nothing where nothing differs.</summary>
    internal static void Stage(LedgerDraft draft, string action, IReadOnlyList<TemplateChange> changes)
    {
        var different = changes.Where(change => Differs(draft, change)).ToList();
        foreach (var (before, after) in different)
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

        TemplateAudit.Record(draft, action, different);
    }

    private static bool Differs(LedgerDraft draft, TemplateChange change) => change is not { Before: { } before, After: { } after }
        || !TemplateRow.Write(draft.Owner, before).SaysTheSameAs(TemplateRow.Write(draft.Owner, after));
}
