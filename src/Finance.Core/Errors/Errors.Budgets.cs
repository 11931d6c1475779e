using System.Globalization;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition TooManyBudgetsDefinition =
        Define("too_many_budgets", ErrorKind.Conflict, "The ledger holds as many budgets as it can.");

    public static Error TooManyBudgets(int limit) => new(
        TooManyBudgetsDefinition,
        string.Create(CultureInfo.InvariantCulture, $"A ledger holds {limit} budgets. Delete one that is not needed."));
}
