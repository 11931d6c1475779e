using Finance.Core.Due;
using Finance.Core.Nightly;
using Finance.Core.Notifications;
using Finance.Core.Storage;
using Finance.Core.Webhooks;
using Finance.Testing;

namespace Finance.Core.Tests.Webhooks;

/// <summary>A ledger with webhooks and the far side of them, as one process sees it.</summary>
internal sealed class WebhookLedger
{
    internal static readonly WebhookOptions Options = new(AllowPrivateAddresses: false);

    private WebhookLedger(TestLedger ledger, FarSide far)
    {
        (Ledger, Far) = (ledger, far);
        Due = new DueIndex(ledger.Store);
        Service = new WebhookService(ledger.Ledgers, Due, Options);
    }

    internal TestLedger Ledger { get; }

    internal FarSide Far { get; }

    internal DueIndex Due { get; }

    internal WebhookService Service { get; }

    internal static async Task<WebhookLedger> CreateAsync(ITableStore? store = null) =>
        new(await TestLedger.CreateAsync(store), new FarSide());

    /// <summary>The same ledger as another process sees it.</summary>
    internal WebhookLedger Reopen(ITableStore? store = null) => new(Ledger.Reopen(store), Far);

    internal async Task<Webhook> AddAsync(params NotificationKind[] kinds) =>
        Ok(await Service.CreateAsync(Ledger.Change, new NewWebhook { Url = "https://example.com/hook", Kinds = kinds }, default));

    internal async Task<Webhook> GetAsync(string id) => Ok(await Service.GetAsync(Ledger.Caller, id, default));

    /// <summary>Tells the user something, in as many commits.</summary>
    internal async Task TellAsync(int count = 1, NotificationKind kind = NotificationKind.BudgetThreshold)
    {
        for (var number = 0; number < count; number++)
        {
            await Ledger.CommitAsync("test.told", "test", draft => draft.Notify(new NewNotification(kind, "Title", "Detail.", "subject")));
        }
    }

    /// <summary>A run as of so many seconds later.</summary>
    internal Task<NightlyReport> RunAsync(int secondsLater = 0, CancellationToken cancellationToken = default)
    {
        Ledger.Clock.Now = Ledger.Clock.Now.AddSeconds(secondsLater);
        var chore = new WebhookChore(Ledger.Ledgers, Due, Far, Ledger.Clock);
        return new WebhookRun(Due, chore, new Silent(), Ledger.Clock).RunAsync("trace", cancellationToken);
    }

    internal async Task<IReadOnlyList<WebhookAttempt>> AttemptsAsync(string id)
    {
        var attempts = new List<WebhookAttempt>();
        for (var (next, isFirst) = ((string?)null, true); isFirst || next is not null; isFirst = false)
        {
            var page = Ok(await Service.AttemptsAsync(Ledger.Caller, id, new PageRequest(7, next), default));
            attempts.AddRange(page.Items);
            next = page.Next;
        }

        return attempts;
    }

    /// <summary>What stands in the due index for webhooks of this ledger.</summary>
    internal Task<IReadOnlyList<DueItem>> FiledAsync() => Due.OfOwnerAsync(DueItem.Webhook, Ledger.Caller.User, default);

    internal static T Ok<T>(Result<T> result) =>
        result.IsOk ? result.Value : throw new InvalidOperationException($"{result.Error.Code}: {result.Error.Detail}");

    private sealed class Silent : INightlyObserver
    {
        public void OnFailure(NightlyFailure failure)
        {
            if (failure.Exception is not (null or ProcessKilledException or StoreUnavailableException))
            {
                throw failure.Exception;
            }
        }

        public void OnEnd(NightlyReport report)
        {
        }
    }
}

/// <summary>Answers as a test says, and remembers what it was sent.</summary>
internal sealed class FarSide : IWebhookSender
{
    private readonly Lock _lock = new();
    private readonly List<WebhookMessage> _sent = [];

    /// <summary>The answers to come; then 204.</summary>
    internal Queue<WebhookAnswer> Answers { get; } = [];

    /// <summary>What happens before the answer.</summary>
    internal Func<WebhookMessage, Task>? WhileSending { get; set; }

    internal IReadOnlyList<WebhookMessage> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    internal void Answer(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            Answers.Enqueue(WebhookAnswer.Of(status));
        }
    }

    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _sent.Add(message);
        }

        if (WhileSending is { } happens)
        {
            await happens(message);
        }

        lock (_lock)
        {
            return Answers.TryDequeue(out var answer) ? answer : WebhookAnswer.Of(204);
        }
    }

    /// <summary>The numbers of the notifications that were sent, in order.</summary>
    internal IEnumerable<long> Sequences => Sent.Select(message => long.Parse(
        message.Id[(message.Id.LastIndexOf('_') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
}
