using System.Diagnostics.Metrics;
using Finance.Core.Importing;
using Finance.Core.Ledgers;

namespace Finance.Functions.Telemetry;

/// <summary>Tells what the process counts anyway to whoever collects metrics; it is looked at when they ask.</summary>
internal sealed class TallyMeter : IDisposable
{
    private readonly Meter _meter = new(FinanceTelemetry.Name);

    public TallyMeter(ProcessTally process, LedgerStore ledgers, ImportService imports)
    {
        Count("finance.ledger.commits", "{commit}", "Changes of ledgers that were committed.", () => ledgers.Tally.Commits);
        Count("finance.ledger.conflicts", "{try}", "Decisions made again because somebody else was faster.", () => ledgers.Tally.Conflicts);
        Count("finance.ledger.given_up", "{change}", "Changes refused because others kept being faster.", () => ledgers.Tally.GivenUp);
        Count("finance.requests.rate_limited", "{request}", "Requests that a limit refused.", () => process.RateLimited);
        Count("finance.statements.set_aside", "{file}", "Dropped files moved to the quarantine.", () => process.SetAside);
        Count("finance.nightly.users", "{user}", "Users that nightly runs did something for.", () => process.NightlyUsers);
        Count("finance.nightly.created", "{entry}", "Entries that nightly runs created.", () => process.NightlyCreated);
        Count("finance.nightly.failures", "{item}", "What nightly runs left as it was.", () => process.NightlyFailures);
        Count("finance.webhook.attempts", "{attempt}", "Attempts to deliver to webhooks.", () => process.WebhookAttempts);
        Count("finance.webhook.failures", "{webhook}", "Webhooks that a run could not settle.", () => process.WebhookFailures);
        Count("finance.imports", "{import}", "Imports that were finished.", () => imports.Tally.Now.Imports);
        _meter.CreateObservableCounter("finance.import.rows", () => Rows(imports.Tally.Now.Rows), "{row}", "Rows of finished imports.");
        _meter.CreateObservableGauge("finance.nightly.lag", () => Lag(process), "s", "How overdue the last run's oldest item was.");
    }

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableCounter(name, read, unit, description);

    private static Measurement<long>[] Rows(ImportCounts rows) =>
    [
        Row(rows.Created, "created"), Row(rows.Duplicates, "duplicate"), Row(rows.Matched, "matched"), Row(rows.Failed, "failed"),
    ];

    private static Measurement<long> Row(long count, string verdict) => new(count, new KeyValuePair<string, object?>("verdict", verdict));

    private static long Lag(ProcessTally process) => process.LastNightly is { } last ? (long)last.Report.Lag.TotalSeconds : 0;
}
