using Finance.Core.Categories;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions.Listing;

/// <summary>What a page of 50 asks of the store: the same at any depth of any history.</summary>
public sealed class ListingCostTests
{
    private static readonly DateRange TenYears = new(new DateOnly(2016, 1, 1), new DateOnly(2025, 12, 31));
    private static readonly DateRange OneYear = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));
    private static readonly DateRange OneMonth = new(new DateOnly(2025, 5, 1), new DateOnly(2025, 5, 31));

    public static TheoryData<int, DateRange> Histories => new()
    {
        { 1_000, TenYears },
        { 20_000, TenYears },
        { 20_000, OneYear },
        { 15_000, OneMonth },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task ListAsync_NewestFirst_TakesThreeCallsAtAnyDepth(int transactions, DateRange days)
    {
        var (ledger, calls) = await FilledAsync(transactions, days);
        var places = await PlacesAsync(ledger, days);

        foreach (var (filter, place) in places)
        {
            // Summaries of the month are unknown to this process, the ledger's head and chart known.
            var process = ledger.Reopen();
            await process.OpenAsync();
            var cold = await CostAsync(process, calls, filter, place);
            var warm = await CostAsync(process, calls, filter, place);

            Assert.InRange(cold.Calls, 1, 3);
            Assert.InRange(warm.Calls, 1, 2);
            Assert.InRange(warm.Rows, 1, 1 + 50 + 1 + (transactions / days.DayCount));
        }
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task ListAsync_WalkThroughOneProcess_ReadsNoRowTwice(int transactions, DateRange days)
    {
        var (ledger, calls) = await FilledAsync(transactions, days);
        var lister = new TransactionLister(ledger.Ledgers);
        var (pages, next, before) = (0, (string?)null, calls.RowsRead);
        do
        {
            var page = await ListAsync(lister, ledger, new TransactionFilter(), next);
            (pages, next) = (pages + 1, page.Next);
        }
        while (next is not null && pages < 30);

        // Of each page the head, the rows and the one that says that there are more; of a month its days.
        Assert.InRange(calls.RowsRead - before, 1, (pages * 52) + 30);
    }

    [Fact]
    public async Task ListAsync_AccountOfAFew_IsPickedByTheStore()
    {
        var (ledger, calls) = await FilledAsync(20_000, OneYear);
        var savings = await ledger.AddAccountAsync("Savings");
        for (var month = 1; month <= 12; month++)
        {
            await ledger.AddAsync(TransactionType.Transfer, "10.00", $"2025-{month:D2}-15", to: savings);
        }

        var process = ledger.Reopen();
        await process.OpenAsync();
        var cost = await CostAsync(process, calls, new TransactionFilter { AccountId = savings }, null);

        Assert.InRange(cost.Calls, 1, 4);
        Assert.InRange(cost.Rows, 1, 20);
    }

    [Fact]
    public async Task ListAsync_OldestFirst_TakesFourCallsAtAnyDepth()
    {
        var (ledger, calls) = await FilledAsync(20_000, OneYear);
        var lister = new TransactionLister(ledger.Ledgers);
        string? next = null;
        for (var page = 0; page < 20; page++)
        {
            next = (await ListAsync(lister, ledger, new TransactionFilter(), next, TransactionSort.OldestFirst, 500)).Next;
            var process = ledger.Reopen();
            await process.OpenAsync();
            var cost = await CostAsync(process, calls, new TransactionFilter(), next, TransactionSort.OldestFirst);

            Assert.InRange(cost.Calls, 1, 4);
            Assert.InRange(cost.Rows, 1, 300);
        }
    }

    [Fact]
    public async Task ListAsync_ByAmount_HoldsAndReadsWholeRowsOfThePageOnly()
    {
        var (ledger, calls) = await FilledAsync(5_000, OneYear);

        var cost = await CostAsync(ledger, calls, new TransactionFilter(), null, TransactionSort.LargestFirst);

        // The head, five pages of narrow rows, and the page's own 50.
        Assert.InRange(cost.Calls, 1, 1 + 6 + 50 + 1);
    }

    private static async Task<(TestLedger Ledger, StorageCalls Calls)> FilledAsync(int transactions, DateRange days)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.FillAsync(transactions, days, await ledger.AddCategoryAsync("Food", CategoryType.Expense));
        var calls = new StorageCalls();
        return (ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System)), calls);
    }

    /// <summary>Some ends of pages from the top to the bottom, and days to begin at.</summary>
    private static async Task<List<(TransactionFilter Filter, string? After)>> PlacesAsync(TestLedger ledger, DateRange days)
    {
        var lister = new TransactionLister(ledger.Ledgers);
        var all = new TransactionFilter();
        var (places, next) = (new List<(TransactionFilter, string?)> { (all, null) }, (string?)null);
        do
        {
            next = (await ListAsync(lister, ledger, all, next, limit: 491)).Next;
            places.Add((all, next));
        }
        while (next is not null);

        var tops = Enumerable.Range(1, 5).Select(part => new TransactionFilter { To = days.From.AddDays(days.DayCount * part / 6) });
        places.AddRange(tops.Select(filter => (filter, (string?)null)));
        return [.. places.Where((_, at) => at % (1 + (places.Count / 12)) == 0)];
    }

    private static async Task<(int Calls, long Rows)> CostAsync(
        TestLedger process,
        StorageCalls calls,
        TransactionFilter filter,
        string? after,
        TransactionSort sort = TransactionSort.NewestFirst)
    {
        var (before, rows) = (calls.Total, calls.RowsRead);
        await ListAsync(new TransactionLister(process.Ledgers), process, filter, after, sort);
        return (calls.Total - before, calls.RowsRead - rows);
    }

    private static async Task<TransactionPage> ListAsync(
        TransactionLister lister,
        TestLedger ledger,
        TransactionFilter filter,
        string? after,
        TransactionSort sort = TransactionSort.NewestFirst,
        int limit = 50)
    {
        var result = await lister.ListAsync(ledger.Caller, filter, sort, new PageRequest(limit, after), CancellationToken.None);
        Assert.True(result.IsOk, result.Error?.Detail);
        return result.Value;
    }
}
