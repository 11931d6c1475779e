using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Bulk;
using Finance.Testing;
using static Finance.Core.Tests.Transactions.Bulk.BulkLedger;

namespace Finance.Core.Tests.Transactions.Bulk;

public sealed class BulkRetryTests
{
    [Fact]
    public async Task ChangeAsync_SameKeyAgain_FirstAnswerIsGivenAgain()
    {
        var ledger = await TestLedger.CreateAsync();
        var operations = Enumerable.Range(0, 250).Select(number => Create(number % 50 == 7 ? "0" : "1", "2026-06-01")).ToArray();

        var first = await ledger.KeyedAsync(operations);
        var again = await ledger.Reopen().KeyedAsync(operations);

        Assert.Equal("idempotent_replay", again.Error?.Code);
        Assert.Equal(Text(first.Value), ((RecordedResponse)again.Error!.Evidence!).Body);
        Assert.Equal(245, (await ledger.EntriesAsync()).Count);
    }

    [Fact]
    public async Task ChangeAsync_KeyOfAnotherRequest_IsRefused()
    {
        var ledger = await TestLedger.CreateAsync();
        var other = new Idempotency("key", "other", _ => new RecordedResponse(201, "{}", null, null));
        await ledger.Transactions.CreateAsync(new Change(ledger.Caller, other), New("1", "2026-06-01"), default);

        var result = await ledger.KeyedAsync(Create("1", "2026-06-01"));

        Assert.Equal("idempotency_key_reused", result.Error?.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangeAsync_KilledAtAnyCall_RetryNeitherRepeatsNorLoses(bool lastCommitArrives)
    {
        var expected = await RunAsync(int.MaxValue, lastCommitArrives);

        for (var calls = 0; ; calls++)
        {
            var (entries, isDead) = await RunAsync(calls, lastCommitArrives);
            Assert.Equal(expected.Entries, entries);
            if (!isDead)
            {
                break;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ChangeAsync_StoreThatFailsAllTheTime_RetriesEndWithEachOnce(int seed)
    {
        var ledger = await TestLedger.CreateAsync();
        var operations = await OperationsAsync(ledger);
        var faults = new Faults { UnavailableRead = 0.02, UnavailableBeforeCommit = 0.1, UnavailableAfterCommit = 0.2, Conflict = 0.2 };
        var faulty = new FaultyTableStore(ledger.Store, faults, seed);

        for (var isThrough = false; !isThrough;)
        {
            try
            {
                var result = await ledger.Reopen(faulty).KeyedAsync(operations);
                isThrough = result.IsOk || result.Error.Code == "idempotent_replay";
            }
            catch (StoreUnavailableException)
            {
                // The client sends it again.
            }
        }

        Assert.Equal((await RunAsync(int.MaxValue, false)).Entries, await ledger.EntriesAsync());
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeAsync_TwoProcessesWithOneKey_EachIsDoneOnce()
    {
        var ledger = await TestLedger.CreateAsync();
        var operations = await OperationsAsync(ledger);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ledger.Reopen().KeyedAsync(operations))));

        var answers = results.Select(result => result.IsOk ? Text(result.Value) : ((RecordedResponse)result.Error.Evidence!).Body);
        Assert.Single(answers.Distinct());
        Assert.Equal((await RunAsync(int.MaxValue, false)).Entries, await ledger.EntriesAsync());
        await ledger.AssertSoundAsync();
    }

    private static async Task<(IReadOnlyList<string> Entries, bool IsDead)> RunAsync(int calls, bool lastCommitArrives)
    {
        var ledger = await TestLedger.CreateAsync();
        var operations = await OperationsAsync(ledger);
        var dying = new DyingTableStore(ledger.Store, calls, lastCommitArrives);
        try
        {
            await ledger.Reopen(dying).KeyedAsync(operations);
        }
        catch (ProcessKilledException)
        {
            // The client sends it again.
        }

        var answer = await ledger.Reopen().KeyedAsync(operations);
        Assert.True(answer.IsOk || answer.Error.Code == "idempotent_replay");
        await ledger.AssertSoundAsync();
        return (await ledger.EntriesAsync(), dying.IsDead);
    }

    /// <summary>More than two commits of creates, moves and deletes, some of which fail.</summary>
    private static async Task<BulkRow[]> OperationsAsync(TestLedger ledger)
    {
        var entries = new List<TransactionId>();
        for (var number = 0; number < 30; number++)
        {
            entries.Add((await ledger.AddAsync(New("9", "2026-05-01"))).Id);
        }

        return
        [
            .. Enumerable.Range(0, 120).Select(number => Create(number % 40 == 3 ? "0" : "1", $"2026-0{1 + (number % 5)}-02")),
            .. entries.Take(20).Select(id => Update(id, On("2026-03-05"))),
            .. entries.Skip(15).Select(id => Delete(id)),
            .. entries.Skip(25).Select(id => Delete(id)),
        ];
    }
}
