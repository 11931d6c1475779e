using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions.Listing;

/// <summary>Listings of random ledgers, walked to the end in pages of random sizes, against their definition.</summary>
public sealed class TransactionListerPropertyTests
{
    // Ways of reading that are for large ledgers are taken in small ones as well.
    private static readonly ListingLimits Eager = new()
    {
        FewRows = 3,
        RowsForOne = 2,
        RowsOfPlainMonth = 4,
        RowsSortedWhole = 10,
        RowsWorthOneQuery = 6,
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 15)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task ListAsync_QuietLedger_ListsEachOnceWithItsBalances(int seed) =>
        WalkManyAsync(seed, new InMemoryTableStore(), changes: false);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task ListAsync_LedgerThatChangesBetweenPages_GoesOnWhereItWas(int seed) =>
        WalkManyAsync(seed, new InMemoryTableStore(), changes: true);

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public async Task ListAsync_StoreWithShortAndEmptyPages_ListsTheSame(int seed)
    {
        await WalkManyAsync(seed, new InMemoryTableStore { RowsScannedPerPage = 3, EmptyPages = true }, changes: true);
    }

    private static async Task WalkManyAsync(int seed, InMemoryTableStore store, bool changes)
    {
        var random = new Random(seed);
        var life = await RandomLedger.CreateAsync(await TestLedger.CreateAsync(store), seed, random.Next(2) == 0 ? 40 : 150);
        for (var walk = 0; walk < 10; walk++)
        {
            var limits = random.Next(2) == 0 ? Eager : new ListingLimits();
            var walker = new ListingWalker(life, store, new TransactionLister(life.Ledger.Ledgers, limits), random);
            await walker.WalkAsync(AnyFilter(random, life), (TransactionSort)random.Next(6), changes);
        }
    }

    private static TransactionFilter AnyFilter(Random random, RandomLedger life)
    {
        T? Maybe<T>(int oneIn, Func<T> value) => random.Next(oneIn) == 0 ? value() : default;

        string OneOf(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];

        var days = new[] { life.AnyDay(), life.AnyDay() }.Order().ToList();
        return new TransactionFilter
        {
            From = Maybe<DateOnly?>(3, () => days[0]),
            To = Maybe<DateOnly?>(3, () => days[1]),
            AccountId = Maybe(3, () => OneOf(life.Accounts)),
            CategoryId = Maybe(4, () => OneOf([.. life.Categories, TransactionFilter.Uncategorised])),
            Type = Maybe<TransactionType?>(5, () => (TransactionType)random.Next(3)),
            MinAmount = Maybe<decimal?>(8, () => random.Next(15)),
            MaxAmount = Maybe<decimal?>(8, () => 15 + random.Next(15)),
            Tag = Maybe(8, () => OneOf(RandomLedger.Tags)),
            Text = Maybe(8, () => OneOf(RandomLedger.Words)),
            ImportId = Maybe(8, () => OneOf(life.Imports)),
        };
    }
}
