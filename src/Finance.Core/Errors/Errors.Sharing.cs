namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition NotSharedDefinition =
        Define("not_shared", ErrorKind.Forbidden, "The owner of the ledger has not shared this part of it.");

    private static readonly ErrorDefinition ReadOnlyGrantDefinition =
        Define("read_only_grant", ErrorKind.Forbidden, "The owner of the ledger has shared this to be read only.");

    private static readonly ErrorDefinition OutsideGrantDefinition =
        Define("outside_grant", ErrorKind.Forbidden, "The change reaches beyond what the owner of the ledger has shared.");

    private static readonly ErrorDefinition AlreadySharedDefinition =
        Define("already_shared", ErrorKind.Conflict, "This user has a grant of that kind already.");

    private static readonly ErrorDefinition TooManyGrantsDefinition =
        Define("too_many_grants", ErrorKind.Conflict, "The ledger is shared with as many as it can be.");

    /// <summary>The same whether there is no such user, or one who shares nothing with the caller.</summary>
    public static Error NoSharedLedger() =>
        new(NotFoundDefinition, "X-Ledger names no ledger that is shared with you. GET /api/users/shared-with-me lists those that are.");

    public static Error NotShared() =>
        new(NotSharedDefinition, "Your grant does not reach what this route answers or changes. Leave out X-Ledger for your own ledger.");

    public static Error ReadOnlyGrant() => new(ReadOnlyGrantDefinition, "Ask the owner for a grant with access 'edit'.");

    public static Error OutsideGrant() => new(
        OutsideGrantDefinition,
        "A grant of transactions changes entries that lie in its categories and types, before and after; one of budgets changes budgets alone.");

    public static Error AlreadyShared() =>
        new(AlreadySharedDefinition, "Revoke the grant with DELETE /api/users/share-permission/{id} before you give another of its kind.");

    /// <param name="most">Grants that a ledger can hold.</param>
    public static Error TooManyGrants(int most) => new(TooManyGrantsDefinition, $"Revoke one of the {most} first.");
}
