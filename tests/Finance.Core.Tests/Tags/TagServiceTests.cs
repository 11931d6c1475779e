using Finance.Core.Summaries;
using Finance.Core.Tags;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Tags;

public sealed class TagServiceTests
{
    [Fact]
    public async Task ListAsync_EmptyLedger_NoTags()
    {
        var ledger = await TestLedger.CreateAsync();

        Assert.Empty(await TagsOf(ledger));
    }

    [Fact]
    public async Task ListAsync_TransactionsComeChangeAndGo_CountsFollow()
    {
        var ledger = await TestLedger.CreateAsync();
        var first = await ledger.AddAsync(TransactionType.Expense, "10", "2026-01-05", tags: ["food", "work"]);
        var second = await ledger.AddAsync(TransactionType.Income, "20", "2025-02-05", tags: ["food"]);
        await ledger.AddAsync(TransactionType.Expense, "1", "2026-01-05");

        Assert.Equal([new TagCount("food", 2), new TagCount("work", 1)], await TagsOf(ledger));

        var patch = new TransactionPatch { Tags = Optional<IReadOnlyList<string>>.Of(["work", "trip"]) };
        Assert.True((await ledger.Transactions.UpdateAsync(ledger.Change, first.Id, patch, default)).IsOk);
        Assert.True((await ledger.Transactions.DeleteAsync(ledger.Change, second.Id, default)).IsOk);

        Assert.Equal([new TagCount("trip", 1), new TagCount("work", 1)], await TagsOf(ledger));
        Assert.Equal([new TagCount("trip", 1), new TagCount("work", 1)], await TagsOf(ledger.Reopen()));
    }

    [Fact]
    public async Task CreateAsync_NothingTagged_TagsAreNeitherReadNorWritten()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var tagged = await ledger.AddAsync(TransactionType.Expense, "1", "2026-01-05", tags: "food");
        var version = TagsRow(store)!.ETag;

        await ledger.AddAsync(TransactionType.Expense, "10", "2026-01-05");
        var patch = new TransactionPatch { Amount = new AmountText("amount", "3") };
        Assert.True((await ledger.Transactions.UpdateAsync(ledger.Change, tagged.Id, patch, default)).IsOk);

        Assert.Equal(version, TagsRow(store)!.ETag);
    }

    [Fact]
    public async Task CreateAsync_MoreTagsThanALedgerHolds_RefusedAndNothingWritten()
    {
        var ledger = await TestLedger.CreateAsync();
        var many = new TagCounts();
        for (var number = 0; number < TagCounts.MaxTags; number++)
        {
            many.Add($"tag {number}", 1);
        }

        await ledger.CommitAsync("tags.filled", "tags", draft => draft.Tags.Restore(many));

        var asked = new NewTransaction { Type = TransactionType.Expense, Amount = new AmountText("amount", "1"), Tags = ["one more"] };
        var refused = await ledger.Transactions.CreateAsync(ledger.Change, asked, default);
        var known = await ledger.Transactions.CreateAsync(ledger.Change, asked with { Tags = ["tag 7"] }, default);

        Assert.Equal("too_many_tags", refused.Error?.Code);
        Assert.True(known.IsOk);
        Assert.Equal(TagCounts.MaxTags, (await TagsOf(ledger.Reopen())).Count);
    }

    private static async Task<IReadOnlyList<TagCount>> TagsOf(TestLedger ledger) =>
        (await new TagService(ledger.Ledgers).ListAsync(ledger.Caller, default)).Value;

    private static Core.Storage.Row? TagsRow(InMemoryTableStore store) =>
        store.Everything(Core.Storage.Tables.Ledger).SingleOrDefault(row => row.Key == Core.Ledgers.LedgerKeys.Tags);
}
