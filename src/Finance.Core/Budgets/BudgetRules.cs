using System.Collections.Immutable;
using System.Globalization;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Budgets;

/// <summary>What a budget must be, and what an update makes of one.</summary>
internal static class BudgetRules
{
    internal const int MaxBudgets = 200;

    /// <summary>Times an amount can change: all of them stand in one property of the budget's row.</summary>
    internal const int MaxAmounts = 1_000;

    /// <summary>Thresholds are kept in ten-thousandths.</summary>
    internal const int Whole = 10_000;

    private const int MaxNameLength = 100;
    private const int MaxThreshold = 10;

    internal static Result<Budget> Make(LedgerDraft draft, string id, NewBudget asked)
    {
        var errors = new FieldErrors();
        var currency = draft.Head.Profile.Currency;
        return Check(errors, new Budget
        {
            Id = id,
            Name = asked.Name,
            Currency = currency,
            Amounts = [new BudgetAmount(asked.Start, errors.Take(asked.Amount.ResolvePositive(currency)).Minor)],
            Period = asked.Period,
            CategoryIds = CheckCategories(draft.Chart, asked.CategoryIds, errors),
            Start = asked.Start,
            End = asked.End,
            AlertThreshold = Threshold(asked.AlertThreshold, errors),
            Rollover = asked.Rollover,
            RolloverCap = Cap(asked.RolloverCap, currency, errors),
            CreatedAt = draft.Now,
            Version = draft.Version,
        });
    }

    /// <summary>The budget with the update in it, stamped only where something differs.</summary>
    internal static Result<Budget> Apply(LedgerDraft draft, Budget current, BudgetPatch patch)
    {
        var errors = new FieldErrors();
        var checkedBudget = Check(errors, current with
        {
            Name = patch.Name.Or(current.Name) ?? string.Empty,
            Period = patch.Period.Or(current.Period),
            CategoryIds = patch.CategoryIds.IsPresent
                ? CheckCategories(draft.Chart, patch.CategoryIds.Or(null) ?? [], errors)
                : current.CategoryIds,
            Start = patch.Start.Or(current.Start),
            End = patch.End.Or(current.End),
            AlertThreshold = patch.AlertThreshold.IsPresent
                ? Threshold(patch.AlertThreshold.Or(0), errors)
                : current.AlertThreshold,
            Rollover = patch.Rollover.Or(current.Rollover),
            RolloverCap = patch.RolloverCap.IsPresent ? Cap(patch.RolloverCap.Or(null), current.Currency, errors) : current.RolloverCap,
        });
        var applied = checkedBudget.Then(changed => WithAmounts(draft, current, changed, patch));
        if (!applied.IsOk || BudgetRow.Write(draft.Owner, applied.Value).SaysTheSameAs(BudgetRow.Write(draft.Owner, current)))
        {
            return applied.IsOk ? current : applied;
        }

        // What was told was told of other periods.
        var alerts = applied.Value.Period == current.Period ? current.Alerts : [];
        return applied.Value with { Alerts = alerts, Version = draft.Version };
    }

    internal static DateOnly TodayOf(LedgerDraft draft) => TimeZones.DayOf(draft.Now, draft.Head.Profile.TimeZone);

    private static Result<Budget> Check(FieldErrors errors, Budget budget)
    {
        ShortText.Require(errors, "name", budget.Name, MaxNameLength);
        CheckDay(errors, "start_date", budget.Start);
        if (budget.End is not { } end)
        {
            if (budget.Period == BudgetPeriod.Custom)
            {
                errors.Add("end_date", "is required for a custom period: it is the period's last day.");
            }
        }
        else if (CheckDay(errors, "end_date", end) && end < budget.Start)
        {
            errors.Add("end_date", "must not lie before start_date.");
        }

        return errors.Or(() => budget);
    }

    private static bool CheckDay(FieldErrors errors, string field, DateOnly day)
    {
        if (!LedgerDates.Holds(day))
        {
            errors.Add(field, "must lie between 1900-01-01 and 2199-12-31.");
        }

        return LedgerDates.Holds(day);
    }

    private static ImmutableArray<string> CheckCategories(Chart chart, IReadOnlyList<string> ids, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < ids.Count; index++)
        {
            var refusal = chart.FindCategory(ids[index]) switch
            {
                null => "names no category of this ledger.",
                { Type: CategoryType.Income } => "must name an expense category: what is earned is not spent.",
                _ => seen.Add(ids[index]) ? null : "is named twice.",
            };
            if (refusal is not null)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"categories[{index}]"), refusal);
            }
        }

        return [.. ids];
    }

    private static int Threshold(decimal share, FieldErrors errors)
    {
        if (share is <= 0 or > MaxThreshold)
        {
            errors.Add("alert_threshold", "must lie above 0 and not above 10: 0.8 is 80 % of what is available.");
            return Whole;
        }

        var parts = share * Whole;
        if (parts != decimal.Truncate(parts))
        {
            errors.Add("alert_threshold", "has more than four decimals.");
        }

        return (int)parts;
    }

    private static long? Cap(AmountText? text, Currency currency, FieldErrors errors) =>
        text is { } cap ? errors.Take(cap.ResolvePositive(currency)).Minor : null;

    private static Result<Budget> WithAmounts(LedgerDraft draft, Budget current, Budget changed, BudgetPatch patch)
    {
        var periods = BudgetPeriods.Of(changed, draft.Head.Profile.Settings.FirstWeekday);
        var begun = changed.Start == current.Start
            ? changed
            : changed with { Amounts = changed.Amounts.BeginAt(changed.Start, periods) };
        if (!patch.Amount.IsPresent)
        {
            return patch.EffectiveFrom is null ? begun : Errors.Validation("effective_from", "goes with amount only.");
        }

        var errors = new FieldErrors();
        var amount = errors.Take(patch.Amount.Or(default).ResolvePositive(changed.Currency));
        var day = patch.EffectiveFrom ?? TodayOf(draft);
        var number = periods.Holding(day);
        if (patch.EffectiveFrom is not null && number != periods.NumberOf(day))
        {
            errors.Add("effective_from", "must lie in one of the budget's periods.");
        }

        var amounts = begun.Amounts.SetFrom(number, amount.Minor, periods);
        if (amounts.Length > MaxAmounts)
        {
            errors.Add("amount", $"has changed {MaxAmounts} times in this budget; make a new one.");
        }

        return errors.Or(() => begun with { Amounts = amounts });
    }
}
