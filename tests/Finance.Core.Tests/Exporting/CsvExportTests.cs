using System.Text;
using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Exporting;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

public sealed class CsvExportTests
{
    public static TheoryData<TransactionSort> Sorts => [.. Enum.GetValues<TransactionSort>()];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task ExportAsync_AnyFilterInAnyOrder_HasWhatTheListHas(TransactionSort sort)
    {
        var ledger = await MixedAsync();
        var chart = (await ledger.OpenAsync()).Chart;
        var (account, category) = (chart.Accounts.Last(), chart.Categories.First());
        TransactionFilter[] filters =
        [
            new(),
            new() { From = new DateOnly(2026, 2, 10), To = new DateOnly(2026, 4, 3) },
            new() { AccountId = account.Id },
            new() { AccountId = ledger.Checking, Type = TransactionType.Transfer },
            new() { CategoryId = category.Id },
            new() { CategoryId = TransactionFilter.Uncategorised },
            new() { MinAmount = 3, MaxAmount = 40 },
            new() { Tag = "t1" },
            new() { Text = "payee 7" },
            new() { From = new DateOnly(1990, 1, 1), To = new DateOnly(1990, 2, 1) },
        ];
        foreach (var filter in filters)
        {
            var records = ExportTexts.Records(await ledger.TextAsync(ExportTexts.Request(ExportFormat.Csv, filter, sort)));

            var listed = await ListAsync(ledger, filter, sort);
            Assert.Equal(
                listed.Select(entry => (entry.Entry.Transaction.Id.ToString(), entry.RunningBalance!.Value.ToString())),
                records.Select(record => (record["id"], record["running_balance"])));
        }
    }

    [Fact]
    public async Task ExportAsync_OfAnAccount_HasWhatEntriesDoToIt()
    {
        var ledger = await MixedAsync();
        foreach (var account in (await ledger.OpenAsync()).Chart.Accounts)
        {
            var filter = new TransactionFilter { AccountId = account.Id };
            var records = ExportTexts.Records(await ledger.TextAsync(ExportTexts.Request(ExportFormat.Csv, filter)));

            var sum = records.Sum(record => decimal.Parse(record["amount"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(account.Balance.ToDecimal(), account.OpeningBalance.ToDecimal() + sum);
            Assert.All(records, record => Assert.Equal(account.Currency.Code, record["currency"]));
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-5", "'-5")]
    [InlineData("@home", "'@home")]
    [InlineData("＝1", "'＝1")]
    [InlineData("O'Neill, \"Bob\"", "O'Neill, \"Bob\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("日本 שלום 😀", "日本 שלום 😀")]
    public async Task ExportAsync_TextThatIsAFormula_IsKeptFromRunning(string payee, string cell)
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(Expense("5") with { Payee = payee, Tags = [payee] });

        var record = Assert.Single(ExportTexts.Records(await ledger.TextAsync(ExportTexts.Request(ExportFormat.Csv))));

        Assert.Equal((cell, cell, "-5.00"), (record["payee"], record["tags"], record["amount"]));
    }

    [Fact]
    public async Task ExportAsync_EmptyLedger_HasTheHeaderAlone()
    {
        var ledger = await TestLedger.CreateAsync();

        var file = await ledger.OpenAsync(ExportTexts.Request(ExportFormat.Csv));

        Assert.Equal(CsvExport.Header + "\r\n", Encoding.UTF8.GetString(await file.ToBytesAsync()));
        Assert.Equal(("transactions-2026-06-15.csv", CsvExport.ContentType), (file.Name, file.ContentType));
    }

    [Theory]
    [InlineData("USD")]
    [InlineData("JPY")]
    [InlineData("KWD")]
    public async Task Import_OfAnExportIntoAnotherLedger_TakesEveryEntry(string currency)
    {
        var ledger = await TestLedger.CreateAsync(currency: currency);
        await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var food = (await ledger.OpenAsync()).Chart.Categories.Single().Id;
        for (var day = 1; day <= 9; day++)
        {
            await ledger.AddAsync(Expense(currency == "JPY" ? "1234" : "1.25") with
            {
                Date = new DateOnly(2026, 3, day),
                Payee = day % 2 == 0 ? "=Café; Zoë" : "Shop",
                Description = "Line, \"quoted\"",
                CategoryId = food,
            });
        }

        var csv = await ledger.ReadAsync(ExportTexts.Request(ExportFormat.Csv));
        var other = await TestLedger.CreateAsync(currency: currency);
        await other.AddCategoryAsync("Food", CategoryType.Expense);
        var (first, again, same) = (await ImportAsync(other, csv), await ImportAsync(other, csv), await ImportAsync(ledger, csv));

        Assert.Equal((9L, 0L, 9L, 9L), (first.Counts.Created, first.Counts.Failed, again.Counts.Duplicates, same.Counts.Duplicates));
        var copy = await other.TextAsync(ExportTexts.Request(ExportFormat.Csv));
        Assert.Equal(Comparable(Encoding.UTF8.GetString(csv)), Comparable(copy));
    }

    [Fact]
    public async Task ExportAsync_TooManyToBeSortedByAmount_IsRefused()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(WholeListing.MaxRanked + 1, new DateRange(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31)));

        var refused = await new ExportService(ledger.Ledgers, new StatementText(), ledger.Clock)
            .ExportAsync(ledger.Caller, ExportTexts.Request(ExportFormat.Csv, sort: TransactionSort.LargestFirst), default);

        Assert.Equal("range_too_wide", refused.Error?.Code);
    }

    private static IEnumerable<string> Comparable(string csv) => ExportTexts.Records(csv).Select(record => string.Join(
        '|', record["date"], record["amount"], record["payee"], record["description"], record["category"], record["running_balance"]));

    private static NewTransaction Expense(string amount) =>
        new() { Type = TransactionType.Expense, Amount = new AmountText("amount", amount) };

    private static async Task<Import> ImportAsync(TestLedger ledger, byte[] file)
    {
        var id = LedgerKeys.NewImportId(ledger.Clock.Now, Guid.NewGuid().ToString());
        var request = new ImportRequest(id, ImportSource.Upload, "export.csv", ledger.Checking, ReadingChoices.None);
        var imports = new ImportService(ledger.Ledgers, new ImportReads(ledger.Ledgers), ledger.Clock);
        var result = await imports.RunAsync(ledger.Change, request, new MemoryStatementSource(file), default);
        Assert.True(result.IsOk, result.Error?.Detail);
        Assert.Null(result.Value.Import.Failure);
        return result.Value.Import;
    }

    private static async Task<List<ListedTransaction>> ListAsync(TestLedger ledger, TransactionFilter filter, TransactionSort sort)
    {
        var lister = new TransactionLister(ledger.Ledgers);
        var (all, next) = (new List<ListedTransaction>(), (string?)null);
        do
        {
            var page = (await lister.ListAsync(ledger.Caller, filter, sort, new PageRequest(100, next), default)).Value;
            all.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return all;
    }

    /// <summary>
    /// Some months with splits, refunds, transfers between currencies, an account that was merged, and days with many entries.
    /// </summary>
    private static async Task<TestLedger> MixedAsync()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var fruit = await ledger.AddCategoryAsync("Fruit", CategoryType.Expense, food);
        var yen = await ledger.AddAccountAsync("Yen", "JPY", 5000);
        var old = await ledger.AddAccountAsync("Old", opening: 700);
        for (var number = 0; number < 150; number++)
        {
            var entry = Expense($"{number % 50}.25") with
            {
                Type = number % 9 == 0 ? TransactionType.Income : TransactionType.Expense,
                Date = new DateOnly(2026, 1, 5).AddDays(number % 10 == 3 ? 30 : number),
                Payee = $"Payee {number % 8}",
                CategoryId = number % 4 == 0 ? food : number % 4 == 1 ? fruit : null,
                Tags = number % 5 == 0 ? ["t1", "two"] : [],
                AccountId = number % 6 == 0 ? old : null,
            };
            await ledger.AddAsync(number % 7 != 2 ? entry : entry with
            {
                Type = TransactionType.Transfer,
                CategoryId = null,
                ToAccountId = yen,
                ToAmount = new AmountText("to_amount", "120"),
            });
        }

        await ledger.AddAsync(Expense("30") with
        {
            Splits = [new NewSplit(food, new AmountText("a", "10"), null), new NewSplit(null, new AmountText("b", "20"), "rest")],
        });
        Assert.True((await new AccountService(ledger.Ledgers).DeleteAsync(ledger.Change, old, ledger.Checking, default)).IsOk);
        return ledger;
    }
}
