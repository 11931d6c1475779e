using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;
using Finance.Core.Notifications;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Recurring;

/// <summary>A ledger with the services of recurring templates, as one process sees it.</summary>
internal sealed class RecurringLedger
{
    private RecurringLedger(TestLedger ledger)
    {
        Ledger = ledger;
        Due = new DueIndex(ledger.Store);
        Service = new RecurringService(ledger.Ledgers, ledger.Clock);
        Night = new Night(ledger.Store, ledger.Clock);
    }

    internal TestLedger Ledger { get; }

    internal DueIndex Due { get; }

    internal RecurringService Service { get; }

    internal Night Night { get; }

    /// <summary>Nothing but recurring entries may lie ahead in this ledger.</summary>
    /// <param name="reminderDays">0 for a user who is told of nothing that is due.</param>
    internal static async Task<RecurringLedger> CreateAsync(
        string now = "2026-06-15T12:00Z",
        string timeZone = "UTC",
        ITableStore? store = null,
        int reminderDays = 0) =>
        new(await TestLedger.CreateAsync(store, Instant(now), allowFutureDates: false, timeZone: timeZone, reminderDays: reminderDays));

    /// <summary>The same ledger as another process sees it.</summary>
    internal RecurringLedger Reopen(ITableStore? store = null) => new(Ledger.Reopen(store));

    internal static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    internal static DateOnly Day(string text) => LedgerDates.TryParse(text, out var day) ? day : throw new FormatException(text);

    internal static RecurrenceTerms Every(RecurrenceFrequency frequency, string start) =>
        new() { Frequency = frequency, Start = Day(start) };

    internal static RecurrenceTerms Monthly(string start) => Every(RecurrenceFrequency.Monthly, start);

    internal static RecurrenceTerms Daily(string start) => Every(RecurrenceFrequency.Daily, start);

    internal static NewTemplate Rent(RecurrenceTerms terms) => new()
    {
        Name = "Rent",
        Transaction = new NewTransaction { Type = TransactionType.Expense, Amount = new AmountText("transaction.amount", "850.00") },
        Terms = terms,
    };

    internal async Task<RecurringTemplate> AddAsync(NewTemplate asked) =>
        Ok(await Service.CreateAsync(Ledger.Change, asked, default)).Template;

    internal Task<RecurringTemplate> AddAsync(RecurrenceTerms terms) => AddAsync(Rent(terms));

    internal async Task<TemplateInLedger> GetAsync(string id, DateOnly? on = null) =>
        Ok(await Service.GetAsync(Ledger.Caller, id, on, default));

    internal async Task<TemplateInLedger> UpdateAsync(string id, TemplatePatch patch) =>
        Ok(await Service.UpdateAsync(Ledger.Change, id, patch, default));

    internal async Task<ProcessedTemplate> ProcessAsync(string id) => Ok(await Service.ProcessAsync(Ledger.Change, id, default));

    internal Task<NightlyReport> RunAsync(string now)
    {
        Ledger.Clock.Now = Instant(now);
        return Night.RunAsync();
    }

    /// <summary>The dates of all entries, earliest first.</summary>
    internal async Task<IReadOnlyList<string>> DatesAsync() => [.. (await EntriesAsync()).Select(entry => LedgerDates.Format(entry.Date))];

    /// <summary>All entries, earliest first.</summary>
    internal async Task<IReadOnlyList<Transaction>> EntriesAsync()
    {
        var entries = new List<Transaction>();
        var days = new DateRange(LedgerDates.First, LedgerDates.Last);
        await foreach (var entry in new LedgerReader(Ledger.Store).TransactionsAsync(Ledger.Caller.User, days))
        {
            entries.Add(entry);
        }

        entries.Reverse();
        return entries;
    }

    /// <summary>What stands in the due index for this ledger's templates, whenever it is due.</summary>
    internal async Task<IReadOnlyList<DueItem>> FiledAsync()
    {
        var items = new List<DueItem>();
        await foreach (var item in Due.UpToAsync(DueItem.Recurring, Instant("2199-12-31"), default))
        {
            items.Add(item);
        }

        return [.. items.Where(item => item.Owner == Ledger.Caller.User)];
    }

    /// <summary>What the user was told of a kind, oldest first.</summary>
    internal Task<IReadOnlyList<Notification>> ToldAsync(NotificationKind kind) => ToldAsync(Ledger.Reopen().Ledgers, Ledger.Caller, kind);

    internal static async Task<IReadOnlyList<Notification>> ToldAsync(LedgerStore ledgers, Caller caller, NotificationKind kind)
    {
        var list = new NotificationService(ledgers);
        var told = Ok(await list.ListAsync(caller, new NotificationFilter(kind, false), new PageRequest(500, null), default));
        return [.. told.Items.Reverse()];
    }

    internal static T Ok<T>(Result<T> result) =>
        result.IsOk ? result.Value : throw new InvalidOperationException($"{result.Error.Code}: {result.Error.Detail}");
}

/// <summary>The nightly run of a process, and what it reported.</summary>
internal sealed class Night(ITableStore store, FixedClock clock) : INightlyObserver
{
    private readonly Lock _lock = new();

    internal List<NightlyFailure> Failures { get; } = [];

    internal List<NightlyReport> Reports { get; } = [];

    internal Task<NightlyReport> RunAsync(CancellationToken cancellationToken = default, params INightlyChore[] more)
    {
        var due = new DueIndex(store);
        var recurring = new RecurringChore(new LedgerStore(store, new LedgerCache(), clock), clock);
        return new NightlyRun(due, [recurring, .. more], this, clock).RunAsync("trace", cancellationToken);
    }

    public void OnFailure(NightlyFailure failure)
    {
        lock (_lock)
        {
            Failures.Add(failure);
        }
    }

    public void OnEnd(NightlyReport report) => Reports.Add(report);
}
