using Finance.Core.Audits;
using Finance.Core.Currencies;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Tests.Users;
using Finance.Core.Transactions;
using Finance.Core.Transfers;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Transfers;

/// <summary>Alice, who sends money, and Bob, who gets it.</summary>
internal sealed class TwoUsers
{
    private TwoUsers(ITableStore store, FixedClock clock, Caller alice, Caller bob) => (Store, Clock, Alice, Bob) = (store, clock, alice, bob);

    internal ITableStore Store { get; }

    internal FixedClock Clock { get; }

    internal Caller Alice { get; }

    internal Caller Bob { get; }

    internal UserProcess Process => new(Store, Clock);

    internal static async Task<TwoUsers> CreateAsync(string bobsCurrency = "USD")
    {
        var (store, clock) = (new InMemoryTableStore(), UserProcess.NewClock());
        await TestRates.StoreAsync(store, clock, TestRates.Day("2026-06-15", "USD 1.25 JPY 160"));
        var process = new UserProcess(store, clock);
        var alice = await process.RegisteredAsync("Alice");
        var bob = process.NewCaller();
        var registered = new NewUser { Username = "bob", Currency = bobsCurrency };
        Assert.Null((await process.Registration.RegisterAsync(new Change(bob), registered, default)).Error);
        return new TwoUsers(store, clock, alice, bob);
    }

    internal static NewTransfer Of(string amount, string to = "bob") => new() { To = to, Amount = new AmountText("amount", amount) };

    /// <summary>The service of a process that knows nothing yet.</summary>
    /// <param name="store">Null for the store itself.</param>
    internal TransferService Service(ITableStore? store = null)
    {
        var ledgers = new LedgerStore(store ?? Store, new LedgerCache(), Clock);
        return new TransferService(ledgers, store ?? Store, new DueIndex(store ?? Store), ExchangeOf(ledgers, store), Clock);
    }

    internal Task<Result<UserTransfer>> SendAsync(NewTransfer asked, string? key = null, ITableStore? store = null) =>
        Service(store).SendAsync(new Change(Alice, key is null ? null : Key(key)), asked, default);

    internal static Idempotency Key(string key) => new(
        key, "print", value => new RecordedResponse(201, $"{((UserTransfer)value).Id} {((UserTransfer)value).Status}", null, null));

    internal async Task<IReadOnlyList<UserTransfer>> ListAsync(Caller caller) =>
        (await Service().ListAsync(caller, new TransferFilter(null, null), new PageRequest(50, null), default)).Value.Items;

    internal async Task<IReadOnlyList<Transaction>> EntriesAsync(Caller caller)
    {
        var entries = new List<Transaction>();
        await foreach (var entry in Process.Ledgers.Reader.TransactionsAsync(caller.User, new DateRange(LedgerDates.First, LedgerDates.Last)))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>The nightly run, some hours on.</summary>
    internal async Task<NightlyReport> NightAsync(ITableStore? store = null)
    {
        Clock.Now = Clock.Now.AddHours(6);
        var ledgers = new LedgerStore(store ?? Store, new LedgerCache(), Clock);
        var chore = new TransferChore(ledgers, new DueIndex(store ?? Store), ExchangeOf(ledgers, store), Clock);
        return await new Night(store ?? Store, Clock).RunAsync(default, chore);
    }

    /// <param name="suspension">Null to let Bob in again.</param>
    internal Task SuspendBobAsync(Suspension? suspension) => SuspendAsync(Bob, suspension);

    /// <param name="suspension">Null to let them in again.</param>
    internal async Task SuspendAsync(Caller user, Suspension? suspension) => Assert.Null((await Process.Ledgers.ChangeAsync<Done>(
        new Change(user) { EvenWhileSuspended = true },
        (draft, _) =>
        {
            draft.Put(draft.Head.Profile with { Suspension = suspension });
            draft.Record("user.suspended", draft.Owner.ToString(), null, null);
            return Task.FromResult<Result<Done>>(Done.Value);
        },
        default)).Error);

    internal async Task<IReadOnlyList<DueItem>> DueAsync() => await new DueIndex(Store).OfOwnerAsync(DueItem.Transfer, Alice.User, default);

    /// <summary>Both ledgers verify, and hold either both sides of everything that was sent or none.</summary>
    /// <returns>How many transfers there are that both hold.</returns>
    internal async Task<int> AssertBothOrNeitherAsync()
    {
        var (sent, received) = (await ListAsync(Alice), await ListAsync(Bob));
        Assert.DoesNotContain(sent, transfer => transfer.Status == TransferStatus.Pending);
        var completed = sent.Where(transfer => transfer.Status == TransferStatus.Completed).ToList();
        Assert.Equal(completed.Select(transfer => transfer.Id), received.Select(transfer => transfer.Id));
        var (left, arrived) = (await EntriesAsync(Alice), await EntriesAsync(Bob));
        Assert.Equal(completed.Select(transfer => transfer.Id).Order(), left.Select(entry => entry.TransferId).Order());
        Assert.Equal(completed.Select(transfer => transfer.Id).Order(), arrived.Select(entry => entry.TransferId).Order());
        await AssertSoundAsync(Alice);
        await AssertSoundAsync(Bob);
        return completed.Count;
    }

    internal async Task AssertSoundAsync(Caller caller)
    {
        var verified = await new LedgerVerifier(Process.Ledgers).VerifyAsync(caller, caller.User, default);
        Assert.Equal([], verified.Value.Differences);
    }

    private Exchange ExchangeOf(LedgerStore ledgers, ITableStore? store) => new(new RateStore(store ?? Store, Clock), ledgers, Clock);
}
