using System.Globalization;
using System.Text;
using Finance.Core.Audits;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Importing;

/// <summary>Imports of more commits than their own row is written with, looked at and cut short on the way.</summary>
public sealed class ImportProgressTests
{
    private const int Entries = 2_000;

    // With the commit that begins it.
    public static TheoryData<int> Commits { get; } = [1, 2, 15, 16, 17, 18, 20];

    [Theory]
    [MemberData(nameof(Commits))]
    public async Task GetAsync_RunThatDied_TellsWhatIsSettled(int commits)
    {
        var (ledger, request) = await DieAsync(commits);

        var import = (await new ImportReads(ledger.Ledgers).GetAsync(ledger.Caller, request.Id, CancellationToken.None)).Value.Import;

        var there = (await ledger.OpenAsync()).Head;
        Assert.Equal((ImportStatus.Running, commits - 1), (import.Status, import.Chunks));
        Assert.Equal((there.TransactionCount, there.TransactionCount), (import.SettledRows, import.Counts.Created));
        Assert.Equal(there.Version, import.Version);
    }

    [Theory]
    [MemberData(nameof(Commits))]
    public async Task ListAsync_RunThatDied_TellsWhatIsSettled(int commits)
    {
        var (ledger, _) = await DieAsync(commits);

        var page = await new ImportReads(ledger.Ledgers).ListAsync(ledger.Caller, new PageRequest(10, null), CancellationToken.None);

        Assert.Equal((await ledger.OpenAsync()).Head.TransactionCount, Assert.Single(page.Value.Items).Import.SettledRows);
    }

    [Theory]
    [MemberData(nameof(Commits))]
    public async Task RunAsync_RunThatDied_ResumesWithNothingLostOrTwice(int commits)
    {
        var (ledger, request) = await DieAsync(commits);

        var import = (await Service(ledger).RunAsync(ledger.Change, request, Statement(), CancellationToken.None)).Value.Import;

        Assert.Equal((ImportStatus.Completed, (long)Entries, 0L), (import.Status, import.Counts.Created, import.Counts.Duplicates));
        Assert.Equal(Entries, import.SettledRows);
        Assert.Equal(Entries, (await ledger.OpenAsync()).Head.TransactionCount);
        Assert.Empty(await VerifyAsync(ledger));
    }

    [Theory]
    [MemberData(nameof(Commits))]
    public async Task UndoAsync_RunThatDied_TakesAllOfItAway(int commits)
    {
        var (ledger, request) = await DieAsync(commits);
        var there = (await ledger.OpenAsync()).Head.TransactionCount;

        var undone = await Undo(ledger).UndoAsync(ledger.Change, request.Id, remember: false, CancellationToken.None);

        Assert.Equal(there, undone.Value.Removed);
        Assert.Equal(0, (await ledger.OpenAsync()).Head.TransactionCount);
        Assert.Empty(await VerifyAsync(ledger));
    }

    [Fact]
    public async Task RunAsync_UndoneByAnotherWhileItRuns_Stops()
    {
        var ledger = await TestLedger.CreateAsync();
        var (request, other) = (Request(), ledger.Reopen());
        var store = OvertakenAtCommit(6, ledger.Store, () => Undo(other).UndoAsync(other.Change, request.Id, false, default));

        var outcome = await Service(ledger.Reopen(store)).RunAsync(ledger.Change, request, Statement(), CancellationToken.None);

        Assert.Equal("import_runs_elsewhere", outcome.Error?.Code);
        Assert.Equal(0, (await other.OpenAsync()).Head.TransactionCount);
    }

    [Fact]
    public async Task RunAsync_TakenOverByAnotherRun_EndsWithEachEntryOnce()
    {
        var ledger = await TestLedger.CreateAsync();
        var (request, other) = (Request(), ledger.Reopen());
        var store = OvertakenAtCommit(6, ledger.Store, () => Service(other).RunAsync(other.Change, request, Statement(), default));

        var outcome = await Service(ledger.Reopen(store)).RunAsync(ledger.Change, request, Statement(), CancellationToken.None);

        Assert.Equal("import_runs_elsewhere", outcome.Error?.Code);
        Assert.Equal(Entries, (await other.OpenAsync()).Head.TransactionCount);
        Assert.Empty(await VerifyAsync(other));
    }

    [Fact]
    public async Task UndoAsync_EntriesOfAFullCommitEditedSince_TakesAllOfThemAway()
    {
        var ledger = await TestLedger.CreateAsync();
        var request = Request();
        await Service(ledger).RunAsync(ledger.Change, request, Statement(200), CancellationToken.None);
        var ids = (await new ImportReads(ledger.Ledgers).RowsAsync(ledger.Caller, request.Id, new PageRequest(200, null), CancellationToken.None)).Value.Items;
        foreach (var line in ids.Take(3))
        {
            // Each counts in another account now, and the first has a tag.
            var account = await ledger.AddAccountAsync($"Account {line.Line}");
            var patch = new TransactionPatch { AccountId = account, Tags = line == ids[0] ? new[] { "moved" } : Array.Empty<string>() };
            var edited = await ledger.Transactions.UpdateAsync(ledger.Change, TransactionId.Parse(line.TransactionId!), patch, CancellationToken.None);
            Assert.True(edited.IsOk, edited.Error?.Detail);
        }

        var undone = await Undo(ledger).UndoAsync(ledger.Change, request.Id, remember: false, CancellationToken.None);

        Assert.Equal(200, undone.Value.Removed);
        Assert.Empty(await VerifyAsync(ledger));
    }

    [Fact]
    public async Task UndoAsync_InAnotherVersionThanAskedFor_ChangesNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        var request = Request();
        var import = (await Service(ledger).RunAsync(ledger.Change, request, Statement(20), CancellationToken.None)).Value.Import;
        var undo = Undo(ledger);

        var refused = await undo.UndoAsync(
            ledger.Change with { IfMatch = new IfMatch([import.Version - 1], false) }, request.Id, remember: false, CancellationToken.None);
        var undone = await undo.UndoAsync(
            ledger.Change with { IfMatch = new IfMatch([import.Version], false) }, request.Id, remember: false, CancellationToken.None);

        Assert.Equal("precondition_failed", refused.Error?.Code);
        Assert.Equal(20, undone.Value.Removed);
    }

    private static ImportUndo Undo(TestLedger ledger) => new(ledger.Ledgers);

    private static async Task<(TestLedger Ledger, ImportRequest Request)> DieAsync(int commits)
    {
        var store = new DyingStore(new InMemoryTableStore());
        var ledger = await TestLedger.CreateAsync(store);
        var request = Request();
        store.CommitsLeft = commits;
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Service(ledger).RunAsync(ledger.Change, request, Statement(), CancellationToken.None));
        store.CommitsLeft = int.MaxValue;
        return (ledger.Reopen(), request);
    }

    private static ImportService Service(TestLedger ledger) => new(ledger.Ledgers, new ImportReads(ledger.Ledgers), ledger.Clock);

    private static ImportRequest Request() => new(
        LedgerKeys.NewImportId(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero), "statement"),
        ImportSource.Upload,
        "statement.csv",
        null,
        ReadingChoices.None);

    private static MemoryStatementSource Statement(int entries = Entries)
    {
        var text = new StringBuilder("Date,Description,Amount\n");
        for (var entry = 0; entry < entries; entry++)
        {
            var day = new DateOnly(2025, 6, 13).AddDays(entry * 360 / entries);
            text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},Shop {entry},-{(entry % 50) + 1}.{entry % 100:D2}\n");
        }

        return new MemoryStatementSource(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static InterferingTableStore OvertakenAtCommit(int number, ITableStore store, Func<Task> overtake)
    {
        var commits = 0;
        return new InterferingTableStore(store, int.MaxValue)
        {
            BeforeCommit = () => ++commits == number ? overtake() : Task.CompletedTask,
        };
    }

    private static async Task<IReadOnlyList<LedgerDifference>> VerifyAsync(TestLedger ledger) =>
        (await new LedgerVerifier(ledger.Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, CancellationToken.None)).Value.Differences;
}
