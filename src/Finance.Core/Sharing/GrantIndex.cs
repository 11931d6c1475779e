using Finance.Core.Storage;

namespace Finance.Core.Sharing;

/// <summary>Where a grant is to be looked for: in whose ledger, under which id.</summary>
/// <param name="WrittenAt">A little before the grant was made.</param>
/// <param name="ETag">The version of the row as it was read; null before.</param>
internal sealed record GrantPlace(UserId Grantee, UserId Owner, string GrantId, DateTimeOffset WrittenAt, string? ETag = null)
{
    internal string Key => GrantKeys.Row(Owner, GrantId);
}

/// <summary>
/// What is shared with whom, by grantee. A row promises nothing: the owner's ledger says what is granted. Written before the commit that
/// grants, removed after the commit that revokes; what a crash leaves behind is removed when it is met.
/// </summary>
internal sealed class GrantIndex(ITableStore store)
{
    private const string WrittenProperty = "WrittenAt";

    internal Task PutAsync(GrantPlace place, CancellationToken cancellationToken) =>
        CommitAsync(RowChangeKind.Put, place, cancellationToken);

    /// <summary>Removes a row; one that is gone already is fine.</summary>
    internal Task RemoveAsync(GrantPlace place, CancellationToken cancellationToken) =>
        CommitAsync(RowChangeKind.Delete, place, cancellationToken);

    /// <summary>What is shared with a user, in the order of the keys.</summary>
    /// <param name="after">A key; only rows behind it.</param>
    internal IAsyncEnumerable<GrantPlace> OfGranteeAsync(UserId grantee, string? after, int pageSize, CancellationToken cancellationToken) =>
        ReadAsync(
            new RowQuery(grantee.ToString(), after is null ? null : KeyText.After(after), null) { PageSize = pageSize }, cancellationToken);

    /// <summary>What a user shares, whoever with: goes through the whole table, for the one time that a user is erased.</summary>
    internal IAsyncEnumerable<GrantPlace> OfOwnerAsync(UserId owner, CancellationToken cancellationToken) =>
        ReadAsync(new RowQuery(null, owner.ToString(), KeyText.After(owner.ToString())), cancellationToken);

    private async IAsyncEnumerable<GrantPlace> ReadAsync(
        RowQuery query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await store.QueryAsync(Tables.Grants, query, cancellationToken);
            foreach (var row in page.Rows)
            {
                if (UserId.TryParse(row.Partition, out var grantee) && GrantKeys.TryRead(row.Key, out var owner, out var id))
                {
                    yield return new GrantPlace(grantee, owner, id, row.Instant(WrittenProperty), row.ETag);
                }
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    private async Task CommitAsync(RowChangeKind kind, GrantPlace place, CancellationToken cancellationToken)
    {
        var row = new Row(place.Grantee.ToString(), place.Key, 1).Set(WrittenProperty, place.WrittenAt);
        var change = new RowChange(kind, row, kind == RowChangeKind.Delete ? place.ETag : null);
        await store.CommitAsync(Tables.Grants, new Batch(row.Partition).Add(change), cancellationToken);
    }
}
