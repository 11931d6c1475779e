using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Goals;

public enum GoalStepKind
{
    Enter,
    PutIn,
    Link,
    Amount,
    Date,
    Currency,
    Delete,
    Undo,
    Target,
    Status,
    DeleteGoal,
}

/// <summary>One thing that a user does; the numbers choose among what is there at the time.</summary>
public sealed record GoalStep(GoalStepKind Kind, int Which, int What, int Number)
{
    public static Arbitrary<GoalStep[]> Scripts(int longest) => Ledgers.Scripts.Of(Any, longest);

    private static Gen<GoalStep> Any =>
        from kind in Gen.Frequency(
            (5, Gen.Elements(GoalStepKind.Enter, GoalStepKind.PutIn)),
            (8, Gen.Constant(GoalStepKind.Link)),
            (6, Gen.Elements(GoalStepKind.Amount, GoalStepKind.Amount, GoalStepKind.Date)),
            (3, Gen.Elements(GoalStepKind.Delete, GoalStepKind.Undo, GoalStepKind.Currency)),
            (3, Gen.Elements(GoalStepKind.Target, GoalStepKind.Status, GoalStepKind.Status, GoalStepKind.DeleteGoal)))
        from which in Gen.Choose(0, 99)
        from what in Gen.Choose(0, 99)
        from number in Gen.Choose(1, 120)
        select new GoalStep(kind, which, what, number);
}
