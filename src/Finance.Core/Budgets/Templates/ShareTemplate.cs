using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Budgets.Templates;

/// <summary>Half of the income for needs, three tenths for wants, the rest for savings.</summary>
internal static class ShareTemplate
{
    /// <summary>What the budgets are called, and what a category for savings is called that has to be made.</summary>
    internal const string Needs = "Needs";

    /// <inheritdoc cref="Needs"/>
    internal const string Wants = "Wants";

    /// <inheritdoc cref="Needs"/>
    internal const string Savings = "Savings";

    private const int Percent = 100;
    private const int NeedsPercent = 50;
    private const int WantsPercent = 30;

    /// <summary>
    /// The part of an income that goes into a budget, rounded half away from zero; savings are what is left, so that nothing is lost.
    /// </summary>
    internal static Money ShareOf(Money income, SpendingKind kind)
    {
        Money Part(int percent) => new(Money.Quotient((Int128)income.Minor * percent, Percent), income.Currency);
        return kind switch
        {
            SpendingKind.Need => Part(NeedsPercent),
            SpendingKind.Want => Part(WantsPercent),
            _ => income - Part(NeedsPercent) - Part(WantsPercent),
        };
    }

    /// <returns>Errors: <c>validation_failed</c>, <c>too_many_categories</c>, <c>category_name_taken</c>.</returns>
    internal static async Task<Result<TemplatePlan>> PlanAsync(
        LedgerDraft draft,
        TemplateRequest asked,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var buckets = errors.Take(SpendingBuckets.Of(draft.Chart, asked));
        var income = errors.Take(await TemplateIncomes.FindAsync(
            draft, asked.Income, Month.Of(BudgetRules.TodayOf(draft)), cancellationToken));
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        Category? created = null;
        if (buckets![SpendingKind.Saving].Count == 0)
        {
            var made = MakeSavings(draft);
            if (!made.IsOk)
            {
                return made.Error;
            }

            created = made.Value;
        }

        var budgets = new List<PlannedBudget>();
        foreach (var (kind, name) in (ReadOnlySpan<(SpendingKind, string)>)
            [(SpendingKind.Need, Needs), (SpendingKind.Want, Wants), (SpendingKind.Saving, Savings)])
        {
            IReadOnlyList<string> ids = kind == SpendingKind.Saving && created is not null ? [created.Id] : buckets[kind];
            var field = asked.Named(kind).Field;
            if (ids.Count == 0)
            {
                // A budget that names none would count all spending.
                errors.Add(field, "has no category: none is known by its name. Name some.");
            }

            budgets.Add(new PlannedBudget(name, ids, ShareOf(income!.Amount, kind), "income") { Kind = kind, Months = income.Months });
        }

        return errors.Or(() => new TemplatePlan(budgets, income, created, buckets.LeftOut));
    }

    private static Result<Category> MakeSavings(LedgerDraft draft)
    {
        if (draft.Chart.Categories.Count() >= CategoryRules.MaxCategories)
        {
            return Errors.TooManyCategories(CategoryRules.MaxCategories, "in a ledger");
        }

        var made = CategoryRules.Make(draft, new NewCategory { Name = Savings, Type = CategoryType.Expense });
        if (made.IsOk)
        {
            draft.Put(made.Value);
        }

        return made;
    }
}
