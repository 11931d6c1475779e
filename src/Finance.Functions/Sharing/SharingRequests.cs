using Finance.Core.Sharing;
using Finance.Core.Transactions;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Sharing;

/// <summary>What clients send about grants.</summary>
internal static class SharingRequests
{
    private const int MaxUsername = 100;
    private const int MaxCategories = 100;
    private static readonly int MaxTypes = Enum.GetValues<TransactionType>().Length;

    internal static NewGrant New(RequestInput input) => new(
        input.Body.Required("grantee", Read.Text(MaxUsername).Says("The username of whom is let in.").Like("grace")),
        input.Body.Required("access", Read.Enum<GrantAccess>().Like("read")),
        input.Body.Required("scope", Read.Object(Scope).Says("What of the ledger it is about.")));

    private static GrantScope Scope(ObjectFields scope) => new(
        scope.Required("kind", Read.Enum<GrantKind>()),
        scope.Optional("category_ids", Read.List(Read.Id, MaxCategories, 1).Says("For transactions: those of these categories alone."), []),
        scope.Optional("types", Read.List(Read.Enum<TransactionType>(), MaxTypes, 1).Says("For transactions: those of these types alone."), []));
}
