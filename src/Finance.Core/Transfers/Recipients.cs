using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Users;

namespace Finance.Core.Transfers;

/// <summary>Who gets a transfer.</summary>
/// <param name="Username">As they write it.</param>
internal sealed record Recipient(string Username, TransferTarget Target);

/// <summary>Finds who is to get a transfer. Whoever can get nothing is answered like somebody who is not there.</summary>
internal sealed class Recipients(LedgerStore ledgers, ITableStore store)
{
    private const string Field = "to";

    private readonly Grantees _users = new(ledgers, store);

    /// <returns>Errors: <c>validation_failed</c>.</returns>
    internal async Task<Result<Recipient>> FindAsync(LedgerSnapshot sender, string username, CancellationToken cancellationToken)
    {
        if (NameKeys.Username(username) == NameKeys.Username(sender.Profile.Username))
        {
            return Errors.Validation(Field, "names yourself; a transfer between your own accounts is a transaction of that type.");
        }

        return await _users.FindAsync(username, cancellationToken) is { Head.Restoring: null, Profile.Suspension: null } ledger
            ? new Recipient(ledger.Profile.Username, new TransferTarget(ledger.Owner, ledger.Head.Incarnation))
            : Errors.Validation(Field, "names no user who can get a transfer.");
    }
}
