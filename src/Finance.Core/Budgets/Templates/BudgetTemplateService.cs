using System.Globalization;
using Finance.Core.Audit;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Budgets.Templates;

/// <summary>Makes monthly budgets by a template, all of them in one commit.</summary>
public sealed class BudgetTemplateService(LedgerStore ledgers)
{
    private const int DefaultMonths = 3;
    private const int MaxMonths = 24;

    // A commit takes 100 rows; the alerts that follow need some of them.
    private const int MaxAtOnce = 80;
    private const string GoesWithShares = "goes with the template 50-30-20 only.";

    /// <returns>
    /// Errors: <c>validation_failed</c>, <c>too_many_budgets</c>; where a category for savings has to be made, <c>too_many_categories</c>,
    /// <c>category_name_taken</c>.
    /// </returns>
    public Task<Result<BudgetsFromTemplate>> CreateAsync(Change change, TemplateRequest asked, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<BudgetsFromTemplate>(
            change,
            LedgerPart.Budgets,
            async (draft, token) =>
            {
                if (Refusal(asked) is { } refusal)
                {
                    return refusal;
                }

                var plan = await (asked.Template switch
                {
                    BudgetTemplate.FiftyThirtyTwenty => ShareTemplate.PlanAsync(draft, asked, token),
                    BudgetTemplate.LastMonth => HistoryTemplate.PlanAsync(draft, 1, token),
                    _ => HistoryTemplate.PlanAsync(draft, asked.Months ?? DefaultMonths, token),
                });
                return plan.IsOk ? await MakeAsync(draft, asked, plan.Value, token) : plan.Error;
            },
            cancellationToken);

    /// <summary>What goes with another template than the one that was asked for.</summary>
    private static Error? Refusal(TemplateRequest asked)
    {
        var errors = new FieldErrors();
        if (asked.Months is not null && asked.Template != BudgetTemplate.Average)
        {
            errors.Add("months", "goes with the template average only.");
        }
        else if (asked.Months is < 1 or > MaxMonths)
        {
            errors.Add("months", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {MaxMonths}."));
        }

        if (asked.Template != BudgetTemplate.FiftyThirtyTwenty)
        {
            foreach (var (field, _) in Enum.GetValues<SpendingKind>().Select(asked.Named).Where(named => named.Ids is not null))
            {
                errors.Add(field, GoesWithShares);
            }

            if (asked.Income is not null)
            {
                errors.Add("income", GoesWithShares);
            }
        }

        return errors.IsEmpty ? null : errors.ToError();
    }

    private static async Task<Result<BudgetsFromTemplate>> MakeAsync(
        LedgerDraft draft,
        TemplateRequest asked,
        TemplatePlan plan,
        CancellationToken cancellationToken)
    {
        if (plan.Budgets.Count > MaxAtOnce)
        {
            return Errors.Validation("template", string.Create(
                CultureInfo.InvariantCulture,
                $"would make {plan.Budgets.Count} budgets; at most {MaxAtOnce} are made at once."));
        }

        var (budgets, figures) = (new List<Budget>(), new List<TemplateFigure>());
        foreach (var planned in plan.Budgets)
        {
            var made = BudgetService.Add(draft, LedgerKeys.NewId(), new NewBudget
            {
                Name = planned.Name,
                Amount = new AmountText(planned.Field, planned.Amount.ToString()),
                Period = BudgetPeriod.Monthly,
                CategoryIds = planned.CategoryIds,
                Start = asked.Start ?? Month.Of(BudgetRules.TodayOf(draft)).FirstDay,
            });
            if (!made.IsOk)
            {
                return made.Error;
            }

            budgets.Add(made.Value);
            figures.Add(new TemplateFigure(made.Value.Id, planned.Kind, planned.Category, planned.Amount, planned.Months));
        }

        draft.Record(
            "budgets.from_template",
            SnakeCase.Of(asked.Template),
            [.. budgets.Select(budget => new AuditedRow(null, BudgetRow.Write(draft.Owner, budget)))]);
        return new BudgetsFromTemplate
        {
            Template = asked.Template,
            Income = plan.Income,
            Figures = figures,
            Budgets = await BudgetService.ShowAsync(draft, budgets, cancellationToken),
            CreatedCategory = plan.CreatedCategory,
            LeftOut = plan.LeftOut,
        };
    }
}

/// <summary>Budgets that a template is about to make.</summary>
internal sealed record TemplatePlan(
    IReadOnlyList<PlannedBudget> Budgets,
    TemplateIncome? Income,
    Category? CreatedCategory,
    IReadOnlyList<Category> LeftOut);

/// <param name="Field">The field of the request that is at fault where the amount is refused.</param>
internal sealed record PlannedBudget(string Name, IReadOnlyList<string> CategoryIds, Money Amount, string Field)
{
    internal SpendingKind? Kind { get; init; }

    internal Category? Category { get; init; }

    internal IReadOnlyList<TemplateMonth> Months { get; init; } = [];
}
