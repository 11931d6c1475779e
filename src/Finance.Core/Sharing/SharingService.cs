using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Sharing;

/// <summary>
/// Gives other users access to a ledger and takes it away. The grant is part of the ledger that it opens, so that revoking it works with the
/// very next request; the index by grantee only helps to find it.
/// </summary>
public sealed class SharingService(LedgerStore ledgers, ITableStore store, TimeProvider clock)
{
    public const int MaxGrants = 100;

    private const string Noun = "grant";

    private readonly GrantIndex _index = new(store);
    private readonly Grantees _grantees = new(ledgers, store);

    /// <summary>Grants of the caller's ledger, oldest first.</summary>
    public async Task<Result<IReadOnlyList<GivenGrant>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        return ledger.IsOk
            ? await Task.WhenAll(ledger.Value.Plans.Grants.Select(grant => _grantees.ShowAsync(grant, cancellationToken)))
            : ledger.Error;
    }

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<GivenGrant>> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        var grant = ledger.Then(open => Find(open.Plans, id));
        return grant.IsOk ? await _grantees.ShowAsync(grant.Value, cancellationToken) : grant.Error;
    }

    /// <summary>Lets another user into the caller's ledger.</summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>already_shared</c>, <c>too_many_grants</c>.</returns>
    public async Task<Result<GivenGrant>> CreateAsync(Change change, NewGrant asked, CancellationToken cancellationToken)
    {
        // Who is not let in here does not learn either whose usernames there are.
        var ledger = await ledgers.OpenAsync(change.Caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        if (await ledgers.FindAnswerAsync(change, cancellationToken) is { } answered)
        {
            return answered;
        }

        var grantee = await _grantees.FindAsync(asked.Grantee, cancellationToken);
        if (GrantRules.Check(ledger.Value, asked, grantee) is { } fault)
        {
            return fault;
        }

        var place = new GrantPlace(grantee!.Owner, change.Caller.User, LedgerKeys.NewId(), clock.GetUtcNow());
        await _index.PutAsync(place, cancellationToken);
        var replaced = new List<Grant>();
        var made = await ledgers.ChangeAsync<GivenGrant>(
            change,
            (draft, _) =>
            {
                replaced.Clear();
                return Task.FromResult(Create(draft, asked, grantee, place.GrantId, replaced));
            },
            cancellationToken);
        foreach (var unused in made.IsOk ? replaced.Select(grant => PlaceOf(place.Owner, grant)) : [place])
        {
            await _index.RemoveAsync(unused, CancellationToken.None);
        }

        return made;
    }

    /// <summary>Takes a grant away. Whatever its grantee asks next is refused.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public async Task<Result<Grant>> DeleteAsync(Change change, string id, CancellationToken cancellationToken)
    {
        var revoked = await ledgers.ChangeAsync<Grant>(
            change,
            (draft, _) =>
            {
                var found = Find(draft.Plans, id);
                if (found.IsOk && change.IfMatch?.Accepts(found.Value.Version) == false)
                {
                    return Task.FromResult<Result<Grant>>(Errors.PreconditionFailed());
                }

                if (found.IsOk)
                {
                    draft.Delete(found.Value);
                    draft.Record("grant.revoked", id, GrantRow.WriteForAudit(draft.Owner, found.Value), null);
                }

                return Task.FromResult(found);
            },
            cancellationToken);
        if (revoked.IsOk)
        {
            await _index.RemoveAsync(PlaceOf(change.Caller.User, revoked.Value), CancellationToken.None);
        }

        return revoked;
    }

    /// <summary>What others share with the caller, in no order that means anything.</summary>
    public Task<Result<ReceivedPage>> ListReceivedAsync(Caller caller, PageRequest page, CancellationToken cancellationToken) =>
        new ReceivedGrants(ledgers, _index, clock).ListAsync(caller, page, cancellationToken);

    private static Result<Grant> Find(Plans plans, string id) => plans.FindGrant(id) is { } grant ? grant : Errors.NotFound(Noun);

    private static GrantPlace PlaceOf(UserId owner, Grant grant) => new(grant.Grantee, owner, grant.Id, grant.CreatedAt);

    private static Result<GivenGrant> Create(LedgerDraft draft, NewGrant asked, LedgerSnapshot grantee, string id, List<Grant> replaced)
    {
        if (GrantRules.Check(draft.Before, asked, grantee) is { } fault)
        {
            return fault;
        }

        // What was granted to a user who has been erased since is none of the one who registered again.
        replaced.AddRange(draft.Plans.Grants.Where(grant => grant.Grantee == grantee.Owner && !grant.IsTo(grantee)));
        replaced.ForEach(draft.Delete);
        if (draft.Plans.Grants.Any(grant => grant.IsTo(grantee) && grant.Scope.Kind == asked.Scope.Kind))
        {
            return Errors.AlreadyShared();
        }

        if (draft.Plans.AllGrants.Count >= MaxGrants)
        {
            return Errors.TooManyGrants(MaxGrants);
        }

        var grant = new Grant
        {
            Id = id,
            Grantee = grantee.Owner,
            GranteeLedger = grantee.Head.Incarnation,
            Access = asked.Access,
            Scope = asked.Scope,
            CreatedAt = draft.Now,
            Version = draft.Version,
        };
        draft.Put(grant);
        draft.Record("grant.created", id, null, GrantRow.WriteForAudit(draft.Owner, grant));
        return new GivenGrant(grant, grantee.Profile.Username);
    }
}
