namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition FutureDateDefinition = Define("future_date", ErrorKind.Invalid, "The date lies after today.");

    /// <param name="today">The day it is in the user's zone.</param>
    public static Error FutureDate(DateOnly today) => new(
        FutureDateDefinition,
        $"It is {LedgerDates.Format(today)} in your time zone. Use a date up to then, or set allow_future_dates in the profile's settings.",
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["date"] = [$"must not lie after {LedgerDates.Format(today)}."] });
}
