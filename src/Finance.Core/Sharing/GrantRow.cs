using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Sharing;

/// <summary>A grant as a row of its owner's ledger.</summary>
internal static class GrantRow
{
    internal static Row Write(UserId owner, Grant grant) =>
        WriteForAudit(owner, grant)
            .Set("Grantee", grant.Grantee.ToString())
            .Set("GranteeLedger", grant.GranteeLedger);

    /// <summary>The grant without whose it is: the audit outlives it, and with it the grantee's account.</summary>
    internal static Row WriteForAudit(UserId owner, Grant grant) =>
        new Row(owner.ToString(), LedgerKeys.Grant(grant.Id))
            .Set("Access", SnakeCase.Of(grant.Access))
            .Set("Kind", SnakeCase.Of(grant.Scope.Kind))
            .Set("Categories", grant.Scope.CategoryIds.Count == 0 ? null : string.Join(' ', grant.Scope.CategoryIds))
            .Set("Types", grant.Scope.Types.Count == 0 ? null : string.Join(' ', grant.Scope.Types.Select(SnakeCase.Of)))
            .Set("ToldOn", grant.Told is { } told ? LedgerDates.Format(told.Day) : null)
            .SetObject("ToldNumber", grant.Told?.Number)
            .Set("CreatedAt", grant.CreatedAt)
            .Set("Version", grant.Version);

    /// <exception cref="InvalidRowException">It names nobody.</exception>
    internal static Grant Read(Row row) => ReadForAudit(row) with
    {
        Grantee = UserId.TryParse(row.Text("Grantee"), out var grantee)
            ? grantee
            : throw new InvalidRowException($"Row '{row.Key}' names no grantee."),
        GranteeLedger = row.Text("GranteeLedger"),
    };

    /// <summary>The grant as an audit row holds it: nobody's.</summary>
    internal static Grant ReadForAudit(Row row) => new()
    {
        Id = row.Key[LedgerKeys.GrantPrefix.Length..],
        Grantee = default,
        GranteeLedger = string.Empty,
        Access = SnakeCase.Parse<GrantAccess>(row.Text("Access")),
        Scope = new GrantScope(
            SnakeCase.Parse<GrantKind>(row.Text("Kind")),
            row.FindText("Categories")?.Split(' ') ?? [],
            [.. (row.FindText("Types")?.Split(' ') ?? []).Select(SnakeCase.Parse<TransactionType>)]),
        Told = row.FindText("ToldOn") is { } day && LedgerDates.TryParse(day, out var on)
            ? new SharedChangeMark(on, row.Long("ToldNumber"))
            : null,
        CreatedAt = row.Instant("CreatedAt"),
        Version = row.Long("Version"),
    };
}
