using Finance.Core.Ledgers;

namespace Finance.Core.Audits;

/// <summary>
/// Holds a ledger against its own transactions: reads them all, works out anew what follows from them, and says or repairs what differs.
/// Reads the stored rows, never what this process remembers of them.
/// </summary>
public sealed class LedgerVerifier(LedgerStore ledgers)
{
    private const string Noun = "ledger";
    private const int MaxScans = 4;

    /// <summary>Every difference, all at one version of the ledger.</summary>
    /// <param name="owner">The caller, or anybody where the caller is an administrator.</param>
    /// <returns>Errors: <c>not_found</c>, <c>not_registered</c>, <c>ledger_busy</c> when commits kept coming while it was read.</returns>
    public async Task<Result<LedgerVerification>> VerifyAsync(Caller caller, UserId owner, CancellationToken cancellationToken)
    {
        var scanned = await ScanAsync(caller, owner, cancellationToken);
        if (!scanned.IsOk)
        {
            return scanned.Error;
        }

        var scan = scanned.Value;
        List<LedgerDifference> all = [.. Unsettled(scan), .. LedgerComparison.Of(scan).SelectMany(repair => repair.Differences)];
        return new LedgerVerification(scan.Ledger.Head.Version, scan.Checked, [.. all.Take(LedgerVerification.MaxListed)], all.Count);
    }

    /// <summary>
    /// Repairs what differs, by commits that hold only while nobody else commits in between. Transactions are never touched. One that dies
    /// in the middle has repaired part of it; another run does the rest.
    /// </summary>
    /// <param name="owner">The caller, or anybody where the caller is an administrator.</param>
    /// <returns>Errors: <c>not_found</c>, <c>not_registered</c>, <c>ledger_busy</c>.</returns>
    public async Task<Result<LedgerRebuild>> RebuildAsync(Change change, UserId owner, CancellationToken cancellationToken)
    {
        var repaired = new List<LedgerDifference>();
        for (var attempt = 0; attempt < MaxScans; attempt++)
        {
            var scanned = await ScanAsync(change.Caller, owner, cancellationToken);
            if (!scanned.IsOk)
            {
                return scanned.Error;
            }

            var scan = scanned.Value;
            var repairs = LedgerComparison.Of(scan);
            if (repairs.Count == 0 || scan.HasUncounted)
            {
                return new LedgerRebuild(scan.Checked, repaired, [.. Unsettled(scan), .. repairs.SelectMany(repair => repair.Differences)]);
            }

            // Done or overtaken, the next reading shows what is left.
            var done = await RepairAsync(As(change.Caller, owner).Value, scan.Ledger.Head, repairs, repaired, cancellationToken);
            if (!done.IsOk && done.Error.Code != Errors.LedgerBusy().Code)
            {
                return done.Error;
            }
        }

        return Errors.LedgerBusy();
    }

    private async Task<Result<Done>> RepairAsync(
        Caller caller,
        LedgerHead head,
        IReadOnlyList<Repair> repairs,
        List<LedgerDifference> repaired,
        CancellationToken cancellationToken)
    {
        var (incarnation, version) = (head.Incarnation, head.Version);
        foreach (var commit in Commits(repairs))
        {
            var committed = await ledgers.ChangeAsync<LedgerHead>(
                new Change(caller),
                (draft, _) =>
                {
                    // What was computed holds for one version only, and for those that this run made of it.
                    if (draft.Before.Head.Version != version || draft.Before.Head.Incarnation != incarnation)
                    {
                        return Task.FromResult<Result<LedgerHead>>(Errors.LedgerBusy());
                    }

                    foreach (var repair in commit)
                    {
                        repair.Apply(draft);
                    }

                    draft.Record("ledger.rebuilt", LedgerKeys.Head, null, null);
                    return Task.FromResult<Result<LedgerHead>>(draft.Head);
                },
                cancellationToken);
            if (!committed.IsOk)
            {
                return committed.Error;
            }

            version = committed.Value.Version;
            repaired.AddRange(commit.SelectMany(repair => repair.Differences));
        }

        return Done.Value;
    }

    private static IEnumerable<List<Repair>> Commits(IReadOnlyList<Repair> repairs)
    {
        var commit = new List<Repair>();
        var weight = 0;
        foreach (var repair in repairs)
        {
            if (weight + repair.Weight > Repair.MaxWeight && commit.Count > 0)
            {
                yield return commit;
                (commit, weight) = ([], 0);
            }

            commit.Add(repair);
            weight += repair.Weight;
        }

        if (commit.Count > 0)
        {
            yield return commit;
        }
    }

    /// <summary>What only the owner can settle.</summary>
    internal static IEnumerable<LedgerDifference> Unsettled(LedgerScan scan) =>
        scan.Faults.Concat(scan.Moved.Malformed
            .Select(key => new LedgerDifference(DifferenceKind.Transaction, key, "stands twice or under no id", null)));

    private async Task<Result<LedgerScan>> ScanAsync(Caller caller, UserId owner, CancellationToken cancellationToken)
    {
        if (await ledgers.RefuseGuestAsync(caller, cancellationToken) is { } closed)
        {
            return closed;
        }

        var acting = As(caller, owner);
        var opened = acting.IsOk ? await ledgers.OpenAsync(acting.Value, cancellationToken) : acting.Error;
        if (!opened.IsOk)
        {
            return caller.User == owner ? opened.Error : Errors.NotFound(Noun);
        }

        for (var attempt = 0; attempt < MaxScans; attempt++)
        {
            var head = await ledgers.Reader.FindAsync(owner, LedgerKeys.Head, cancellationToken);
            if (head is null)
            {
                return Errors.NotRegistered();
            }

            var scan = await LedgerScan.ReadAsync(ledgers.Reader, owner, head, cancellationToken);
            if (scan is null)
            {
                return Errors.NotRegistered();
            }

            if (await ledgers.IsCurrentAsync(scan.Ledger, cancellationToken))
            {
                return scan;
            }
        }

        return Errors.LedgerBusy();
    }

    // Somebody else's ledger and one that is not there get the same answer.
    private static Result<Caller> As(Caller caller, UserId owner)
    {
        if (caller.User == owner)
        {
            return caller;
        }

        return caller.IsAdmin ? Caller.Administrator(caller, owner) : Errors.NotFound(Noun);
    }
}
