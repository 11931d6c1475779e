using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Users;

/// <summary>Names that a user is about to take. The commit that takes them deletes the intent in this very version.</summary>
/// <param name="Names">Partitions of <see cref="Tables.Names"/>.</param>
/// <param name="Attempt">Tells the intent from those of the same user's other attempts.</param>
/// <param name="Intent">
/// The deletion that goes into the commit to the ledger: it fails when the names were given to somebody else meanwhile.
/// </param>
internal sealed record NameClaim(UserId Owner, IReadOnlyList<string> Names, string Attempt, RowChange Intent)
{
    /// <summary>The rows this claim wrote, by name, in the version it wrote.</summary>
    internal Dictionary<string, Row> Held { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Keeps usernames and e-mail addresses unique over all ledgers, whatever dies when, without anything that has to be tidied up.
/// </summary>
/// <remarks>
/// A name's row says who claimed it. The claim counts only while its owner's ledger has that name, or while the owner has announced, in a
/// row of their own partition (the intent) and not long ago, to be about to take it. Whoever wants a name whose claim counts no longer
/// first deletes what is left of the old owner's intent. The old owner's commit deletes the same intent in the version it was written in,
/// so that of the two exactly one goes through, however late the other wakes up.
/// </remarks>
internal sealed class NameClaims(ITableStore store, TimeProvider clock)
{
    /// <summary>How long a claim is left to its owner to commit.</summary>
    internal static readonly TimeSpan IntentLifetime = TimeSpan.FromMinutes(5);

    private const int MaxAttempts = 8;
    private const string NamesProperty = "Names";
    private const string AttemptProperty = "Attempt";
    private const string AtProperty = "At";
    private const string OwnerProperty = "Owner";

    /// <summary>Who claimed a name, by its row; whether that counts, their ledger says.</summary>
    internal static UserId? OwnerOf(Row row) => UserId.TryParse(row.Text(OwnerProperty), out var owner) ? owner : null;

    /// <summary>Claims names for a user, all or none.</summary>
    /// <returns>Errors: <c>username_taken</c>, <c>email_taken</c>, <c>conflict</c>.</returns>
    internal async Task<Result<NameClaim>> ClaimAsync(UserId owner, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var attempt = LedgerKeys.NewId();
        var intent = new Row(owner.ToString(), LedgerKeys.NameIntent, 4)
            .Set(NamesProperty, string.Join(' ', names))
            .Set(AttemptProperty, attempt)
            .Set(AtProperty, clock.GetUtcNow());
        var announced = await WriteAsync(Tables.Ledger, new RowChange(RowChangeKind.Put, intent), cancellationToken);
        var claim = new NameClaim(owner, names, attempt, new RowChange(RowChangeKind.Delete, intent, announced!.ETag));
        foreach (var name in names)
        {
            if (await TakeAsync(claim, name, cancellationToken) is { } refusal)
            {
                await WithdrawAsync(claim, cancellationToken);
                return refusal;
            }
        }

        return claim;
    }

    /// <summary>
    /// Gives up a claim that was not committed. Names that another attempt of the same user has claimed again since are left to it.
    /// </summary>
    internal async Task WithdrawAsync(NameClaim claim, CancellationToken cancellationToken)
    {
        foreach (var row in claim.Held.Values)
        {
            await ReleaseAsync(claim.Owner, row.Partition, row, claim.Attempt, cancellationToken);
        }

        await WriteAsync(Tables.Ledger, claim.Intent, cancellationToken);
    }

    /// <summary>Frees names that a user's ledger no longer has.</summary>
    internal async Task ReleaseAsync(UserId owner, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            var row = await store.FindAsync(Tables.Names, name, NameKeys.Row, cancellationToken);
            if (row?.Text(OwnerProperty) == owner.ToString())
            {
                await ReleaseAsync(owner, name, row, null, cancellationToken);
            }
        }
    }

    /// <summary>Frees the names of a ledger that is being erased, while its head still has them.</summary>
    /// <param name="isErasing">
    /// Asked after a name's row was read: while the head is still the marked one, the row is no later user's, nor the same user's who
    /// registered again.
    /// </param>
    internal async Task EraseAsync(
        UserId owner,
        Profile profile,
        Func<CancellationToken, Task<bool>> isErasing,
        CancellationToken cancellationToken)
    {
        foreach (var name in NameKeys.Of(profile))
        {
            var row = await store.FindAsync(Tables.Names, name, NameKeys.Row, cancellationToken);
            if (row?.Text(OwnerProperty) == owner.ToString() && await isErasing(cancellationToken))
            {
                await WriteAsync(Tables.Names, new RowChange(RowChangeKind.Delete, row, row.ETag), cancellationToken);
            }
        }
    }

    private async Task ReleaseAsync(UserId owner, string name, Row row, string? ownAttempt, CancellationToken cancellationToken)
    {
        // The row was read or written before the owner is asked: a claim that comes in between changes its version.
        if (!await CountsAsync(owner, name, ownAttempt, cancellationToken))
        {
            await WriteAsync(Tables.Names, new RowChange(RowChangeKind.Delete, row, row.ETag), cancellationToken);
        }
    }

    /// <summary>Whether the claim can still be committed: nobody, not even the same user elsewhere, has ended it.</summary>
    internal static bool Stands(NameClaim claim, Row? intent) => intent?.Text(AttemptProperty) == claim.Attempt;

    private async Task<Error?> TakeAsync(NameClaim claim, string name, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var taken = new Row(name, NameKeys.Row, 2).Set(OwnerProperty, claim.Owner.ToString());
            var known = await store.FindAsync(Tables.Names, name, NameKeys.Row, cancellationToken);
            if (known is not null
                && UserId.TryParse(known.Text(OwnerProperty), out var holder)
                && holder != claim.Owner
                && await CountsAsync(holder, name, null, cancellationToken))
            {
                return name.StartsWith(NameKeys.UsernamePrefix, StringComparison.Ordinal) ? Errors.UsernameTaken() : Errors.EmailTaken();
            }

            // A claim of one's own is written anew as well, so that an earlier attempt cannot withdraw it.
            var change = known is null ? new RowChange(RowChangeKind.Add, taken) : new RowChange(RowChangeKind.Replace, taken, known.ETag);
            if (await WriteAsync(Tables.Names, change, cancellationToken) is { } held)
            {
                claim.Held[name] = held;
                return null;
            }
        }

        return Errors.Conflict();
    }

    /// <summary>Whether a user's claim of a name counts; ends what is left of one that does not.</summary>
    /// <param name="ownAttempt">An attempt that is being withdrawn, whose intent counts no longer.</param>
    private async Task<bool> CountsAsync(UserId owner, string name, string? ownAttempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            var intent = await store.FindAsync(Tables.Ledger, owner.ToString(), LedgerKeys.NameIntent, cancellationToken);
            var isAnnounced = intent is not null
                && intent.Text(AttemptProperty) != ownAttempt
                && intent.Text(NamesProperty).Split(' ').Contains(name);
            if (isAnnounced && intent!.Instant(AtProperty) + IntentLifetime > clock.GetUtcNow())
            {
                return true;
            }

            if (isAnnounced
                && await WriteAsync(Tables.Ledger, new RowChange(RowChangeKind.Delete, intent!, intent!.ETag), cancellationToken) is null)
            {
                continue;
            }

            // Read after the intent is gone: a commit that took the name with it is seen here.
            var head = await store.FindAsync(Tables.Ledger, owner.ToString(), LedgerKeys.Head, cancellationToken);
            return head is not null && NameKeys.Of(LedgerHeadRow.Read(head).Profile).Contains(name);
        }
    }

    /// <summary>Writes one row; null when it is not in the expected version.</summary>
    private async Task<Row?> WriteAsync(string table, RowChange change, CancellationToken cancellationToken)
    {
        var outcome = await store.CommitAsync(table, new Batch(change.Row.Partition).Add(change), cancellationToken);
        if (outcome.Status != CommitStatus.Committed)
        {
            return null;
        }

        var written = new Row(change.Row.Partition, change.Row.Key) { ETag = outcome.ETags[0] };
        foreach (var (name, value) in change.Row.Properties)
        {
            written.SetObject(name, value);
        }

        return written;
    }
}
