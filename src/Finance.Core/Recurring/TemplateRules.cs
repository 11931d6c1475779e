using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Recurring;

/// <summary>What a template must be, and what an update makes of one.</summary>
internal static class TemplateRules
{
    internal const int MaxTemplates = 500;
    private const int MaxNameLength = 100;

    /// <summary>Occurrences that a start in the past may leave to be caught up with: beyond that it is a slip of the pen.</summary>
    private const int MaxOverdue = 1_000;

    private const string TransactionField = "transaction";
    private const string DateField = TransactionField + ".date";
    private const string HasNoDate = "is told by the rule: each occurrence has its own.";

    internal static Result<RecurringTemplate> Make(LedgerDraft draft, string id, NewTemplate asked)
    {
        var errors = new FieldErrors();
        ShortText.Require(errors, "template_name", asked.Name, MaxNameLength);
        if (asked.Transaction.Date is not null)
        {
            errors.Add(DateField, HasNoDate);
        }

        var rule = errors.Take(RecurrenceRule.Create(asked.Terms));
        var entry = errors.Take(CheckEntry(draft, asked.Transaction, asked.Terms.Start));
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        return CheckOverdue(draft, new RecurringTemplate
        {
            Id = id,
            Name = asked.Name,
            Transaction = entry!,
            Rule = rule!,
            AutoCreate = asked.AutoCreate,
            FollowAmount = asked.FollowAmount,
            IsActive = true,
            CreatedAt = draft.Now,
            Version = draft.Version,
        });
    }

    /// <summary>The template with the update in it, stamped only where something differs.</summary>
    internal static Result<RecurringTemplate> Apply(LedgerDraft draft, RecurringTemplate current, TemplatePatch patch) =>
        Apply(draft, current, patch, RecurrenceRule.Create(patch.Terms.ApplyTo(current.Rule.Terms)));

    /// <inheritdoc cref="Apply(LedgerDraft, RecurringTemplate, TemplatePatch)"/>
    /// <param name="changedRule">The rule with the update in it.</param>
    internal static Result<RecurringTemplate> Apply(
        LedgerDraft draft,
        RecurringTemplate current,
        TemplatePatch patch,
        Result<RecurrenceRule> changedRule)
    {
        var errors = new FieldErrors();
        var name = patch.Name.Or(current.Name) ?? string.Empty;
        ShortText.Require(errors, "template_name", name, MaxNameLength);
        if (patch.Transaction is { Date.IsPresent: true })
        {
            errors.Add(DateField, HasNoDate);
        }

        var rule = errors.Take(changedRule);
        var entry = patch.Transaction is { } changes
            ? errors.Take(CheckEntry(draft, changes.ApplyTo(current.Transaction, draft.Chart), current.Transaction.Date))
            : current.Transaction;
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        var changed = current with
        {
            Name = name,
            Transaction = entry! with { Date = rule!.Start },
            Rule = rule,
            AutoCreate = patch.AutoCreate.Or(current.AutoCreate),
            IsActive = patch.IsActive.Or(current.IsActive),
            FollowAmount = patch.FollowAmount.Or(current.FollowAmount),
        };
        changed = SettlePassed(current, changed, TodayOf(draft));
        if (TemplateRow.Write(draft.Owner, changed).SaysTheSameAs(TemplateRow.Write(draft.Owner, current)))
        {
            return current;
        }

        changed = changed with { Version = draft.Version };
        return changed.Rule == current.Rule ? changed : CheckOverdue(draft, changed);
    }

    /// <summary>The entry of an occurrence, checked against the ledger as it is now.</summary>
    /// <returns>Errors: <c>recurring_blocked</c>.</returns>
    internal static Result<Transaction> Enter(LedgerDraft draft, RecurringTemplate template, Occurrence occurrence)
    {
        var entry = CheckEntry(draft, new TransactionPatch().ApplyTo(template.Transaction, draft.Chart), occurrence.Date);
        if (!entry.IsOk)
        {
            return Errors.RecurringBlocked(entry.Error.Fields!);
        }

        // Both amounts would be read as so many of the new currency, which nobody ever said.
        var (was, now) = (template.Transaction, entry.Value);
        var field = now.Amount != was.Amount ? "amount" : "to_amount";
        return now.Amount != was.Amount || now.ToAmount != was.ToAmount
            ? Errors.RecurringBlocked(
                Errors.Validation($"{TransactionField}.{field}", "is in another currency than the account is now.").Fields!)
            : now with { RecurringId = template.Id };
    }

    internal static DateOnly TodayOf(LedgerDraft draft) => TimeZones.DayOf(draft.Now, draft.Head.Profile.TimeZone);

    private static Result<RecurringTemplate> CheckOverdue(LedgerDraft draft, RecurringTemplate template) =>
        template.Due(TodayOf(draft)).Take(MaxOverdue + 1).Count() > MaxOverdue
            ? Errors.Validation("start_date", $"lies so far back that more than {MaxOverdue} occurrences would be created at once.")
            : template;

    private static Result<Transaction> CheckEntry(LedgerDraft draft, NewTransaction asked, DateOnly date)
    {
        var valid = TransactionRules.Check(draft, asked with { Date = date }, isRecurring: true);
        return valid.IsOk
            ? valid
            : Errors.Validation(
                valid.Error.Fields!.ToDictionary(field => Prefixed(field.Key), field => field.Value, StringComparer.Ordinal));
    }

    // Amounts bring the name of the field they were read from.
    private static string Prefixed(string field) =>
        field.StartsWith(TransactionField + ".", StringComparison.Ordinal) ? field : $"{TransactionField}.{field}";

    /// <summary>
    /// A template that starts again, or recurs on other days, does so from today on: the past is not entered a second time by other days.
    /// What was due and is not settled yet keeps its place, so that an update never loses it.
    /// </summary>
    private static RecurringTemplate SettlePassed(RecurringTemplate current, RecurringTemplate changed, DateOnly today)
    {
        var startsAgain = changed.IsActive && !current.IsActive;
        var hasBegun = current.SettledThrough is not null || current.Covered.Count > 0;
        var recursOtherwise = changed.Rule != current.Rule && hasBegun && !current.Due(today).Any();
        if (!startsAgain && !recursOtherwise)
        {
            return changed;
        }

        var through = Later(today.AddDays(-1), current.SettledThrough);
        // What is settled ahead of its turn must not be entered again on other days.
        return changed.SettleThrough(startsAgain ? through : Later(through, current.CoveredThrough())) with { Reopened = DaySet.Empty };
    }

    private static DateOnly Later(DateOnly day, DateOnly? other) => other > day ? other.Value : day;
}
