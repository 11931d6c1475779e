using Finance.Core.Due;
using Finance.Core.Storage;
using Finance.Testing;

namespace Finance.Core.Tests.Due;

public sealed class DueIndexTests
{
    private static readonly UserId Owner = UserId.FromObjectId(Guid.Parse("0b1f0f7e-6f0f-4a9e-9a53-2f5f0a4c7d1c"));
    private static readonly DateTimeOffset Evening = new(2026, 6, 15, 22, 0, 0, TimeSpan.Zero);
    private readonly InMemoryTableStore _store = new();

    [Fact]
    public void Partition_InstantInAnotherOffset_NamesTheUtcDayAndTheOwnersShard()
    {
        var local = new DateTimeOffset(2026, 6, 16, 0, 0, 0, TimeSpan.FromHours(2));

        Assert.Equal("recurring-20260615-c", DueKeys.Partition(DueItem.Recurring, local, Owner));
        Assert.True(string.CompareOrdinal(DueKeys.FirstOf("recurring", new DateOnly(2026, 6, 15)), "recurring-20260615-c") < 0);
        Assert.True(string.CompareOrdinal("recurring-20260615-c", DueKeys.FirstOf("recurring", new DateOnly(2026, 6, 16))) < 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("abc-0000001k")]
    public void TryRead_KeyOfARow_IsReadBack(string? subject)
    {
        Assert.True(DueKeys.TryRead(DueKeys.Row(Owner, subject), out var owner, out var read));

        Assert.Equal(Owner, owner);
        Assert.Equal(subject, read);
        KeyText.Check(DueKeys.Row(Owner, subject));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0b1f0f7e-6f0f-4a9e-9a53-2f5f0a4c7d1")]
    [InlineData("0B1F0F7E-6f0f-4a9e-9a53-2f5f0a4c7d1c")]
    [InlineData("0b1f0f7e-6f0f-4a9e-9a53-2f5f0a4c7d1c-")]
    [InlineData("0b1f0f7e-6f0f-4a9e-9a53-2f5f0a4c7d1c_abc")]
    public void TryRead_AnythingElse_IsRefused(string? key) => Assert.False(DueKeys.TryRead(key, out _, out _));

    [Fact]
    public async Task UpToAsync_ItemsOfSeveralDaysAndKinds_OnlyWhatIsDueOfTheKind()
    {
        var index = new DueIndex(_store);
        await index.PutAsync(Item(DueItem.Recurring, Evening.AddDays(-400), "old"), default);
        await index.PutAsync(Item(DueItem.Recurring, Evening, "now"), default);
        await index.PutAsync(Item(DueItem.Recurring, Evening.AddMinutes(1), "tonight"), default);
        await index.PutAsync(Item(DueItem.Recurring, Evening.AddDays(1), "tomorrow"), default);
        await index.PutAsync(Item(DueItem.Erasure, Evening, null), default);

        Assert.Equal(["old", "now"], (await DueAsync(index, DueItem.Recurring)).Select(item => item.Subject));
        var erasures = await DueAsync(index, DueItem.Erasure);
        Assert.Equal([Item(DueItem.Erasure, Evening, null)], erasures.Select(item => item with { ETag = null }));
    }

    [Fact]
    public async Task PagesUpToAsync_StoreAnswersInShortAndEmptyPages_NothingIsMissed()
    {
        var index = new DueIndex(new InMemoryTableStore { RowsScannedPerPage = 3, EmptyPages = true });
        for (var number = 0; number < 20; number++)
        {
            await index.PutAsync(Item(DueItem.Recurring, Evening.AddDays(-number), $"t{number}"), default);
        }

        Assert.Equal(20, (await DueAsync(index, DueItem.Recurring)).Count);
    }

    [Fact]
    public async Task RemoveAsync_PutAgainSinceItWasRead_Stays()
    {
        var index = new DueIndex(_store);
        await index.PutAsync(Item(DueItem.Recurring, Evening, "a"), default);
        var read = (await DueAsync(index, DueItem.Recurring)).Single();
        await index.PutAsync(Item(DueItem.Recurring, Evening, "a"), default);

        await index.RemoveAsync(read, default);
        Assert.Single(_store.Everything(Tables.Due));

        await index.RemoveAsync(Item(DueItem.Recurring, Evening, "a"), default);
        Assert.Empty(_store.Everything(Tables.Due));

        await index.RemoveAsync(read, default);
    }

    [Fact]
    public async Task PutAllAsync_ItemsOfSeveralPartitions_ABatchOfUpTo100ForEach()
    {
        var index = new DueIndex(_store);
        var items = Enumerable.Range(0, 150).Select(number => Item(DueItem.Recurring, Evening, $"t{number}"))
            .Append(Item(DueItem.Recurring, Evening.AddDays(-1), "t"))
            .ToList();

        await index.PutAllAsync([.. items, items[0]], default);

        Assert.Equal(3, _store.Calls.Commits);
        Assert.Equal(151, (await DueAsync(index, DueItem.Recurring)).Count);
        await index.RemoveAllAsync(items, default);
        Assert.Equal(6, _store.Calls.Commits);
        Assert.Empty(_store.Everything(Tables.Due));
    }

    [Fact]
    public async Task RemoveAllAsync_SomeAreGoneOrWerePutAgain_TheRestIsRemoved()
    {
        var index = new DueIndex(_store);
        await index.PutAllAsync(Enumerable.Range(0, 20).Select(number => Item(DueItem.Recurring, Evening, $"t{number:D2}")), default);
        var read = await DueAsync(index, DueItem.Recurring);
        await index.PutAsync(read[3], default);
        await index.RemoveAsync(read[7], default);

        await index.RemoveAllAsync(read, default);

        Assert.Equal(["t03"], (await DueAsync(index, DueItem.Recurring)).Select(item => item.Subject));
    }

    private static DueItem Item(string kind, DateTimeOffset at, string? subject) => new(kind, at, Owner, Evening) { Subject = subject };

    private static async Task<List<DueItem>> DueAsync(DueIndex index, string kind)
    {
        var items = new List<DueItem>();
        await foreach (var item in index.UpToAsync(kind, Evening, default))
        {
            items.Add(item);
        }

        return items;
    }
}
