using System.Globalization;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition GoalClosedDefinition =
        Define("goal_closed", ErrorKind.Conflict, "The goal is cancelled.");

    private static readonly ErrorDefinition AlreadyLinkedDefinition =
        Define("already_linked", ErrorKind.Conflict, "The transaction gives to this goal already.");

    private static readonly ErrorDefinition TooManyGoalsDefinition =
        Define("too_many_goals", ErrorKind.Conflict, "The ledger holds as many goals as it can.");

    private static readonly ErrorDefinition TooManyContributionsDefinition =
        Define("too_many_contributions", ErrorKind.Conflict, "The goal holds contributions of as many days as it can.");

    public static Error GoalClosed() =>
        new(GoalClosedDefinition, "A cancelled goal takes no contribution. Set \"status\": \"active\" first.");

    public static Error AlreadyLinked() =>
        new(AlreadyLinkedDefinition, "A transaction gives to a goal once. Undo that contribution first to give another amount.");

    public static Error TooManyGoals(int limit) => new(
        TooManyGoalsDefinition,
        string.Create(CultureInfo.InvariantCulture, $"A ledger holds {limit} goals. Delete one that is not needed."));

    public static Error TooManyContributions(int limit) => new(
        TooManyContributionsDefinition,
        string.Create(CultureInfo.InvariantCulture, $"A goal holds contributions of {limit} different days. Use a day that has one."));
}
