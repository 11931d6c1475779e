using Finance.Core.Ledgers;

namespace Finance.Core.Sharing;

/// <summary>Takes away what an erased user shared and what was shared with them, so that nobody's ledger or index names them any more.</summary>
internal sealed class GrantErasure(LedgerStore ledgers, Storage.ITableStore store)
{
    private const string Agent = "erasure";

    private readonly GrantIndex _index = new(store);

    /// <param name="isErasing">
    /// Asked after rows were read: while the user's ledger is still the one that is erased, they are none of its successor's.
    /// </param>
    /// <returns>Whether all of it is gone; false where it has to be looked at again.</returns>
    internal async Task<bool> EraseAsync(
        UserId user,
        string traceId,
        Func<CancellationToken, Task<bool>> isErasing,
        CancellationToken cancellationToken)
    {
        var received = await _index.OfGranteeAsync(user, null, 1000, cancellationToken).ToListAsync(cancellationToken);
        var given = await _index.OfOwnerAsync(user, cancellationToken).ToListAsync(cancellationToken);
        if (!await isErasing(cancellationToken))
        {
            return false;
        }

        foreach (var place in received)
        {
            if (!await EndAsync(place, traceId, cancellationToken))
            {
                return false;
            }
        }

        foreach (var place in received.Concat(given))
        {
            await _index.RemoveAsync(place, cancellationToken);
        }

        return true;
    }

    /// <summary>Takes the grant out of its owner's ledger, if it is there.</summary>
    private async Task<bool> EndAsync(GrantPlace place, string traceId, CancellationToken cancellationToken)
    {
        var ended = await ledgers.ChangeAsync<Done>(
            new Change(Caller.Product(place.Owner, Agent, traceId)),
            (draft, _) =>
            {
                if (draft.Plans.FindGrant(place.GrantId) is { } grant && grant.Grantee == place.Grantee)
                {
                    draft.Delete(grant);

                    // Who it was is what is to be forgotten.
                    draft.Record("grant.ended", grant.Id, null, null);
                }

                return Task.FromResult<Result<Done>>(Done.Value);
            },
            cancellationToken);

        // A ledger that is not there, or is going itself, has no grant to end.
        return ended.IsOk || ended.Error.Code != Errors.Conflict().Code;
    }
}
