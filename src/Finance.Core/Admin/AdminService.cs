using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;

namespace Finance.Core.Admin;

/// <summary>
/// What administrators do to users: find them, suspend them, let them in again. Nothing here tells what a ledger holds; each change is a
/// commit of the user's own ledger, whose audit row names the administrator.
/// </summary>
public sealed class AdminService(LedgerStore ledgers, ITableStore store)
{
    private readonly UserSearch _search = new(ledgers, store);

    /// <summary>Why a caller is no administrator here; null where they are one.</summary>
    /// <returns>Errors: <c>forbidden</c>, and those of every call where the caller has a ledger.</returns>
    public async Task<Error?> RefusalOfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (await ledgers.RefuseGuestAsync(caller, cancellationToken) is { } closed)
        {
            return closed;
        }

        // An administrator needs no ledger; one who has one is bound by it, as by a sign-out.
        var own = await ledgers.LookAsync(caller.User, cancellationToken);
        return own is not null && Entrance.RefusalOf(caller, own.Profile) is { } refusal ? refusal
            : caller.IsAdmin ? null
            : Errors.NotAnAdministrator();
    }

    /// <summary>Users whose username begins so, in its order, or the one who has an e-mail address.</summary>
    /// <param name="text">A text with an <c>@</c> is an e-mail address: of these only whole ones are found.</param>
    /// <returns>Errors: <c>forbidden</c>.</returns>
    public async Task<Result<FoundUsers>> SearchAsync(
        Caller caller,
        string text,
        PageRequest page,
        CancellationToken cancellationToken) =>
        await RefusalOfAsync(caller, cancellationToken) is { } refusal ? refusal : await _search.FindAsync(text, page, cancellationToken);

    /// <summary>How many usernames are taken, counted up to a bound.</summary>
    public Task<UserCount> CountAsync(CancellationToken cancellationToken) => _search.CountAsync(cancellationToken);

    /// <summary>
    /// Shuts a user out; again changes nothing. What is due to them waits, their webhooks stop, what they share is closed, and their dropped
    /// files are set aside.
    /// </summary>
    /// <returns>Errors: <c>forbidden</c>, <c>unknown_user</c>.</returns>
    public async Task<Result<User>> SuspendAsync(Change change, UserId user, string? reason, CancellationToken cancellationToken)
    {
        if (await RefusalOfAsync(change.Caller, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return user == change.Caller.User
            ? Errors.CannotSuspendYourself()
            : await ChangeAsync(
                change,
                user,
                (profile, now) => profile.Suspension is null ? profile with { Suspension = new Suspension(now, reason) } : profile,
                "user.suspended",
                cancellationToken);
    }

    /// <summary>Lets a suspended user in again; what waited is caught up with. Of one who is not suspended it changes nothing.</summary>
    /// <returns>Errors: <c>forbidden</c>, <c>unknown_user</c>.</returns>
    public async Task<Result<User>> RestoreAsync(Change change, UserId user, CancellationToken cancellationToken) =>
        await RefusalOfAsync(change.Caller, cancellationToken) is { } refusal
            ? refusal
            : await ChangeAsync(change, user, (profile, _) => profile with { Suspension = null }, "user.restored", cancellationToken);

    private async Task<Result<User>> ChangeAsync(
        Change change,
        UserId user,
        Func<Profile, DateTimeOffset, Profile> decide,
        string action,
        CancellationToken cancellationToken)
    {
        var changed = await ledgers.ChangeAsync<User>(
            new Change(Caller.Administrator(change.Caller, user)) { EvenWhileRestoring = true },
            (draft, _) =>
            {
                var profile = decide(draft.Head.Profile, draft.Now);
                if (profile != draft.Head.Profile)
                {
                    var before = LedgerHeadRow.Write(draft.Owner, draft.Head);
                    draft.Put(profile);
                    draft.Record(action, draft.Owner.ToString(), before, LedgerHeadRow.Write(draft.Owner, draft.Head));
                }

                return Task.FromResult<Result<User>>(new User(draft.Owner, profile));
            },
            cancellationToken);

        // One who was never here, and one who is going.
        return changed.Error?.Code == Errors.NotRegistered().Code || changed.Error?.Code == Errors.LedgerErasing().Code
            ? Errors.UnknownUser()
            : changed;
    }
}
