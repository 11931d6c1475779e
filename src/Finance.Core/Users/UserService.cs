using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Users;

/// <summary>A user who signed in.</summary>
/// <param name="Ledger">Their ledger as it stood then.</param>
public sealed record SignedIn(User User, LedgerSnapshot Ledger);

/// <param name="SignOutUrl">Where the session at Entra ID ends.</param>
public sealed record SignedOut(Uri SignOutUrl);

/// <summary>Reads and changes profiles, and keeps when users signed in and out.</summary>
public sealed class UserService(
    LedgerStore ledgers,
    ITableStore store,
    SignOutOptions signOut,
    TimeProvider clock)
{
    private readonly NameClaims _claims = new(store, clock);

    /// <returns>Errors: <c>not_registered</c> and those of every call.</returns>
    public async Task<Result<User>> GetAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        return ledger.Map(snapshot => new User(snapshot.Owner, snapshot.Profile));
    }

    /// <summary>Records the sign-in; the profile keeps its version.</summary>
    /// <returns>Errors: <c>not_registered</c> and those of every call.</returns>
    public Task<Result<SignedIn>> SignInAsync(Change change, CancellationToken cancellationToken) => ledgers.ChangeAsync<SignedIn>(
        change,
        (draft, _) =>
        {
            draft.Put(draft.Head.Profile with { LastSignInAt = draft.Now });
            draft.Record("user.signed_in", draft.Owner.ToString(), null, null);
            return Task.FromResult<Result<SignedIn>>(new SignedIn(new User(draft.Owner, draft.Head.Profile), draft.Before));
        },
        cancellationToken);

    /// <summary>From now on refuses the tokens that were issued until now.</summary>
    /// <returns>Errors: <c>not_registered</c> and those of every call.</returns>
    public Task<Result<SignedOut>> SignOutAsync(Change change, CancellationToken cancellationToken) => ledgers.ChangeAsync<SignedOut>(
        change,
        (draft, _) =>
        {
            draft.Put(draft.Head.Profile with { SignedOutAt = draft.Now });
            draft.Record("user.signed_out", draft.Owner.ToString(), null, null);
            return Task.FromResult<Result<SignedOut>>(new SignedOut(signOut.Address));
        },
        cancellationToken);

    /// <summary>
    /// Changes the fields that the patch names; nothing is written when nothing differs. New names are claimed first; the commit takes
    /// them, and then the old ones are free.
    /// </summary>
    /// <returns>
    /// Errors: <c>precondition_failed</c>, <c>validation_failed</c>, <c>second_factor_required</c>, <c>username_taken</c>,
    /// <c>email_taken</c>, <c>conflict</c>.
    /// </returns>
    public async Task<Result<User>> UpdateAsync(Change change, UserPatch patch, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(change.Caller, cancellationToken);
        var asked = ledger.Then(snapshot => Apply(change, snapshot.Profile, snapshot.Chart, patch));
        if (!asked.IsOk)
        {
            return asked.Error;
        }

        return await UpdateWithNamesAsync(change, patch, NameKeys.Of(ledger.Value.Profile), NameKeys.Of(asked.Value), cancellationToken);
    }

    private async Task<Result<User>> UpdateWithNamesAsync(
        Change change,
        UserPatch patch,
        IReadOnlyList<string> had,
        IReadOnlyList<string> wants,
        CancellationToken cancellationToken)
    {
        if (!wants.Except(had).Any())
        {
            var updated = await CommitAsync(change, patch, null, cancellationToken);
            await ReleaseAsync(updated, had, cancellationToken);
            return updated;
        }

        var claim = await _claims.ClaimAsync(change.Caller.User, [.. wants.Except(had)], cancellationToken);
        if (!claim.IsOk)
        {
            return claim.Error;
        }

        var renamed = await CommitAsync(change, patch, claim.Value, cancellationToken);
        if (!renamed.IsOk)
        {
            await _claims.WithdrawAsync(claim.Value, cancellationToken);
        }

        await ReleaseAsync(renamed, had, cancellationToken);
        return renamed;
    }

    private Task<Result<User>> CommitAsync(Change change, UserPatch patch, NameClaim? claim, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(change, (draft, token) => UpdateAsync(draft, change, patch, claim, token), cancellationToken);

    // Left undone by a crash, it need not be caught up: a name that its owner's ledger does not have is free for whoever asks.
    private Task ReleaseAsync(Result<User> updated, IReadOnlyList<string> had, CancellationToken cancellationToken) =>
        updated.IsOk && had.Except(NameKeys.Of(updated.Value.Profile)).ToList() is { Count: > 0 } freed
            ? _claims.ReleaseAsync(updated.Value.Id, freed, cancellationToken)
            : Task.CompletedTask;

    private static Result<Profile> Apply(Change change, Profile current, Chart chart, UserPatch patch)
    {
        if (change.IfMatch?.Accepts(current.Version) == false)
        {
            return Errors.PreconditionFailed();
        }

        var applied = UserRules.Apply(current, chart, patch);
        if (applied.IsOk && applied.Value.Settings.RequireSecondFactor && !change.Caller.SecondFactor)
        {
            // Otherwise the very next call of this user would be refused.
            return Errors.SecondFactorRequired();
        }

        return applied;
    }

    private static async Task<Result<User>> UpdateAsync(
        LedgerDraft draft,
        Change change,
        UserPatch patch,
        NameClaim? claim,
        CancellationToken cancellationToken)
    {
        var old = draft.Head.Profile;
        var applied = Apply(change, old, draft.Chart, patch);
        if (!applied.IsOk)
        {
            return applied.Error;
        }

        if (applied.Value == old)
        {
            return new User(draft.Owner, old);
        }

        if (NameKeys.Of(applied.Value).Except(NameKeys.Of(old)).Except(claim?.Names ?? []).Any())
        {
            return Errors.Conflict();
        }

        if (claim is not null)
        {
            if (!NameClaims.Stands(claim, await draft.FindAsync(LedgerKeys.NameIntent, cancellationToken)))
            {
                return Errors.Conflict();
            }

            draft.Stage(claim.Intent);
        }

        var before = LedgerHeadRow.Write(draft.Owner, draft.Head);
        draft.Put(applied.Value with { Version = draft.Version });
        draft.Record("user.updated", draft.Owner.ToString(), before, LedgerHeadRow.Write(draft.Owner, draft.Head));
        return new User(draft.Owner, draft.Head.Profile);
    }
}
