using Finance.Core;
using Finance.Core.Goals;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Goals;

/// <summary>What clients send about goals.</summary>
internal static class GoalRequests
{
    private const int MaxText = 200;
    private const int MaxNotes = 2_000;
    private const int MaxNumber = 100_000;

    // Which numbers are priorities is for the goal's rules to say.
    private static readonly ValueReader<int> Number = Read.Int(-MaxNumber, MaxNumber);

    internal static NewGoal New(RequestInput input) => new()
    {
        Name = input.Body.Required("name", Name),
        Description = input.Body.Optional("description", Description),
        Target = input.Body.Required("target_amount", TargetAmount),
        TargetDate = input.Body.Optional("target_date", TargetDate),
        Type = input.Body.Required("goal_type", GoalType),
        Priority = input.Body.Optional("priority", Priority, 1),
        Status = input.Body.Optional("status", Status, GoalStatus.Active),
    };

    internal static GoalPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Name),
        Description = input.Body.ChangeOrClear("description", Description),
        Target = input.Body.Change("target_amount", TargetAmount),
        TargetDate = input.Body.ChangeOrClear("target_date", TargetDate),
        Type = input.Body.Change("goal_type", GoalType),
        Priority = input.Body.Change("priority", Priority),
        Status = input.Body.Change("status", Status),
    };

    internal static GoalFilter Filter(RequestInput input) => new(
        input.Query.Optional("status", Status),
        input.Query.Optional("goal_type", GoalType),
        On(input));

    internal static DateOnly? On(RequestInput input) => input.Query.Optional("on", Read.AsOf);

    internal static NewContribution Contribution(RequestInput input) => new()
    {
        Amount = input.Body.Optional("amount", Read.Amount
            .Says("What is put in, above zero. Of a linked transaction as much as it still has if left out.")
            .Like(50.00m)),
        Date = input.Body.Optional("date", Read.Date.Says("The day of the contribution; today if left out.")),
        Notes = input.Body.Optional("notes", Read.Notes(MaxNotes).Says("Free text.").Like("Birthday money")),
        TransactionId = input.Body.Optional("transaction_id", Read.Id.Says("The transaction that pays it.")),
    };

    private static ValueReader<string> Name { get; } = Read.Text(MaxText)
        .Like("A bicycle");

    private static ValueReader<string> Description { get; } = Read.Notes(MaxNotes)
        .Says("Free text.");

    private static ValueReader<AmountText> TargetAmount { get; } = Read.Amount
        .Says("In the user's currency.")
        .Like(900.00m);

    private static ValueReader<DateOnly> TargetDate { get; } = Read.Date
        .Says("When it shall be reached, YYYY-MM-DD.")
        .Like("2027-06-30");

    private static ValueReader<GoalType> GoalType { get; } = Read.Enum<GoalType>()
        .Like("savings");

    private static ValueReader<int> Priority { get; } = Number
        .Says("1 comes first.");

    private static ValueReader<GoalStatus> Status { get; } = Read.Enum<GoalStatus>()
        .Says("`active` takes contributions.");
}
