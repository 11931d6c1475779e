using Finance.Core;
using Finance.Core.Budgets;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Budgets;

/// <summary>What clients send about budgets.</summary>
internal static class BudgetRequests
{
    private const int MaxText = 200;
    private const int MaxCategories = 500;
    private const decimal DefaultThreshold = 0.8m;

    internal static NewBudget New(RequestInput input) => new()
    {
        Name = input.Body.Required("name", Name),
        Amount = input.Body.Required("amount", Amount),
        Period = input.Body.Required("period", Period),
        CategoryIds = input.Body.Optional("categories", CategoriesField, []),
        Start = input.Body.Required("start_date", StartDate),
        End = input.Body.Optional("end_date", EndDate),
        AlertThreshold = input.Body.Optional("alert_threshold", AlertThreshold, DefaultThreshold),
        Rollover = input.Body.Optional("rollover", Rollover, RolloverRule.None),
        RolloverCap = input.Body.Optional("rollover_cap", RolloverCap),
    };

    internal static BudgetPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Name),
        Amount = input.Body.Change("amount", Amount),
        EffectiveFrom = input.Body.Optional("effective_from", Read.Date
            .Says("A day of the first period for which a new amount counts; the current one if left out.")),
        Period = input.Body.Change("period", Period),
        CategoryIds = input.Body.Change("categories", CategoriesField),
        Start = input.Body.Change("start_date", StartDate),
        End = input.Body.ChangeOrClear("end_date", EndDate),
        AlertThreshold = input.Body.Change("alert_threshold", AlertThreshold),
        Rollover = input.Body.Change("rollover", Rollover),
        RolloverCap = input.Body.ChangeOrClear("rollover_cap", RolloverCap),
    };

    internal static DateOnly? On(RequestInput input) => input.Query.Optional("on", Read.AsOf);

    internal static (DateOnly? On, int Periods) History(RequestInput input) =>
        (On(input), input.Query.Optional("periods", Read.Int(1, BudgetService.MaxPeriods)
            .Says("How many past periods the history tells."), BudgetService.DefaultPeriods));

    private static ValueReader<IReadOnlyList<string>> Categories { get; } = Read.List(Read.Id, MaxCategories);

    private static ValueReader<string> Name { get; } = Read.Text(MaxText)
        .Like("Eating out");

    private static ValueReader<AmountText> Amount { get; } = Read.Amount
        .Says("What may be spent in a period, in the user's currency.")
        .Like(200.00m);

    private static ValueReader<BudgetPeriod> Period { get; } = Read.Enum<BudgetPeriod>()
        .Like("monthly");

    private static ValueReader<IReadOnlyList<string>> CategoriesField { get; } = Categories
        .Says("The categories that count, each with those below it; empty for all spending.");

    private static ValueReader<DateOnly> StartDate { get; } = Read.Date
        .Says("The first day; periods begin with it. YYYY-MM-DD.")
        .Like("2026-01-01");

    private static ValueReader<DateOnly> EndDate { get; } = Read.Date
        .Says("The last day; needed for a custom period. YYYY-MM-DD.");

    private static ValueReader<decimal> AlertThreshold { get; } = Read.Decimal
        .Says("The part of the budget at which it warns: 0.8 is 80 percent.")
        .Like(0.8m);

    private static ValueReader<RolloverRule> Rollover { get; } = Read.Enum<RolloverRule>()
        .Says("What becomes of what is unused or overspent at the end of a period.")
        .Like("unused");

    private static ValueReader<AmountText> RolloverCap { get; } = Read.Amount
        .Says("At most so much is carried over.");
}
