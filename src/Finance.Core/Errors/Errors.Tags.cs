using System.Globalization;
using Finance.Core.Summaries;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition TooManyTagsDefinition =
        Define("too_many_tags", ErrorKind.Conflict, "The ledger uses as many different tags as it can hold.");

    public static Error TooManyTags() => new(
        TooManyTagsDefinition,
        string.Create(
            CultureInfo.InvariantCulture,
            $"A ledger uses up to {TagCounts.MaxTags} different tags of {TagCounts.MaxBytes / 1024} KiB together. Use one that is there."));
}
