using Finance.Core.Due;

namespace Finance.Core.Nightly;

/// <summary>
/// Visits everything that is due, several users at once. What one user's ledger or a single item does wrong keeps nobody else from what is
/// due to them. However often it runs, and whatever cut the last run short, everything is done once.
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
            // Commits of one ledger would only queue up behind each other.
            await Parallel.ForEachAsync(page.GroupBy(item => item.Owner), options, async (items, token) =>
            {
                foreach (var item in items)
                {
                    await IsolateAsync(tally, chore.Kind, item.Subject, () => VisitAsync(tally, chore, item, traceId, token), token);
                }
            });
        }
    }

    private static async Task VisitAsync(
        NightlyTally tally,
        INightlyChore chore,
        DueItem item,
        string traceId,
        CancellationToken cancellationToken)
    {
        var outcome = await chore.DoAsync(item, traceId, cancellationToken);
        tally.Count(chore.Kind, item.Owner, outcome);
        if (outcome.Failure is { } failure)
        {
            tally.Fail(chore.Kind, item.Subject, failure);
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
            tally.Fail(kind, subject, exception);
        }
    }
}
