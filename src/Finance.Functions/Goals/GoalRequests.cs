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
        Name = input.Body.Required("name", Read.Text(MaxText)),
        Description = input.Body.Optional("description", Read.Notes(MaxNotes)),
        Target = input.Body.Required("target_amount", Read.Amount),
        TargetDate = input.Body.Optional("target_date", Read.Date),
        Type = input.Body.Required("goal_type", Read.Enum<GoalType>()),
        Priority = input.Body.Optional("priority", Number, 1),
        Status = input.Body.Optional("status", Read.Enum<GoalStatus>(), GoalStatus.Active),
    };

    internal static GoalPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Read.Text(MaxText)),
        Description = input.Body.ChangeOrClear("description", Read.Notes(MaxNotes)),
        Target = input.Body.Change("target_amount", Read.Amount),
        TargetDate = input.Body.ChangeOrClear("target_date", Read.Date),
        Type = input.Body.Change("goal_type", Read.Enum<GoalType>()),
        Priority = input.Body.Change("priority", Number),
        Status = input.Body.Change("status", Read.Enum<GoalStatus>()),
    };

    internal static GoalFilter Filter(RequestInput input) => new(
        input.Query.Optional("status", Read.Enum<GoalStatus>()),
        input.Query.Optional("goal_type", Read.Enum<GoalType>()),
        On(input));

    internal static DateOnly? On(RequestInput input) => input.Query.Optional("on", Read.Date);

    internal static NewContribution Contribution(RequestInput input) => new()
    {
        Amount = input.Body.Optional("amount", Read.Amount),
        Date = input.Body.Optional("date", Read.Date),
        Notes = input.Body.Optional("notes", Read.Notes(MaxNotes)),
        TransactionId = input.Body.Optional("transaction_id", Read.Id),
    };
}
