using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;

namespace Finance.Core.Webhooks;

/// <summary>Delivers what is still to be told to the webhooks that the due index names.</summary>
public sealed class WebhookChore(LedgerStore ledgers, DueIndex due, IWebhookSender sender, TimeProvider clock) : INightlyChore
{
    private const string Agent = "webhooks";

    private readonly WebhookDelivery _delivery = new(ledgers.Reader, new WebhookOutbox(due));

    public string Kind => DueItem.Webhook;

    /// <summary>Visits the webhooks of a user, all at once: one that is slow keeps no other waiting.</summary>
    public async Task<ChoreOutcome> DoAsync(IReadOnlyList<DueItem> items, string traceId, CancellationToken cancellationToken)
    {
        var change = new Change(Caller.Product(items[0].Owner, Agent, traceId));
        var visits = items
            .GroupBy(item => VersionedSubject.Read(item.Subject)?.Id)
            .Select(group => group.Key is { } id
                ? VisitAsync(change, id, [.. group], cancellationToken)
                : Task.FromResult(ChoreOutcome.Nothing with { Settled = [.. group] }));
        var outcomes = await Task.WhenAll(visits);
        return new ChoreOutcome(outcomes.Sum(outcome => outcome.Items), outcomes.Sum(outcome => outcome.Done))
        {
            Failures = [.. outcomes.SelectMany(outcome => outcome.Failures)],
            Settled = [.. outcomes.SelectMany(outcome => outcome.Settled)],
        };
    }

    private async Task<ChoreOutcome> VisitAsync(
        Change change,
        string webhookId,
        IReadOnlyList<DueItem> items,
        CancellationToken cancellationToken)
    {
        var visit = new WebhookVisit(ledgers, _delivery, sender, clock, change, webhookId);
        var end = await visit.RunAsync(cancellationToken);
        return new ChoreOutcome(visit.Attempts > 0 ? 1 : 0, visit.Attempts)
        {
            Failures = end.IsOk || NightlyFailure.IsNone(end.Error) ? [] : [NightlyFailure.Of(Kind, webhookId, end.Error)],
            Settled = [.. items.Where(item => visit.IsSettled(item, end))],
        };
    }
}
