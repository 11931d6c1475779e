using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Transactions.Listing;

public sealed class TextSearchTests
{
    private static readonly Transaction Entry = new()
    {
        Id = TransactionId.CreateByHand(new DateOnly(2026, 1, 2), 1),
        Date = new DateOnly(2026, 1, 2),
        Type = TransactionType.Expense,
        Amount = new Money(123_450, Currency.Of("USD")),
        AccountId = "account",
        Payee = "Bäckerei Müller & Söhne",
        Description = "Bread (50% off) for the \"Straßenfest\" [a+b]* in İstanbul, 24\" wide",
        Notes = "東京都渋谷区のカフェで朝食\nCafe\u0301 cre\u0300me",
        Tags = ["Łódź", "food"],
        CreatedAt = default,
        UpdatedAt = default,
    };

    [Theory]
    [InlineData("müller")]
    [InlineData("MULLER bread")]
    [InlineData("mu\u0308ller")]
    [InlineData("strasse")]
    [InlineData("STRASSENFEST")]
    [InlineData("straße")]
    [InlineData("istanbul")]
    [InlineData("İSTANBUL")]
    [InlineData("ıstanbul")]
    [InlineData("渋谷")]
    [InlineData("カフェ 東京")]
    [InlineData("café creme")]
    [InlineData("lodz")]
    [InlineData("ker mül")]
    [InlineData("[a+b]*")]
    [InlineData("(50%")]
    [InlineData("\"müller & söhne\"")]
    [InlineData("“for the”")]
    [InlineData("24\"")]
    [InlineData("\"off) for\" food")]
    [InlineData("\"")]
    [InlineData("1234.50")]
    [InlineData("1234,5")]
    [InlineData("1,234.50")]
    [InlineData("1.234,50")]
    [InlineData("12")]
    [InlineData("food 1234 bread")]
    public void Matches_EveryWordIsThere_Fits(string text) => Assert.True(TextSearch.Parse(text)!.Matches(Entry));

    [Theory]
    [InlineData("muller butter")]
    [InlineData("\"söhne müller\"")]
    [InlineData(".*")]
    [InlineData("b.ckerei")]
    [InlineData("234.50")]
    [InlineData("1234.51")]
    [InlineData("1.234.50x")]
    [InlineData("京東")]
    [InlineData("\\")]
    public void Matches_OneWordIsNot_DoesNotFit(string text) => Assert.False(TextSearch.Parse(text)!.Matches(Entry));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t ")]
    public void Parse_NoWord_IsNoSearch(string? text) => Assert.Null(TextSearch.Parse(text));

    [Fact]
    public void Parse_AnyText_IsFoundInItselfWhateverItsCase() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>().Filter(text => !text.Get.Contains('"') && text.Get.All(unit => !char.IsSurrogate(unit))),
        text =>
        {
            var entry = Entry with { Payee = text.Get, Tags = [], Description = null, Notes = null };
            return TextSearch.Parse(text.Get.ToUpperInvariant())?.Matches(entry with { Payee = text.Get.ToUpperInvariant() }) != false
                && TextSearch.Parse(text.Get)?.Matches(entry) != false;
        }));

    [Fact]
    public async Task ListAsync_MatchesAtTheFarEndOfTwentyThousand_AreFoundInBoundedSteps()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var first = await ledger.AddAsync(Named("Très loin", "2016-01-01"));
        await ledger.FillAsync(20_000, new DateRange(new DateOnly(2016, 1, 2), new DateOnly(2025, 12, 31)));
        var last = await ledger.AddAsync(Named("Loin aussi", "2025-12-31"));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        var lister = new TransactionLister(reopened.Ledgers);
        var (found, costs, next) = (new List<TransactionId>(), new List<(int Calls, long Rows)>(), (string?)null);
        do
        {
            var (before, rows) = (calls.Total, calls.RowsRead);
            var page = (await lister.ListAsync(
                ledger.Caller, new TransactionFilter { Text = "LOIN" }, TransactionSort.NewestFirst, new PageRequest(50, next), default)).Value;
            found.AddRange(page.Items.Select(item => item.Entry.Transaction.Id));
            costs.Add((calls.Total - before, calls.RowsRead - rows));
            Assert.Null(page.TotalCount);
            next = page.Next;
        }
        while (next is not null);

        // The head, the chart, the days that balances begin at, and eleven pages of a thousand rows at most.
        Assert.Equal([last.Id, first.Id], found);
        Assert.Equal(3, costs.Count);
        Assert.All(costs, cost => Assert.InRange(cost.Calls, 1, 15));
        Assert.All(costs, cost => Assert.InRange(cost.Rows, 1, 11_100));
    }

    [Fact]
    public async Task ListAsync_SearchOfAFewThousand_ReadsThemOnceAndCounts()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.AddAsync(Named("Far", "2025-01-01"));
        await ledger.FillAsync(4_000, new DateRange(new DateOnly(2025, 1, 2), new DateOnly(2025, 12, 31)));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));

        var page = (await new TransactionLister(reopened.Ledgers).ListAsync(
            ledger.Caller, new TransactionFilter { Text = "far" }, TransactionSort.NewestFirst, new PageRequest(50, null), default)).Value;

        Assert.Equal((1, 1L, null), (page.Items.Count, page.TotalCount, page.Next));
        Assert.InRange(calls.Total, 1, 9);
        Assert.InRange(calls.RowsRead, 4_000, 4_050);
    }

    private static NewTransaction Named(string payee, string day) => new()
    {
        Type = TransactionType.Expense,
        Amount = new AmountText("amount", "5"),
        Payee = payee,
        Date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
    };
}
