using Finance.Core.Categories;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions.Listing;

public sealed class TransactionListerTests
{
    [Fact]
    public async Task ListAsync_LedgerWithoutEntries_IsEmptyWithATotalOfZero()
    {
        var ledger = await TestLedger.CreateAsync();

        var page = await ListAsync(ledger, new TransactionFilter());

        Assert.Empty(page.Items);
        Assert.Equal(0, page.TotalCount);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task ListAsync_Transfer_TellsBothBalancesUnlessTheListIsOfOneAccount()
    {
        var ledger = await TestLedger.CreateAsync();
        var savings = await ledger.AddAccountAsync("Savings", opening: 10_000);
        await ledger.AddAsync(TransactionType.Income, "100.00", "2026-01-01");
        await ledger.AddAsync(TransactionType.Transfer, "30.00", "2026-01-02", to: savings);

        var all = (await ListAsync(ledger, new TransactionFilter())).Items[0];
        var ofSavings = (await ListAsync(ledger, new TransactionFilter { AccountId = savings })).Items[0];

        Assert.Equal(("70.00", "130.00"), (all.RunningBalance.ToString(), all.ToRunningBalance?.ToString()));
        Assert.Equal("130.00", ofSavings.RunningBalance.ToString());
        Assert.Null(ofSavings.ToRunningBalance);
    }

    [Fact]
    public async Task ListAsync_FilterThatNamesNothingOfTheLedger_NamesEveryField()
    {
        var ledger = await TestLedger.CreateAsync();
        var filter = new TransactionFilter
        {
            From = new DateOnly(2026, 2, 1),
            To = new DateOnly(2026, 1, 1),
            MinAmount = 2,
            MaxAmount = 1,
            AccountId = "0123456789ab",
            CategoryId = "0123456789ab",
        };

        var result = await TryListAsync(ledger, filter);

        Assert.Equal("validation_failed", result.Error?.Code);
        Assert.Equal(["account_id", "category_id", "from", "min_amount"], result.Error!.Fields!.Keys.Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("...")]
    [InlineData("not-a-place.1.abc.")]
    [InlineData("0000000000000000000000000000.-1.abc.")]
    public async Task ListAsync_PlaceThatIsNone_IsInvalidCursor(string after)
    {
        var ledger = await TestLedger.CreateAsync();

        var result = await TryListAsync(ledger, new TransactionFilter(), after: after);

        Assert.Equal("invalid_cursor", result.Error?.Code);
    }

    [Fact]
    public async Task ListAsync_PlaceOfAnotherOrder_IsInvalidCursor()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(3, new DateRange(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)));
        var byDate = await ListAsync(ledger, new TransactionFilter(), limit: 1);

        var result = await TryListAsync(ledger, new TransactionFilter(), TransactionSort.LargestFirst, after: byDate.Next);

        Assert.Equal("invalid_cursor", result.Error?.Code);
    }

    [Theory]
    [InlineData("creme BRULEE")]
    [InlineData("brûl 12,5")]
    [InlineData("  Holiday  crème ")]
    public async Task ListAsync_Text_FindsEveryWordWhereverItStands(string text)
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Expense, "12.50", "2026-01-01", tags: "holiday");
        await ledger.AddAsync(new NewTransaction
        {
            Type = TransactionType.Expense,
            Amount = new AmountText("amount", "12.50"),
            Payee = "Crème & Co",
            Notes = "Brûlée",
            Tags = ["holiday"],
        });

        var page = await ListAsync(ledger, new TransactionFilter { Text = text });

        Assert.Equal("Crème & Co", Assert.Single(page.Items).Entry.Transaction.Payee);
        Assert.Equal(1, page.TotalCount);
    }

    [Fact]
    public async Task ListAsync_Tag_IsMatchedAsWritten()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Expense, "1.00", "2026-01-01", tags: "Work");
        await ledger.AddAsync(TransactionType.Expense, "2.00", "2026-01-02", tags: "work");

        var page = await ListAsync(ledger, new TransactionFilter { Tag = "work" });

        Assert.Equal("2.00", Assert.Single(page.Items).Entry.Transaction.Amount.ToString());
        Assert.Equal(1, page.TotalCount);
    }

    [Theory]
    [InlineData(TransactionSort.NewestFirst)]
    [InlineData(TransactionSort.OldestFirst)]
    public async Task ListAsync_SearchBeyondTheBound_ComesShortAndGoesOn(TransactionSort sort)
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(400, new DateRange(new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 31)));
        var rare = await ledger.AddAsync(TransactionType.Expense, "77.77", "2025-07-01");
        var lister = new TransactionLister(ledger.Ledgers, new ListingLimits { RowsPerRequest = 30 });
        var (found, pages, next) = (new List<TransactionId>(), 0, (string?)null);
        do
        {
            var (filter, request) = (new TransactionFilter { Text = "77.77" }, new PageRequest(5, next));
            var result = await lister.ListAsync(ledger.Caller, filter, sort, request, CancellationToken.None);
            Assert.Null(result.Value.TotalCount);
            found.AddRange(result.Value.Items.Select(item => item.Entry.Transaction.Id));
            (pages, next) = (pages + 1, result.Value.Next);
        }
        while (next is not null);

        Assert.Equal([rare.Id], found);
        Assert.InRange(pages, 5, 20);
    }

    [Fact]
    public async Task ListAsync_TooManyToSortByAmount_IsRangeTooWide()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(100, new DateRange(new DateOnly(2025, 12, 1), new DateOnly(2026, 1, 31)));
        var lister = new TransactionLister(ledger.Ledgers, new ListingLimits { RankedTransactions = 60 });

        var tooWide = await SortAsync(new TransactionFilter());
        var narrow = await SortAsync(new TransactionFilter { From = new DateOnly(2026, 1, 1) });

        Assert.Equal("range_too_wide", tooWide.Error?.Code);
        Assert.True(narrow.IsOk);

        Task<Result<TransactionPage>> SortAsync(TransactionFilter filter) =>
            lister.ListAsync(ledger.Caller, filter, TransactionSort.LargestFirst, new PageRequest(5, null), CancellationToken.None);
    }

    [Fact]
    public async Task ListAsync_UncategorisedTransfersAside_ListsWhatHasNoCategory()
    {
        var ledger = await TestLedger.CreateAsync();
        var savings = await ledger.AddAccountAsync("Savings");
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddAsync(TransactionType.Expense, "1.00", "2026-01-01", food);
        await ledger.AddAsync(TransactionType.Expense, "2.00", "2026-01-02");
        await ledger.AddAsync(TransactionType.Transfer, "3.00", "2026-01-03", to: savings);

        var page = await ListAsync(ledger, new TransactionFilter { CategoryId = TransactionFilter.Uncategorised });

        Assert.Equal("2.00", Assert.Single(page.Items).Entry.Transaction.Amount.ToString());
        Assert.Equal(1, page.TotalCount);
    }

    [Fact]
    public async Task ListAsync_EntryChangedWhileReading_ShowsTheLedgerAfterTheChange()
    {
        var store = new MeddlingTableStore(new InMemoryTableStore());
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.AddAsync(TransactionType.Income, "10.00", "2026-01-01");
        var middle = await ledger.AddAsync(TransactionType.Income, "1.00", "2026-01-02");
        await ledger.AddAsync(TransactionType.Income, "10.00", "2026-01-03");
        ledger.Clock.Now += TimeSpan.FromMinutes(1);
        await ledger.OpenAsync();
        store.BeforeNextQuery = () => ledger.Transactions.UpdateAsync(
            ledger.Change, middle.Id, new TransactionPatch { Amount = new AmountText("amount", "5.00") }, CancellationToken.None);

        var page = await ListAsync(ledger, new TransactionFilter());

        Assert.Equal(["25.00", "15.00", "10.00"], page.Items.Select(item => item.RunningBalance.ToString()));
    }

    [Fact]
    public async Task ListAsync_EntryMadeWhileReading_ShowsTheLedgerBeforeIt()
    {
        var store = new MeddlingTableStore(new InMemoryTableStore());
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.AddAsync(TransactionType.Income, "10.00", "2026-01-01");
        await ledger.AddAsync(TransactionType.Income, "10.00", "2026-01-03");
        store.BeforeNextQuery = () => ledger.AddAsync(TransactionType.Income, "5.00", "2026-01-02");

        var page = await ListAsync(ledger, new TransactionFilter());

        Assert.Equal(["20.00", "10.00"], page.Items.Select(item => item.RunningBalance.ToString()));
        Assert.Equal(2, page.TotalCount);
    }

    [Fact]
    public void TryParse_EverySortOfTheContract_IsKnown()
    {
        Assert.Equal(["-amount", "-category", "-date", "amount", "category", "date"], TransactionSortText.All.Order(StringComparer.Ordinal));
        Assert.False(TransactionSortText.TryParse("Date", out _));
    }

    private static async Task<TransactionPage> ListAsync(TestLedger ledger, TransactionFilter filter, int limit = 50)
    {
        var result = await TryListAsync(ledger, filter, limit: limit);
        Assert.True(result.IsOk, result.Error?.Detail);
        return result.Value;
    }

    private static Task<Result<TransactionPage>> TryListAsync(
        TestLedger ledger,
        TransactionFilter filter,
        TransactionSort sort = TransactionSort.NewestFirst,
        int limit = 50,
        string? after = null) =>
        new TransactionLister(ledger.Ledgers).ListAsync(ledger.Caller, filter, sort, new PageRequest(limit, after), CancellationToken.None);

    /// <summary>Lets something happen right before a query of transactions is answered.</summary>
    private sealed class MeddlingTableStore(ITableStore inner) : ITableStore
    {
        internal Func<Task>? BeforeNextQuery { get; set; }

        public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken) =>
            inner.FindAsync(table, partition, key, cancellationToken);

        public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
        {
            if (BeforeNextQuery is { } happen && query.From?.StartsWith("tx-", StringComparison.Ordinal) == true)
            {
                BeforeNextQuery = null;
                await happen();
            }

            return await inner.QueryAsync(table, query, cancellationToken);
        }

        public Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken) =>
            inner.CommitAsync(table, batch, cancellationToken);
    }
}
