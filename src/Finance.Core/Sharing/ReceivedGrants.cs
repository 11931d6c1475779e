using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Users;

namespace Finance.Core.Sharing;

/// <summary>Tells what is shared with a user: the index says where to look, the owners' ledgers say what there is.</summary>
internal sealed class ReceivedGrants(LedgerStore ledgers, GrantIndex index, TimeProvider clock)
{
    /// <summary>How long a row is left to the commit that it was written for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    internal async Task<Result<ReceivedPage>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        var own = await ledgers.OpenAsync(caller, cancellationToken);
        if (!own.IsOk)
        {
            return own.Error;
        }

        var places = await index.OfGranteeAsync(caller.User, page.After, page.Limit, cancellationToken)
            .Take(page.Limit)
            .ToListAsync(cancellationToken);
        var found = await Task.WhenAll(places.Select(place => FindAsync(own.Value, place, cancellationToken)));
        return new ReceivedPage(
            [.. found.OfType<ReceivedGrant>()],
            places.Count == page.Limit ? places[^1].Key : null,
            page.After is null && places.Count < page.Limit ? found.Count(grant => grant is not null) : null);
    }

    private async Task<ReceivedGrant?> FindAsync(LedgerSnapshot own, GrantPlace place, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.LookAsync(place.Owner, cancellationToken);
        var grant = ledger?.Plans.FindGrant(place.GrantId);
        if (ledger is { Head.ErasingSince: null } && grant is not null && grant.IsTo(own))
        {
            var categories = grant.Scope.CategoryIds.Select(ledger.Chart.FindCategory).OfType<Category>();
            return new ReceivedGrant(grant, new User(ledger.Owner, ledger.Profile), [.. categories]);
        }

        if (grant is null && place.WrittenAt + Patience < clock.GetUtcNow())
        {
            await index.RemoveAsync(place, cancellationToken);
        }

        return null;
    }
}
