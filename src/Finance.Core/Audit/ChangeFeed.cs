using System.Globalization;
using System.Runtime.CompilerServices;
using Finance.Core.Ledgers;
using Finance.Core.Sharing;

namespace Finance.Core.Audit;

/// <summary>What one commit changed.</summary>
public sealed record CommitChanges(
    long Version,
    DateTimeOffset At,
    UserId? Actor,
    string? GrantId,
    string? Agent,
    string Action,
    IReadOnlyList<ThingChange> Changes);

/// <summary>A part of what changed in a list since a version.</summary>
/// <param name="Items">By id; null for what is not in the list any more.</param>
/// <param name="Next">Where the next page begins, in the feed's own words; null at the end.</param>
/// <param name="TotalCount">Null where counting would cost more than a request may.</param>
/// <param name="Through">What the client has seen once it has taken the last page; the same on every page.</param>
public sealed record DeltaPage<T>(IReadOnlyList<KeyValuePair<string, T?>> Items, string? Next, long? TotalCount, LedgerMark Through)
    where T : class;

/// <summary>Finds things of one kind by their ids as they are now; what is not there is left out.</summary>
public delegate Task<Result<IReadOnlyDictionary<string, T>>> FindThings<T>(
    Caller caller,
    IReadOnlyCollection<string> ids,
    CancellationToken cancellationToken);

/// <summary>
/// Tells from the audit rows what changed between two versions of a ledger: a range of as many rows as there were commits, however large the
/// ledger is. What is answered of a thing is how it is now, which may be later than the version that a page is bound to; then the
/// next delta tells it again.
/// </summary>
public sealed class ChangeFeed(LedgerStore ledgers)
{
    /// <summary>Whoever is further behind does better to read everything afresh.</summary>
    internal const int MaxCommits = 20_000;

    internal LedgerStore Ledgers => ledgers;

    /// <summary>What changed of a kind since a version, by id, in pages that are all bound to the version of the first.</summary>
    /// <param name="parentId">Of which goal, for contributions.</param>
    /// <param name="find">May answer more than it is asked for: a list that is known whole.</param>
    /// <returns>Errors: <c>since_too_old</c>, <c>validation_failed</c>, those of every call and of <paramref name="find"/>.</returns>
    public async Task<Result<DeltaPage<T>>> ListAsync<T>(
        Caller caller,
        ThingKind kind,
        string? parentId,
        LedgerMark since,
        PageRequest page,
        FindThings<T> find,
        CancellationToken cancellationToken)
        where T : class
    {
        var read = await ReadAsync(caller, kind, parentId, since, DeltaPlace.Read(page.After)?.Through, cancellationToken);
        if (!read.IsOk)
        {
            return read.Error;
        }

        var (window, after) = (read.Value, DeltaPlace.Read(page.After)?.After);
        var changed = window.Ids.Where(id => after is null || string.CompareOrdinal(id, after) > 0);
        if (!FollowsChart(kind) || window.Merged.Count == 0)
        {
            var asked = changed.Take(page.Limit + 1).ToList();
            var there = await find(caller, asked, cancellationToken);
            return there.Map(found => PageOf(asked, found, page.Limit, window));
        }

        // What such things show follows from where accounts and categories went.
        var all = await find(caller, window.Ids, cancellationToken);
        return all.Map(found => PageOf(
            [.. changed.Union(found.Keys.Where(id => after is null || string.CompareOrdinal(id, after) > 0)).Order(StringComparer.Ordinal)],
            found,
            page.Limit,
            window with { Ids = new SortedSet<string>(window.Ids.Union(found.Keys), StringComparer.Ordinal) }));
    }

    /// <summary>What changed of a kind in the versions after <paramref name="since"/>.</summary>
    /// <param name="through">The version that an earlier page was bound to; null for the ledger's own.</param>
    internal async Task<Result<ChangeWindow>> ReadAsync(
        Caller caller,
        ThingKind kind,
        string? parentId,
        LedgerMark since,
        long? through,
        CancellationToken cancellationToken)
    {
        var opened = await ledgers.OpenAsync(caller, ThingParts.Of(kind), cancellationToken);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        var head = opened.Value.Head;
        if (Refusal(head, since) is { } refusal)
        {
            return refusal;
        }

        var window = new ChangeWindow(opened.Value, LedgerMark.Of(head).At(through ?? head.Version));
        await foreach (var commit in BackAsync(opened.Value.Owner, since.Version, window.Through.Version, cancellationToken))
        {
            foreach (var change in commit.Changes)
            {
                if (opened.Value.Shared is { } shared && Moves(shared.Part, change))
                {
                    return Errors.SinceTooOld();
                }

                if (change.Kind == ThingKind.Transaction && opened.Value.Shared?.Part.Touches(change) == false)
                {
                    continue;
                }

                if (change.Kind == kind && change.ParentId == parentId)
                {
                    window.Ids.Add(change.Id);
                }
                else if (change is { Kind: ThingKind.Account or ThingKind.Category, Fate: ThingFate.Deleted })
                {
                    window.Merged.Add(change.Id);
                }
            }
        }

        return window;
    }

    /// <summary>Why the changes since a version cannot be told; null where they can.</summary>
    internal static Error? Refusal(LedgerHead head, LedgerMark since)
    {
        if (since.Ledger is { } ledger && ledger != LedgerMark.Of(head).Ledger)
        {
            return Errors.SinceTooOld();
        }

        if (since.Version > head.Version)
        {
            return Errors.Validation("since", "names a version that the ledger has not reached. Take the one that an answer gave.");
        }

        return since.Version < head.ChangesFrom - 1 || head.Version - since.Version > MaxCommits ? Errors.SinceTooOld() : null;
    }

    /// <summary>Commits after one version up to another, newest first.</summary>
    internal async IAsyncEnumerable<CommitChanges> BackAsync(
        UserId owner,
        long since,
        long through,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (since >= through)
        {
            yield break;
        }

        var (from, to) = (LedgerKeys.Audit(through), LedgerKeys.Audit(since));
        await foreach (var row in ledgers.Reader.RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            yield return AuditRow.ReadChanges(row);
        }
    }

    /// <summary>
    /// Whether a change may put entries into a granted part, or take them out of it, without a commit that names them: other grants, and
    /// categories that stand elsewhere.
    /// </summary>
    private static bool Moves(GrantedPart part, ThingChange change) => change switch
    {
        { Kind: ThingKind.Grant, Fate: not ThingFate.Updated } => true,
        { Kind: ThingKind.Category, Fate: not ThingFate.Created } => part.IsBoundToCategories,
        _ => false,
    };

    private static bool FollowsChart(ThingKind kind) => kind is ThingKind.Budget or ThingKind.Recurring;

    private static DeltaPage<T> PageOf<T>(List<string> ids, IReadOnlyDictionary<string, T> found, int limit, ChangeWindow window)
        where T : class
    {
        var items = ids.Take(limit).Select(id => KeyValuePair.Create(id, found.GetValueOrDefault(id))).ToList();
        var next = ids.Count > limit ? new DeltaPlace(window.Through.Version, items[^1].Key).ToString() : null;
        return new DeltaPage<T>(items, next, window.Ids.Count, window.Through);
    }
}

/// <summary>What changed of a kind in some versions.</summary>
/// <param name="Through">The last of them.</param>
internal sealed record ChangeWindow(LedgerSnapshot Ledger, LedgerMark Through)
{
    internal SortedSet<string> Ids { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Accounts and categories that went: what counted in them counts elsewhere now, without having changed itself.</summary>
    internal HashSet<string> Merged { get; } = new(StringComparer.Ordinal);
}

/// <summary>Where a delta goes on: the version that it is bound to, and where its last page ended.</summary>
internal readonly record struct DeltaPlace(long Through, string After)
{
    internal static DeltaPlace? Read(string? text) => text?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        ? new DeltaPlace(long.Parse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture), text[(colon + 1)..])
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Through}:{After}");
}
