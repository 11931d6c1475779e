using System.Globalization;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition RecurringInactiveDefinition =
        Define("recurring_inactive", ErrorKind.Conflict, "The recurring template is not active.");

    private static readonly ErrorDefinition RecurringEndedDefinition =
        Define("recurring_ended", ErrorKind.Conflict, "The recurring template has no occurrence left.");

    private static readonly ErrorDefinition RecurringBlockedDefinition =
        Define("recurring_blocked", ErrorKind.Conflict, "The occurrence cannot be created as the ledger stands.");

    private static readonly ErrorDefinition TooManyRecurringDefinition =
        Define("too_many_recurring", ErrorKind.Conflict, "The ledger holds as many recurring templates as it can.");

    public static Error RecurringInactive() =>
        new(RecurringInactiveDefinition, "Set \"is_active\": true first; it then goes on from today.");

    public static Error RecurringEnded() =>
        new(RecurringEndedDefinition, "Every occurrence up to its end is settled. Move end_date or count to let it go on.");

    /// <param name="fields">What stands in the way, by the fields of the template.</param>
    public static Error RecurringBlocked(IReadOnlyDictionary<string, IReadOnlyList<string>> fields) =>
        new(
            RecurringBlockedDefinition,
            "The ledger has changed since the template was made. Change what 'errors' names, then run it again.",
            fields);

    public static Error TooManyRecurring(int limit) => new(
        TooManyRecurringDefinition,
        string.Create(
            CultureInfo.InvariantCulture,
            $"A ledger holds {limit} recurring templates. Remove one that is not needed with ?purge=true."));
}
