using System.Globalization;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition RangeTooWideDefinition =
        Define("range_too_wide", ErrorKind.Invalid, "Too many transactions to be sorted this way.");

    /// <param name="limit">Transactions that are sorted at most.</param>
    public static Error RangeTooWide(long limit) => new(
        RangeTooWideDefinition,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Sorting by amount or category looks at every transaction asked for, at most {limit}. Narrow the list with from and to, or sort by date."));
}
