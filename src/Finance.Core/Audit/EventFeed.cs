using System.Runtime.CompilerServices;
using Finance.Core.Ledgers;

namespace Finance.Core.Audit;

/// <summary>
/// Tells whoever follows a ledger of every commit, once and in order: as soon as this process makes one, and within a second of one that
/// another process makes. Whether they still may see the ledger is asked anew before everything they are told.
/// </summary>
public sealed class EventFeed(ChangeFeed feed, TimeProvider clock)
{
    /// <summary>How often the ledger is looked at, a point read each.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>The host cuts what says nothing for 240 seconds.</summary>
    internal static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(20);

    private const int CommitsAtOnce = 100;

    private LedgerStore Ledgers => feed.Ledgers;

    /// <summary>Why the caller may follow nothing; null where they may.</summary>
    public async Task<Error?> RefusalAsync(Caller caller, CancellationToken cancellationToken) =>
        (await Ledgers.OpenToFollowAsync(caller, cancellationToken)).Error;

    /// <summary>Events until the caller stops, or may not see the ledger any more.</summary>
    /// <param name="last">What they have seen already; null to begin now.</param>
    public async IAsyncEnumerable<LedgerEvent> FollowAsync(
        Caller caller,
        LedgerMark? last,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (seen, said) = (last, clock.GetTimestamp());
        while (true)
        {
            // Taken before looking: a commit in between completes it.
            var signal = Ledgers.Signals.Next(caller.Ledger);
            var opened = await Ledgers.OpenToFollowAsync(caller, cancellationToken);
            if (!opened.IsOk)
            {
                yield return new EventsEnd(seen ?? default, opened.Error);
                yield break;
            }

            await foreach (var told in NewsAsync(opened.Value, seen, cancellationToken))
            {
                seen = told.At;
                if (told is not EventsHidden)
                {
                    yield return told;
                    said = clock.GetTimestamp();
                }
            }

            if (clock.GetElapsedTime(said) >= SayEvery)
            {
                yield return new EventsQuiet(seen!.Value);
                said = clock.GetTimestamp();
            }

            await Task.WhenAny(signal, Task.Delay(LookEvery, clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async IAsyncEnumerable<LedgerEvent> NewsAsync(
        FollowedLedger followed,
        LedgerMark? seen,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (ledger, now) = (followed.Ledger, LedgerMark.Of(followed.Ledger.Head));
        if (seen is not { } last)
        {
            yield return new EventsBegin(now);
            yield break;
        }

        if (last.Version > now.Version || ChangeFeed.Refusal(ledger.Head, last) is not null)
        {
            yield return new EventsReset(now);
            yield break;
        }

        for (var from = last.Version; from < now.Version; from += CommitsAtOnce)
        {
            var commits = await feed.BackAsync(ledger.Owner, from, Math.Min(from + CommitsAtOnce, now.Version), cancellationToken)
                .ToListAsync(cancellationToken);
            foreach (var commit in Enumerable.Reverse(commits))
            {
                var shown = commit with
                {
                    Actor = commit.GrantId is { } grant ? ledger.Plans.FindGrant(grant)?.Grantee : commit.Actor,
                    Changes = [.. commit.Changes.Where(followed.Shows)],
                };
                yield return shown.Changes.Count > 0 || followed.IsWhole
                    ? new LedgerChanged(now.At(commit.Version), shown)
                    : new EventsHidden(now.At(commit.Version));
            }
        }
    }
}
