using System.Globalization;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition TooManyWebhooksDefinition =
        Define("too_many_webhooks", ErrorKind.Conflict, "The ledger holds as many webhooks as it can.");

    public static Error TooManyWebhooks(int limit) => new(
        TooManyWebhooksDefinition,
        string.Create(CultureInfo.InvariantCulture, $"A ledger holds {limit} webhooks. Delete one that is not needed."));
}
