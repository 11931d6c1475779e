using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Tests.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Sharing;

/// <summary>Alice's ledger, of which Bob may be given something.</summary>
internal sealed class SharedLedger
{
    private SharedLedger(InMemoryTableStore store, FixedClock clock, UserProcess process, Caller alice, Caller bob)
    {
        (Store, Clock, Process, Alice, Bob) = (store, clock, process, alice, bob);
        Sharing = new SharingService(process.Ledgers, store, clock);
    }

    internal InMemoryTableStore Store { get; }

    internal FixedClock Clock { get; }

    internal UserProcess Process { get; }

    internal Caller Alice { get; }

    /// <summary>On his own ledger.</summary>
    internal Caller Bob { get; }

    /// <summary>Bob on Alice's ledger.</summary>
    internal Caller Guest => Bob with { Ledger = Alice.User };

    internal SharingService Sharing { get; }

    internal static async Task<SharedLedger> CreateAsync()
    {
        var (store, clock) = (new InMemoryTableStore(), UserProcess.NewClock());
        var process = new UserProcess(store, clock);
        return new SharedLedger(store, clock, process, await process.RegisteredAsync("alice"), await process.RegisteredAsync("bob"));
    }

    internal Task<Result<GivenGrant>> ShareAsync(GrantAccess access, GrantScope scope, string grantee = "bob") =>
        Sharing.CreateAsync(new Change(Alice), new NewGrant(grantee, access, scope), default);

    internal async Task<Grant> GrantAsync(GrantAccess access, GrantKind kind)
    {
        var shared = await ShareAsync(access, GrantScope.Of(kind));
        Assert.Null(shared.Error);
        return shared.Value.Grant;
    }

    internal async Task<string?> OpenAsync(LedgerPart part, GrantAccess access = GrantAccess.Read) =>
        (await Process.Ledgers.OpenAsync(Guest, part, default, access)).Error?.Code;

    /// <summary>What a guest's change of a part is refused with.</summary>
    internal async Task<string?> ChangeAsync(LedgerPart part, Idempotency? once = null) => (await Process.Ledgers.ChangeAsync<Done>(
        new Change(Guest, once),
        part,
        (draft, _) =>
        {
            draft.Put(draft.Chart.Accounts.First() with { Name = LedgerKeys.NewId() });
            draft.Record("account.updated", "account", null, null);
            return Task.FromResult<Result<Done>>(Done.Value);
        },
        default)).Error?.Code;

    internal async Task<LedgerSnapshot> OwnersAsync() => (await Process.Ledgers.OpenAsync(Alice, default)).Value;

    internal async Task<IReadOnlyList<ReceivedGrant>> ReceivedAsync() =>
        (await Sharing.ListReceivedAsync(Bob, new PageRequest(50, null), default)).Value.Items;

    internal IEnumerable<Row> Index() => Store.Everything(Tables.Grants);
}
