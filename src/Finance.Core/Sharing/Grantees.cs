using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;

namespace Finance.Core.Sharing;

/// <summary>Finds users by name, and the names of users.</summary>
internal sealed class Grantees(LedgerStore ledgers, ITableStore store)
{
    /// <summary>The ledger of the user who has a name; null where nobody has.</summary>
    internal async Task<LedgerSnapshot?> FindAsync(string username, CancellationToken cancellationToken)
    {
        var partition = NameKeys.Username(username);
        if (!UserRules.IsUsername(username)
            || await store.FindAsync(Tables.Names, partition, NameKeys.Row, cancellationToken) is not { } row
            || NameClaims.OwnerOf(row) is not { } owner)
        {
            return null;
        }

        // The row alone proves nothing: a claim counts while its owner's ledger has the name.
        return await ledgers.LookAsync(owner, cancellationToken) is { Head.ErasingSince: null } ledger
            && NameKeys.Username(ledger.Profile.Username) == partition
                ? ledger
                : null;
    }

    internal async Task<GivenGrant> ShowAsync(Grant grant, CancellationToken cancellationToken)
    {
        var grantee = await ledgers.LookAsync(grant.Grantee, cancellationToken);
        return new GivenGrant(grant, grantee is { Head.ErasingSince: null } && grant.IsTo(grantee) ? grantee.Profile.Username : null);
    }
}
