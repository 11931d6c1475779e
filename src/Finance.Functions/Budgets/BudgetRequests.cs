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
        Name = input.Body.Required("name", Read.Text(MaxText)),
        Amount = input.Body.Required("amount", Read.Amount),
        Period = input.Body.Required("period", Read.Enum<BudgetPeriod>()),
        CategoryIds = input.Body.Optional("categories", Categories, []),
        Start = input.Body.Required("start_date", Read.Date),
        End = input.Body.Optional("end_date", Read.Date),
        AlertThreshold = input.Body.Optional("alert_threshold", Read.Decimal, DefaultThreshold),
        Rollover = input.Body.Optional("rollover", Read.Enum<RolloverRule>(), RolloverRule.None),
        RolloverCap = input.Body.Optional("rollover_cap", Read.Amount),
    };

    internal static BudgetPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Read.Text(MaxText)),
        Amount = input.Body.Change("amount", Read.Amount),
        EffectiveFrom = input.Body.Optional("effective_from", Read.Date),
        Period = input.Body.Change("period", Read.Enum<BudgetPeriod>()),
        CategoryIds = input.Body.Change("categories", Categories),
        Start = input.Body.Change("start_date", Read.Date),
        End = input.Body.ChangeOrClear("end_date", Read.Date),
        AlertThreshold = input.Body.Change("alert_threshold", Read.Decimal),
        Rollover = input.Body.Change("rollover", Read.Enum<RolloverRule>()),
        RolloverCap = input.Body.ChangeOrClear("rollover_cap", Read.Amount),
    };

    internal static DateOnly? On(RequestInput input) => input.Query.Optional("on", Read.Date);

    internal static (DateOnly? On, int Periods) History(RequestInput input) =>
        (On(input), input.Query.Optional("periods", Read.Int(1, BudgetService.MaxPeriods), BudgetService.DefaultPeriods));

    private static ValueReader<IReadOnlyList<string>> Categories { get; } = Read.List(Read.Id, MaxCategories);
}
