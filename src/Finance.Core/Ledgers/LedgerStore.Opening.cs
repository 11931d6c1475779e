using System.Collections.Concurrent;
using Finance.Core.Sharing;

namespace Finance.Core.Ledgers;

/// <summary>Letting callers into ledgers.</summary>
public sealed partial class LedgerStore
{
    private const int MaxReads = 4;
    private const int FindsAtOnce = 16;
    private static readonly Task<LedgerSnapshot?> NoLedger = Task.FromResult<LedgerSnapshot?>(null);

    /// <summary>The ledger as it is now, for its owner alone.</summary>
    /// <inheritdoc cref="OpenAsync(Caller, LedgerPart, CancellationToken, GrantAccess)"/>
    public Task<Result<LedgerSnapshot>> OpenAsync(Caller caller, CancellationToken cancellationToken) =>
        OpenAsync(caller, LedgerPart.OwnersAlone, cancellationToken);

    /// <summary>
    /// The ledger as it is now: one point read when this process has seen its latest version, and one more for whoever is not the owner.
    /// </summary>
    /// <param name="access">What a grant must allow; only those who change something say so.</param>
    /// <returns>
    /// Errors: <c>not_registered</c>, <c>token_revoked</c>, <c>second_factor_required</c>, <c>ledger_erasing</c>, <c>ledger_restoring</c>; for
    /// others than the owner also <c>not_found</c>, <c>not_shared</c>, <c>read_only_grant</c>.
    /// </returns>
    public async Task<Result<LedgerSnapshot>> OpenAsync(
        Caller caller,
        LedgerPart part,
        CancellationToken cancellationToken,
        GrantAccess access = GrantAccess.Read)
    {
        var opened = await EnterAsync(caller, part, access, cancellationToken);
        caller.Sighting.Note(opened);
        return opened;
    }

    /// <summary>A ledger as whoever follows it sees it: all parts that are open to the caller, of which there is one at least.</summary>
    internal async Task<Result<FollowedLedger>> OpenToFollowAsync(Caller caller, CancellationToken cancellationToken)
    {
        var loaded = await Task.WhenAll(LoadOwnAsync(caller, cancellationToken), LoadAsync(caller.Ledger, cancellationToken));
        var tried = Enum.GetValues<LedgerPart>()
            .Where(part => !caller.IsShared || part != LedgerPart.OwnersAlone)
            .Select(part => (Part: part, Opened: new Entrance(caller, part, GrantAccess.Read, loaded[0]).Admit(loaded[1])))
            .ToList();
        var open = tried.Where(attempt => attempt.Opened.IsOk).ToDictionary(attempt => attempt.Part, attempt => attempt.Opened.Value.Guest?.PartOf(loaded[1]!));
        return open.Count == 0 ? tried[0].Opened.Error! : new FollowedLedger(loaded[1]!, open);
    }

    /// <summary>Reads things of a ledger by their ids, several at once; those that are not there are left out.</summary>
    /// <returns>Errors: those of <see cref="OpenAsync(Caller, LedgerPart, CancellationToken, GrantAccess)"/>.</returns>
    internal async Task<Result<IReadOnlyDictionary<string, T>>> FindAsync<T>(
        Caller caller,
        LedgerPart part,
        IReadOnlyCollection<string> ids,
        Func<UserId, string, CancellationToken, Task<T?>> find,
        CancellationToken cancellationToken)
        where T : class
    {
        var opened = await OpenAsync(caller, part, cancellationToken);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        var found = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = FindsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids, options, async (id, token) =>
        {
            if (await find(opened.Value.Owner, id, token) is { } thing)
            {
                found[id] = thing;
            }
        });
        return found;
    }

    /// <summary>Why a caller is not let in any more who was before; null while they are.</summary>
    internal async Task<Error?> RefuseAsync(Caller caller, LedgerPart part, CancellationToken cancellationToken) =>
        (await AdmitAsync(caller, part, GrantAccess.Read, cancellationToken)).Error;

    /// <summary>Why a caller who names another's ledger gets nothing where only owners do; null for everybody's own.</summary>
    internal async Task<Error?> RefuseGuestAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.IsShared ? (await OpenAsync(caller, cancellationToken)).Error : null;

    /// <summary>A ledger that nobody was let into; null where there is none.</summary>
    internal Task<LedgerSnapshot?> LookAsync(UserId owner, CancellationToken cancellationToken) => LoadAsync(owner, cancellationToken);

    /// <summary>
    /// Answers from several rows of a ledger. If it has changed while they were read, they may be of different versions, and the
    /// answer is made again on the ledger as it is now.
    /// </summary>
    /// <param name="answer">
    /// The answer, and whether anything came from the store, so that it may be of a later version than the ledger.
    /// </param>
    /// <returns>Errors: those of <see cref="OpenAsync(Caller, LedgerPart, CancellationToken, GrantAccess)"/>, and the answer's own.</returns>
    public async Task<Result<T>> ReadAsync<T>(
        Caller caller,
        LedgerPart part,
        Func<LedgerSnapshot, CancellationToken, Task<(Result<T> Answer, bool HasRead)>> answer,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var opened = await OpenAsync(caller, part, cancellationToken);
            if (!opened.IsOk)
            {
                return opened.Error;
            }

            var (result, hasRead) = await answer(opened.Value, cancellationToken);
            if (!hasRead || attempt == MaxReads || await IsCurrentAsync(opened.Value, cancellationToken))
            {
                return result;
            }
        }
    }

    /// <summary>Whether the ledger has not changed since a snapshot of it: then whatever was read after it belongs to it.</summary>
    public async Task<bool> IsCurrentAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        var row = await Reader.FindAsync(ledger.Owner, LedgerKeys.Head, cancellationToken);
        return row is not null
            && LedgerHeadRow.Read(row) is { } head
            && head.Incarnation == ledger.Head.Incarnation
            && head.Version == ledger.Head.Version;
    }

    private async Task<Result<Admitted>> AdmitAsync(Caller caller, LedgerPart part, GrantAccess access, CancellationToken cancellationToken)
    {
        var loaded = await Task.WhenAll(LoadOwnAsync(caller, cancellationToken), LoadAsync(caller.Ledger, cancellationToken));
        return new Entrance(caller, part, access, loaded[0]).Admit(loaded[1]);
    }

    private async Task<Result<LedgerSnapshot>> EnterAsync(Caller caller, LedgerPart part, GrantAccess access, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var admitted = await AdmitAsync(caller, part, access, cancellationToken);
            if (!admitted.IsOk || admitted.Value.Guest is not { Grant: { Scope.Kind: GrantKind.Transactions } grant })
            {
                return admitted.Map(open => open.Ledger);
            }

            var (ledger, hasRead) = await SharedView.OfAsync(Reader, admitted.Value.Ledger, grant, cancellationToken);
            if (!hasRead || attempt == MaxReads || await IsCurrentAsync(ledger, cancellationToken))
            {
                return ledger;
            }
        }
    }

    private Task<LedgerSnapshot?> LoadOwnAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.IsShared ? LoadAsync(caller.User, cancellationToken) : NoLedger;

    private async Task<LedgerSnapshot?> LoadAsync(UserId owner, CancellationToken cancellationToken)
    {
        var row = await Reader.FindAsync(owner, LedgerKeys.Head, cancellationToken);
        if (row is null)
        {
            cache.Forget(owner);
            return null;
        }

        var head = LedgerHeadRow.Read(row);
        if (cache.Find(owner) is { } known && known.Head.Incarnation == head.Incarnation && known.Head.Version >= head.Version)
        {
            return known;
        }

        var snapshot = await Reader.LoadAsync(owner, row, cache.Find(owner), cancellationToken);
        if (snapshot is not null)
        {
            cache.Offer(snapshot);
        }

        return snapshot;
    }
}
