using Finance.Core.Ledgers;

namespace Finance.Core.Budgets.Templates;

/// <summary>Finds the income that a template divides.</summary>
internal static class TemplateIncomes
{
    private const int MonthsAveraged = 3;
    private const int MonthsLookedAt = 12;

    /// <summary>What was given; else what the settings say; else the average of the last finished months that had any.</summary>
    /// <returns>Errors: <c>validation_failed</c>.</returns>
    internal static async Task<Result<TemplateIncome>> FindAsync(
        LedgerDraft draft,
        AmountText? given,
        Month current,
        CancellationToken cancellationToken)
    {
        var profile = draft.Head.Profile;
        if (given is { } text)
        {
            return text.ResolvePositive(profile.Currency).Map(amount => new TemplateIncome(amount, IncomeSource.Given, []));
        }

        // An income in what was the base currency once says nothing in this one.
        if (profile.Settings.MonthlyIncome is { } settled && settled.Currency == profile.Currency)
        {
            return new TemplateIncome(settled, IncomeSource.Settings, []);
        }

        var months = await TemplateMonths.ReadAsync(draft, current, MonthsLookedAt, cancellationToken);
        var earned = TemplateMonths.Before(current, MonthsLookedAt)
            .Select(months.IncomeOf)
            .Where(month => month.Amount.Minor > 0)
            .Take(MonthsAveraged)
            .ToList();
        return earned.Count > 0
            ? new TemplateIncome(months.Average(earned), IncomeSource.Average, earned)
            : Errors.Validation(
                "income",
                "is not known: give it here, set settings.monthly_income in PUT /api/auth/user, or enter the income of a finished month.");
    }
}
