using System.Globalization;
using System.Text;
using Finance.Core.Accounts;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Importing;

public sealed class ImportServiceTests
{
    private const string Header = "Date,Description,Amount\n";

    [Fact]
    public async Task RunAsync_StatementOfAYear_CreatesEachEntryOnce()
    {
        var ledger = await TestLedger.CreateAsync();

        var import = await RunAsync(ledger, Year(400));

        Assert.Equal((ImportStatus.Completed, 400L, 0L, 0L), (import.Status, import.Counts.Created, import.Counts.Duplicates, import.Counts.Failed));
        Assert.Equal(await SumAsync(ledger), (await AccountAsync(ledger)).Balance.Minor);
        Assert.Equal(400, (await ledger.OpenAsync()).Head.TransactionCount);
    }

    [Fact]
    public async Task RunAsync_SameStatementAgain_CreatesNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        await RunAsync(ledger, Year(400));
        var before = (await AccountAsync(ledger)).Balance;

        var again = await RunAsync(ledger, Year(400));

        Assert.Equal((0L, 400L), (again.Counts.Created, again.Counts.Duplicates));
        Assert.Equal(before, (await AccountAsync(ledger)).Balance);
    }

    [Fact]
    public async Task RunAsync_SameDeliveryAgain_AnswersTheFirstImport()
    {
        var ledger = await TestLedger.CreateAsync();
        var request = Request("one");
        var first = await RunAsync(ledger, Year(10), request);

        var second = await RunAsync(ledger, Year(10), request);

        Assert.Equal((first.Id, first.Version), (second.Id, second.Version));
    }

    [Fact]
    public async Task RunAsync_OverlappingStatements_CreatesWhatIsNew()
    {
        var ledger = await TestLedger.CreateAsync();
        var lines = Year(300).Split('\n');
        await RunAsync(ledger, string.Join('\n', lines.Take(201)));

        var second = await RunAsync(ledger, Header + string.Join('\n', lines.Skip(101)));

        Assert.Equal((100L, 100L), (second.Counts.Created, second.Counts.Duplicates));
    }

    [Fact]
    public async Task RunAsync_TwoEqualPurchasesOnOneDay_KeepsBothInOneFileAndAcrossFiles()
    {
        var ledger = await TestLedger.CreateAsync();
        const string File = Header + "2026-03-14,BLUE DOOR COFFEE,-4.80\n2026-03-14,BLUE DOOR COFFEE,-4.80\n2026-03-15,RENT,-100.00\n";

        var first = await RunAsync(ledger, File);
        var second = await RunAsync(ledger, File + "2026-03-16,NEW,-1.00\n");

        Assert.Equal((3L, 1L), (first.Counts.Created, first.Counts.Twins));
        Assert.Equal((1L, 3L), (second.Counts.Created, second.Counts.Duplicates));
        Assert.Equal([Verdict.New, Verdict.Twin, Verdict.New], (await RowsAsync(ledger, first.Id)).Select(line => line.Verdict));
    }

    [Fact]
    public async Task RunAsync_BankIdUsedForTwoEntries_KeepsBoth()
    {
        var ledger = await TestLedger.CreateAsync();
        var file = Ofx(("7", "20260314", "-4.80", "COFFEE"), ("7", "20260315", "-9.00", "LUNCH"), ("8", "20260316", "-1.00", "BUS"));

        var first = await RunAsync(ledger, file);
        var second = await RunAsync(ledger, file);

        Assert.Equal((3L, 1L), (first.Counts.Created, first.Counts.Conflicts));
        Assert.Equal((0L, 3L), (second.Counts.Created, second.Counts.Duplicates));
    }

    [Fact]
    public async Task RunAsync_SameBankIdWithAnotherText_IsTheSameEntry()
    {
        var ledger = await TestLedger.CreateAsync();
        await RunAsync(ledger, Ofx(("7", "20260314", "-4.80", "COFFEE")));

        var second = await RunAsync(ledger, Ofx(("7", "20260314", "-4.80", "COFFEE SHOP DOWNTOWN")));

        Assert.Equal((0L, 1L), (second.Counts.Created, second.Counts.Duplicates));
    }

    [Fact]
    public async Task RunAsync_ZeroBankIds_AreNoIds()
    {
        var ledger = await TestLedger.CreateAsync();

        var import = await RunAsync(ledger, Ofx(("0", "20260314", "-4.80", "COFFEE"), ("0", "20260314", "-4.80", "COFFEE"), ("0", "20260314", "-5.00", "TEA")));

        Assert.Equal((3L, 1L, 0L), (import.Counts.Created, import.Counts.Twins, import.Counts.Conflicts));
    }

    [Fact]
    public async Task RunAsync_SameYearAsCsvAndAsOfx_CreatesEachEntryOnce()
    {
        var ledger = await TestLedger.CreateAsync();
        var csv = await RunAsync(ledger, File.ReadAllText(Sample("checking.csv")));

        var ofx = await RunAsync(ledger, File.ReadAllText(Sample("checking.ofx")));

        Assert.Equal((314L, ProofStatus.Proven), (csv.Counts.Created, csv.Proof!.Status));
        Assert.Equal((0L, 314L, ProofStatus.Proven), (ofx.Counts.Created, ofx.Counts.Duplicates, ofx.Proof!.Status));
        Assert.Equal(921_667, (await AccountAsync(ledger)).Balance.Minor);
    }

    [Fact]
    public async Task RunAsync_BalanceThatTheLedgerDoesNotHave_SaysByHowMuchAndSinceWhen()
    {
        var ledger = await TestLedger.CreateAsync();
        const string File = "Date,Description,Amount,Balance\n2026-03-14,A,-10.00,90.00\n2026-03-15,B,-20.00,70.00\n2026-03-16,C,5.00,75.00\n";

        var import = await RunAsync(ledger, File);

        var opening = new Money(10_000, Currency.Of("USD"));
        Assert.Equal(new BalanceProof(ProofStatus.Off, opening, new DateOnly(2026, 3, 14), opening), import.Proof);
    }

    [Fact]
    public async Task RunAsync_EntryMadeByHandInside_IsFoundByTheProof()
    {
        var ledger = await TestLedger.CreateAsync();
        const string File = "Date,Description,Amount,Balance\n2026-03-14,A,10.00,10.00\n2026-03-15,B,20.00,30.00\n2026-03-17,C,5.00,35.00\n";
        await ledger.AddAsync(TransactionType.Expense, "3.00", "2026-03-16");

        var import = await RunAsync(ledger, File);

        Assert.Equal(new BalanceProof(ProofStatus.Off, new Money(300, Currency.Of("USD")), new DateOnly(2026, 3, 16), null), import.Proof);
    }

    [Fact]
    public async Task RunAsync_DatesThatFitTwoOrders_ChangesNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        var before = (await ledger.OpenAsync()).Head.Version;

        var result = await Service(ledger).RunAsync(
            ledger.Change, Request("x"), Source(Header + "03/04/2026,A,-1.00\n05/06/2026,B,-2.00\n"), CancellationToken.None);

        Assert.Equal("ambiguous_format", result.Error?.Code);
        Assert.Contains(((ImportEvidence)result.Error!.Evidence!).Questions, question => question.Parameter == "date_order");
        Assert.Equal(before, (await ledger.OpenAsync()).Head.Version);
    }

    [Fact]
    public async Task RunAsync_RowsWithErrors_TakesTheOthers()
    {
        var ledger = await TestLedger.CreateAsync();

        var import = await RunAsync(ledger, Header + "2026-02-28,A,-1.00\n2026-02-30,B,-2.00\n2026-03-01,C,abc\n2026-03-02,D,-4.005\n2026-03-03,E,-5.00\n");

        var details = await new ImportReads(ledger.Ledgers).GetAsync(ledger.Caller, import.Id, CancellationToken.None);
        Assert.Equal((2L, 3L), (import.Counts.Created, import.Counts.Failed));
        Assert.Equal([3L, 4L, 5L], details.Value.Errors.Select(error => error.Line));
    }

    [Fact]
    public async Task RunAsync_NewestFirstFile_ListsInTheOrderOfEntry()
    {
        var ledger = await TestLedger.CreateAsync();

        await RunAsync(ledger, Header + "2026-03-15,LAST,-3.00\n2026-03-14,SECOND,-2.00\n2026-03-14,FIRST,-1.00\n");

        Assert.Equal(["LAST", "SECOND", "FIRST"], (await AllAsync(ledger)).Select(transaction => transaction.Payee ?? transaction.Description));
    }

    [Fact]
    public async Task UndoAsync_AfterAnImport_RestoresWhatWasThere()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Income, "50.00", "2026-03-01");
        var before = await AccountAsync(ledger);
        var import = await RunAsync(ledger, Year(250));

        var undone = await new ImportUndo(ledger.Ledgers).UndoAsync(ledger.Change, import.Id, remember: false, CancellationToken.None);

        Assert.Equal(new UndoneImport(250, 0), undone.Value);
        Assert.Equal(before.Balance, (await AccountAsync(ledger)).Balance);
        Assert.Equal(1, (await ledger.OpenAsync()).Head.TransactionCount);
        Assert.Equal("not_found", (await new ImportReads(ledger.Ledgers).GetAsync(ledger.Caller, import.Id, CancellationToken.None)).Error?.Code);
        Assert.Equal(250, (await RunAsync(ledger, Year(250))).Counts.Created);
    }

    [Fact]
    public async Task UndoAsync_Remembered_KeepsTheEntriesFromComingBack()
    {
        var ledger = await TestLedger.CreateAsync();
        var import = await RunAsync(ledger, Year(120));

        await new ImportUndo(ledger.Ledgers).UndoAsync(ledger.Change, import.Id, remember: true, CancellationToken.None);

        var again = await RunAsync(ledger, Year(120));
        Assert.Equal((0L, 120L), (again.Counts.Created, again.Counts.Duplicates));
    }

    [Fact]
    public async Task RunAsync_EntryThatWasDeletedOrMoved_DoesNotComeBack()
    {
        var ledger = await TestLedger.CreateAsync();
        await RunAsync(ledger, Year(20));
        var all = await AllAsync(ledger);
        await ledger.Transactions.DeleteAsync(ledger.Change, all[3].Id, CancellationToken.None);
        var patch = new TransactionPatch { Date = all[5].Date.AddDays(-40), Description = "moved by hand" };
        Assert.True((await ledger.Transactions.UpdateAsync(ledger.Change, all[5].Id, patch, CancellationToken.None)).IsOk);

        var again = await RunAsync(ledger, Year(20));

        Assert.Equal((0L, 20L), (again.Counts.Created, again.Counts.Duplicates));
        Assert.Equal(19, (await ledger.OpenAsync()).Head.TransactionCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task RunAsync_KilledInTheMiddle_ResumesWithNothingLostOrTwice(int commits)
    {
        var store = new DyingStore(new InMemoryTableStore());
        var ledger = await TestLedger.CreateAsync(store);
        var request = Request("resumed");
        store.CommitsLeft = commits;
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Service(ledger).RunAsync(ledger.Change, request, Source(Year(400)), CancellationToken.None));
        store.CommitsLeft = int.MaxValue;

        var import = await RunAsync(ledger, Year(400), request);

        Assert.Equal((ImportStatus.Completed, 400L, 0L), (import.Status, import.Counts.Created, import.Counts.Duplicates));
        Assert.Equal(400, (await AllAsync(ledger)).Count);
        Assert.Equal(400, (await RowsAsync(ledger, import.Id)).Count);
    }

    [Fact]
    public async Task RunAsync_TwoRunsOfTwoFilesAtOnce_CreatesEachEntryOnce()
    {
        var ledger = await TestLedger.CreateAsync();

        await Task.WhenAll(Task.Run(() => RunAsync(ledger, Year(300))), Task.Run(() => RunAsync(ledger, Year(300))));

        Assert.Equal(300, (await AllAsync(ledger)).Count);
        Assert.Equal(await SumAsync(ledger), (await AccountAsync(ledger)).Balance.Minor);
    }

    [Fact]
    public async Task RunAsync_StatementInAnotherCurrency_ChangesNothing()
    {
        var ledger = await TestLedger.CreateAsync(currency: "EUR");

        var result = await Service(ledger).RunAsync(
            ledger.Change, Request("x"), Source(Ofx(("7", "20260314", "-4.80", "COFFEE"))), CancellationToken.None);

        Assert.Equal("statement_currency_mismatch", result.Error?.Code);
    }

    [Fact]
    public async Task PreviewAsync_OfAFile_ShowsVerdictsAndChangesNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        await RunAsync(ledger, Year(10));
        var before = (await ledger.OpenAsync()).Head.Version;

        var preview = await Service(ledger).PreviewAsync(ledger.Caller, Request("p"), Source(Year(12)), CancellationToken.None);

        Assert.Equal((2L, 10L), (preview.Value.Counts.Created, preview.Value.Counts.Duplicates));
        Assert.Equal(before, (await ledger.OpenAsync()).Head.Version);
    }

    private static ImportService Service(TestLedger ledger) => new(ledger.Ledgers, new ImportReads(ledger.Ledgers), ledger.Clock);

    private static async Task<Import> RunAsync(TestLedger ledger, string file, ImportRequest? request = null)
    {
        var result = await Service(ledger).RunAsync(ledger.Change, request ?? Request(Guid.NewGuid().ToString()), Source(file), CancellationToken.None);
        Assert.True(result.IsOk, result.Error?.Detail);
        return result.Value.Import;
    }

    private static ImportRequest Request(string file) => new(
        LedgerKeys.NewImportId(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero), file),
        ImportSource.Upload,
        "statement",
        null,
        ReadingChoices.None);

    private static MemoryStatementSource Source(string file) => new(Encoding.UTF8.GetBytes(file));

    private static async Task<IReadOnlyList<ImportLine>> RowsAsync(TestLedger ledger, string id) =>
        (await new ImportReads(ledger.Ledgers).RowsAsync(ledger.Caller, id, new PageRequest(1000, null), CancellationToken.None)).Value.Items;

    private static async Task<Account> AccountAsync(TestLedger ledger) => (await ledger.OpenAsync()).Chart.AccountNow(ledger.Checking);

    private static async Task<List<Transaction>> AllAsync(TestLedger ledger)
    {
        var all = new List<Transaction>();
        await foreach (var transaction in ledger.Ledgers.Reader.TransactionsAsync(ledger.Caller.User, new DateRange(LedgerDates.First, LedgerDates.Last)))
        {
            all.Add(transaction);
        }

        return all;
    }

    private static async Task<long> SumAsync(TestLedger ledger) =>
        (await AllAsync(ledger)).Sum(transaction => transaction.Type == TransactionType.Income ? transaction.Amount.Minor : -transaction.Amount.Minor);

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    /// <summary>A statement from old to new over a year, with days that have several entries.</summary>
    private static string Year(int entries)
    {
        var text = new StringBuilder(Header);
        for (var entry = 0; entry < entries; entry++)
        {
            var day = new DateOnly(2025, 6, 13).AddDays(entry * 360 / 400);
            text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},Shop {entry % 7},{(entry % 9 == 0 ? "" : "-")}{(entry % 50) + 1}.{entry % 100:D2}\n");
        }

        return text.ToString();
    }

    private static string Ofx(params (string Id, string Date, string Amount, string Name)[] entries) =>
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
        + "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
        + string.Concat(entries.Select(entry =>
            $"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{entry.Date}<TRNAMT>{entry.Amount}<FITID>{entry.Id}<NAME>{entry.Name}</STMTTRN>"))
        + "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
}
