using Finance.Core.Sharing;
using Finance.Core.Users;

namespace Finance.Core.Ledgers;

/// <summary>
/// The way into a ledger: decides on its latest version whether a caller may come in, the owner by their token, anybody else by a grant that
/// the ledger holds.
/// </summary>
/// <param name="Part">What the call touches.</param>
/// <param name="Access">What it does with it.</param>
/// <param name="Own">The caller's own ledger where another one is asked for; null where they have none, or where it is not needed.</param>
internal sealed record Entrance(Caller Caller, LedgerPart Part, GrantAccess Access, LedgerSnapshot? Own)
{
    internal bool EvenWhileRestoring { get; init; }

    internal bool EvenWhileSuspended { get; init; }

    /// <summary>Why a caller's token does not open a ledger of their own; null where it does.</summary>
    internal static Error? RefusalOf(Caller caller, Profile profile)
    {
        if (profile.Suspension is not null && !caller.Administers)
        {
            return Errors.Suspended();
        }

        if (profile.SignedOutAt is { } signedOut && caller.TokenIssuedAt <= signedOut)
        {
            return Errors.TokenRevoked();
        }

        return profile.Settings.RequireSecondFactor && !caller.SecondFactor ? Errors.SecondFactorRequired() : null;
    }

    /// <param name="ledger">The ledger that is asked for; null where there is none.</param>
    internal Result<Admitted> Admit(LedgerSnapshot? ledger)
    {
        if (!Caller.IsShared || Caller.Administers)
        {
            return ledger is null ? Errors.NotRegistered() : Check(ledger).Map(open => new Admitted(open, null));
        }

        if (Own is null)
        {
            return Errors.NotRegistered();
        }

        var own = Check(Own);
        return own.IsOk ? AdmitGuest(Own, ledger) : own.Error;
    }

    private Result<Admitted> AdmitGuest(LedgerSnapshot own, LedgerSnapshot? ledger)
    {
        // A ledger that is not there, is going or is suspended, and one that is not shared with the caller get the same answer.
        var isThere = ledger is { Head.ErasingSince: null, Profile.Suspension: null };
        var grants = isThere ? [.. ledger!.Plans.Grants.Where(grant => grant.IsTo(own))] : (List<Grant>)[];
        if (grants.Count == 0)
        {
            return Errors.NoSharedLedger();
        }

        // Any that opens the part does for reading; of several, the one that shows most: kinds are ordered by that.
        var opening = grants.Where(grant => grant.Scope.Opens(Part)).OrderBy(grant => grant.Scope.Kind).ToList();
        if (opening.Count == 0)
        {
            return Errors.NotShared();
        }

        if (opening.Find(grant => Access == GrantAccess.Read || grant.Access == GrantAccess.Edit) is not { } used)
        {
            return Errors.ReadOnlyGrant();
        }

        if (ledger!.Head.Restoring is not null)
        {
            return Errors.LedgerRestoring();
        }

        // What the owner wants of their own tokens, they want of everybody's.
        return ledger.Profile.Settings.RequireSecondFactor && !Caller.SecondFactor
            ? Errors.SecondFactorRequired()
            : new Admitted(ledger, new Guest(used));
    }

    private Result<LedgerSnapshot> Check(LedgerSnapshot own)
    {
        if (own.Head.ErasingSince is not null)
        {
            return Errors.LedgerErasing();
        }

        if (own.Head.Restoring is not null && !EvenWhileRestoring)
        {
            return Errors.LedgerRestoring();
        }

        var profile = EvenWhileSuspended ? own.Profile with { Suspension = null } : own.Profile;
        return RefusalOf(Caller, profile) is { } refusal ? refusal : own;
    }
}

/// <summary>A caller who came into a ledger.</summary>
/// <param name="Guest">Null for the owner, and for the product itself.</param>
internal sealed record Admitted(LedgerSnapshot Ledger, Guest? Guest);

/// <summary>Somebody who acts on a ledger by a grant.</summary>
internal sealed record Guest(Grant Grant)
{
    /// <summary>What of a ledger's entries is granted; null where all of them are.</summary>
    internal GrantedPart? PartOf(LedgerSnapshot ledger) =>
        Grant.Scope.Kind == GrantKind.Transactions ? new GrantedPart(ledger.Chart, Grant.Scope, []) : null;
}
