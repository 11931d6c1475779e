using Finance.Core.Ledgers;

namespace Finance.Core.Recurring;

/// <summary>A change of one occurrence and all that follow: the template ends before it, and another one goes on with the change.</summary>
internal static class TemplateSplit
{
    private const string From = "from";

    /// <param name="id">Of the template that goes on.</param>
    /// <returns>
    /// The template as it ends, with the one that goes on; the changed template alone where nothing lies before. Errors:
    /// <c>validation_failed</c>, <c>too_many_recurring</c>.
    /// </returns>
    internal static Result<(RecurringTemplate Template, RecurringTemplate? Next)> Decide(
        LedgerDraft draft,
        RecurringTemplate template,
        string id,
        DateOnly from,
        TemplatePatch patch)
    {
        if (RuleSplit.At(template.Rule, from) is not { } split)
        {
            return Errors.Validation(From, template.ContinuedBy is { } next
                ? $"lies after the last occurrence; template '{next}' goes on there."
                : "lies after the last occurrence.");
        }

        if (!split.HasBefore)
        {
            return TemplateRules.Apply(draft, template, patch).Map(only => (only, (RecurringTemplate?)null));
        }

        if (Refusal(draft, template, split.First.NominalDate, from, patch) is { } refusal)
        {
            return refusal;
        }

        return TemplateRules.Apply(draft, Rest(draft, template, split, id), patch, split.RestWith(patch.Terms))
            .Map(rest => (End(draft, template, split, id), (RecurringTemplate?)(rest with { Version = draft.Version })));
    }

    /// <summary>What changes in the templates before and after one that goes: they name each other.</summary>
    internal static IReadOnlyList<TemplateChange> Rejoin(LedgerDraft draft, RecurringTemplate gone) =>
    [
        .. draft.Plans.Templates
            .Where(template => template.ContinuedBy == gone.Id || template.SplitFrom == gone.Id)
            .Select(template => new TemplateChange(template, template with
            {
                ContinuedBy = template.ContinuedBy == gone.Id ? gone.ContinuedBy : template.ContinuedBy,
                SplitFrom = template.SplitFrom == gone.Id ? gone.SplitFrom : template.SplitFrom,
                Version = draft.Version,
            })),
    ];

    private static Error? Refusal(LedgerDraft draft, RecurringTemplate template, DateOnly first, DateOnly from, TemplatePatch patch)
    {
        if (patch.Terms.Start.IsPresent)
        {
            return Errors.Validation("start_date", "is told by from: what goes on starts with its first occurrence from that day on.");
        }

        var settled = template.Covered.Days.Append(template.SettledThrough ?? DateOnly.MinValue).Max();
        var keepsSettled = from >= TemplateRules.TodayOf(draft) && RuleSplit.KeepsDays(template.Rule, patch.Terms);
        if (settled >= first && !keepsSettled)
        {
            return Errors.Validation(From, $"lies before what is settled already, up to {LedgerDates.Format(settled)}; name a later day.");
        }

        return draft.Plans.AllTemplates.Count >= TemplateRules.MaxTemplates ? Errors.TooManyRecurring(TemplateRules.MaxTemplates) : null;
    }

    private static RecurringTemplate End(LedgerDraft draft, RecurringTemplate template, RuleSplit split, string id) => template with
    {
        Rule = split.Before,
        Covered = template.Covered.Without(template.Covered.After(split.First.NominalDate.AddDays(-1)).Days),
        Reopened = template.Reopened.Without(template.Reopened.After(split.First.NominalDate.AddDays(-1)).Days),
        ContinuedBy = id,
        Version = draft.Version,
    };

    /// <summary>The template from the cut on, not changed yet.</summary>
    private static RecurringTemplate Rest(LedgerDraft draft, RecurringTemplate template, RuleSplit split, string id)
    {
        var dayBefore = split.First.NominalDate.AddDays(-1);
        return template with
        {
            Id = id,
            Rule = split.Rest,
            SettledThrough = template.SettledThrough > dayBefore ? template.SettledThrough : null,
            Covered = template.Covered.After(dayBefore),
            Reopened = template.Reopened.After(dayBefore),
            CreatedCount = 0,
            SkippedCount = 0,
            SplitFrom = template.Id,
            CreatedAt = draft.Now,
            Version = draft.Version,
        };
    }
}
