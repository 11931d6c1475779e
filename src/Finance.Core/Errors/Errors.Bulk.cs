using System.Globalization;
using Finance.Core.Transactions.Bulk;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition BulkRefusedDefinition =
        Define("bulk_refused", ErrorKind.Invalid, "Operations failed, and with them all others of an atomic request.");

    private static readonly ErrorDefinition BulkTooLargeDefinition =
        Define("bulk_too_large", ErrorKind.Invalid, "The operations take more than one commit holds, which an atomic request must fit.");

    internal static Error BulkRefused(
        IReadOnlyList<RefusedOperation> failed,
        IReadOnlyDictionary<string, IReadOnlyList<string>> fields) => new(
        BulkRefusedDefinition,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{failed.Count} of the operations failed, so nothing was written. Correct or leave out those that 'evidence' names, or send the rest without atomic=true."),
        fields,
        new BulkRefusal(failed));

    /// <param name="fitting">How many of the operations, from the first on, fit.</param>
    internal static Error BulkTooLarge(int operations, int fitting) => new(
        BulkTooLargeDefinition,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The first {fitting} of the {operations} operations fit; nothing was written. Send at most so many at once, or leave out atomic=true."),
        Evidence: new BulkLimit(operations, fitting));
}
