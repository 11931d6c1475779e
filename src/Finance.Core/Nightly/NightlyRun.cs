using System.Collections.Concurrent;
using Finance.Core.Due;
using Finance.Core.Storage;

namespace Finance.Core.Nightly;

/// <summary>
/// Visits everything that is due, several users at once. What one user's ledger or a single item does wrong keeps nobody else from what is
/// due to them. However often it runs, and whatever cut the last run short, everything is done once. It holds a page of the due index at a
/// time, however many users there are.
/// </summary>
public sealed class NightlyRun(DueIndex due, IEnumerable<INightlyChore> chores, INightlyObserver observer, TimeProvider clock)
{
    private const int UsersAtOnce = 8;

    /// <param name="traceId">W3C trace id of the run, kept in the audit rows of what it changes.</param>
    /// <param name="cancellationToken">Stops the run between two commits; the report then says that it is not complete.</param>
    public async Task<NightlyReport> RunAsync(string traceId, CancellationToken cancellationToken)
    {
        var tally = new NightlyTally(observer);
        var isComplete = true;
        try
        {
            foreach (var chore in chores)
            {
                tally.Begin(chore.Kind);
                await IsolateAsync(
                    tally, chore.Kind, null, () => VisitAllAsync(tally, chore, traceId, cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isComplete = false;
        }

        var report = tally.ToReport(isComplete);
        observer.OnEnd(report);
        return report;
    }

    private async Task VisitAllAsync(NightlyTally tally, INightlyChore chore, string traceId, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = UsersAtOnce, CancellationToken = cancellationToken };
        await foreach (var page in due.PagesUpToAsync(chore.Kind, clock.GetUtcNow(), cancellationToken))
        {
            tally.See(clock.GetUtcNow() - page.Min(item => item.At));
            var outcomes = new ConcurrentQueue<ChoreOutcome>();
            try
            {
                // Commits of one ledger would only queue up behind each other.
                await Parallel.ForEachAsync(page.GroupBy(item => item.Owner), options, async (group, token) =>
                {
                    var items = group.ToList();
                    await IsolateAsync(
                        tally, chore.Kind, items[0].Subject, () => VisitAsync(tally, chore, items, outcomes, traceId, token), token);
                });
            }
            finally
            {
                await FileAsync(outcomes);
            }
        }
    }

    private static async Task VisitAsync(
        NightlyTally tally,
        INightlyChore chore,
        List<DueItem> items,
        ConcurrentQueue<ChoreOutcome> outcomes,
        string traceId,
        CancellationToken cancellationToken)
    {
        var outcome = await chore.DoAsync(items, traceId, cancellationToken);
        tally.Count(chore.Kind, outcome);
        outcomes.Enqueue(outcome);
    }

    /// <summary>
    /// Puts into the index what is due next, and takes out what is settled, that of all users of a page together. Cut short in between, it
    /// is found again by what is still there.
    /// </summary>
    private async Task FileAsync(IReadOnlyCollection<ChoreOutcome> outcomes)
    {
        try
        {
            // Not to be cancelled, and no failure of what has been committed: whatever is left here, the next run puts right.
            await due.PutAllAsync(outcomes.SelectMany(outcome => outcome.Filed), CancellationToken.None);
            await due.RemoveAllAsync(outcomes.SelectMany(outcome => outcome.Settled), CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    private static async Task IsolateAsync(
        NightlyTally tally,
        string kind,
        string? subject,
        Func<Task> work,
        CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A bug too: it is reported, and what it spoils is its own.
            tally.Fail(NightlyFailure.Of(kind, subject, exception));
        }
    }
}
