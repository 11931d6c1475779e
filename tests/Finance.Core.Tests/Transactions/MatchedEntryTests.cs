using Finance.Core.Audits;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions;

/// <summary>An entry that a statement's row was found to be: the id that the row would have had leads to it.</summary>
public sealed class MatchedEntryTests
{
    private static readonly TransactionId Alias = TransactionId.CreateByHand(new DateOnly(2026, 3, 3), 700);

    [Fact]
    public async Task GetAsync_IdOfTheRow_LeadsToTheEntry()
    {
        var (ledger, entry) = await MatchAsync("2026-03-03");

        Assert.Equal(entry.Id, (await GetAsync(ledger, Alias))?.Id);
        await AssertSoundAsync(ledger, moved: 2);
    }

    [Fact]
    public async Task UpdateAsync_DateIsEditedByEitherId_BothStillLeadToIt()
    {
        var (ledger, entry) = await MatchAsync("2026-03-03");

        foreach (var (id, date) in new[] { (Alias, "2026-02-10"), (entry.Id, "2026-03-01"), (entry.Id, "2026-04-07") })
        {
            var patch = new TransactionPatch { Date = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture) };
            Assert.True((await ledger.Transactions.UpdateAsync(ledger.Change, id, patch, default)).IsOk);
            Assert.Equal(patch.Date.Or(default), (await GetAsync(ledger, Alias))?.Date);
            Assert.Equal(entry.Id, (await GetAsync(ledger, entry.Id))?.Id);
            await AssertSoundAsync(ledger);
        }
    }

    [Theory]
    [InlineData("2026-03-03")]
    [InlineData("2026-03-01")]
    public async Task DeleteAsync_MatchedEntry_TheRowCountsAsDeleted(string date)
    {
        var (ledger, entry) = await MatchAsync(date);

        var deleted = await ledger.Transactions.DeleteAsync(ledger.Change, Alias, default);

        Assert.Equal(entry.Id, deleted.Value.Id);
        Assert.Null(await GetAsync(ledger, Alias));
        var row = await ledger.Ledgers.Reader.FindAsync(ledger.Caller.User, LedgerKeys.Moved(Alias), default);
        Assert.Null(MovedRow.Target(row!));
        await AssertSoundAsync(ledger, moved: 2);
    }

    [Fact]
    public async Task ReplaceAsync_MatchIsTakenBack_NothingIsLeft()
    {
        var (ledger, entry) = await MatchAsync("2026-03-03");
        var matched = (await GetAsync(ledger, entry.Id))!;

        await ChangeAsync(ledger, draft => draft.ReplaceAsync(matched, entry, default));

        Assert.Null(await GetAsync(ledger, Alias));
        await AssertSoundAsync(ledger, moved: 0);
    }

    [Fact]
    public async Task RebuildAsync_LeadIsGoneOrWrong_IsMadeAnew()
    {
        foreach (var isGone in new[] { true, false })
        {
            var (ledger, entry) = await MatchAsync("2026-03-03");
            var lead = MovedRow.To(ledger.Caller.User, Alias, "tx-elsewhere");
            var change = new RowChange(isGone ? RowChangeKind.Delete : RowChangeKind.Put, lead);
            await ledger.Store.CommitAsync(Tables.Ledger, new Batch(lead.Partition).Add(change), default);

            var verifier = new LedgerVerifier(ledger.Reopen().Ledgers);
            var rebuilt = (await verifier.RebuildAsync(ledger.Change, ledger.Caller.User, default)).Value;

            Assert.Contains(rebuilt.Repaired, difference => difference.Where == LedgerKeys.Moved(Alias));
            Assert.Equal(entry.Id, (await GetAsync(ledger, Alias))?.Id);
            await AssertSoundAsync(ledger.Reopen(), moved: 2);
        }
    }

    /// <summary>Enters an expense of 1 March and matches it to a row of another day.</summary>
    private static async Task<(TestLedger Ledger, Transaction Entry)> MatchAsync(string date)
    {
        var ledger = await TestLedger.CreateAsync(new InMemoryTableStore());
        var entry = await ledger.AddAsync(TransactionType.Expense, "850", "2026-03-01");
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        await ChangeAsync(ledger, draft => draft.ReplaceAsync(
            entry, entry with { Date = day, MatchedAs = Alias, ImportId = LedgerKeys.NewId(), Version = draft.Version }, default));
        return (ledger, entry);
    }

    private static async Task ChangeAsync(TestLedger ledger, Func<LedgerDraft, Task> fill)
    {
        var changed = await ledger.Ledgers.ChangeAsync<Done>(
            ledger.Change,
            async (draft, _) =>
            {
                await fill(draft);
                draft.Record("import.rows_settled", "", null, null);
                return Done.Value;
            },
            default);
        Assert.True(changed.IsOk);
    }

    private static Task<Transaction?> GetAsync(TestLedger ledger, TransactionId id) =>
        ledger.Ledgers.Reader.FindTransactionAsync(ledger.Caller.User, id, default);

    private static async Task AssertSoundAsync(TestLedger ledger, long? moved = null)
    {
        var verified = await new LedgerVerifier(ledger.Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default);
        Assert.Empty(verified.Value.Differences);
        Assert.Equal(moved ?? (await ledger.OpenAsync()).Head.MovedCount, (await ledger.OpenAsync()).Head.MovedCount);
    }
}
