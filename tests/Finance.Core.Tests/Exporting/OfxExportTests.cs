using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Finance.Core.Accounts;
using Finance.Core.Exporting;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

public sealed class OfxExportTests
{
    [Fact]
    public async Task ExportAsync_SeveralAccounts_HasAStatementEachWithItsBalance()
    {
        var (ledger, yen, card) = await MixedAsync();

        var ofx = XDocument.Parse(await TextAsync(ledger));

        var bank = ofx.Descendants("STMTRS").ToList();
        var cards = ofx.Descendants("CCSTMTRS").ToList();
        string[] sets = ["SIGNONMSGSRSV1", "BANKMSGSRSV1", "CREDITCARDMSGSRSV1"];
        Assert.Equal(sets, ofx.Root!.Elements().Select(element => element.Name.LocalName));
        Assert.Equal([("JPY", yen), ("USD", ledger.Checking)], bank.Select(Account).Order());
        Assert.Equal([("USD", card)], cards.Select(Account));
        var chart = (await ledger.OpenAsync()).Chart;
        foreach (var statement in bank.Concat(cards))
        {
            var account = chart.FindAccount(Account(statement).Id)!;
            Assert.Equal(account.Balance.ToString(), statement.Element("LEDGERBAL")!.Element("BALAMT")!.Value);
            Assert.Equal("20260615120000", statement.Element("LEDGERBAL")!.Element("DTASOF")!.Value);
            var sum = statement.Descendants("TRNAMT").Sum(amount => decimal.Parse(amount.Value, CultureInfo.InvariantCulture));
            Assert.Equal(account.Balance.ToDecimal(), account.OpeningBalance.ToDecimal() + sum);
        }
    }

    [Fact]
    public async Task ExportAsync_PeriodThatIsOver_HasTheBalanceOfItsLastDay()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Income, "100", "2026-01-10");
        await ledger.AddAsync(TransactionType.Expense, "30", "2026-02-10");
        await ledger.AddAsync(TransactionType.Expense, "1", "2026-02-20");
        await ledger.AddAsync(TransactionType.Expense, "5", "2026-09-09");

        var days = new TransactionFilter { From = new DateOnly(2026, 2, 1), To = new DateOnly(2026, 2, 15) };
        var february = XDocument.Parse(await TextAsync(ledger, days));
        var all = XDocument.Parse(await TextAsync(ledger));
        var before = XDocument.Parse(await TextAsync(ledger, new TransactionFilter { To = new DateOnly(2025, 1, 1) }));

        Assert.Equal(("70.00", "20260215120000", 1), Balance(february));
        Assert.Equal(("64.00", "20260909120000", 4), Balance(all));
        Assert.Equal(("0.00", "20250101120000", 0), Balance(before));
    }

    [Fact]
    public async Task ExportAsync_TextThatIsMarkupOrTooLong_IsKeptWithinTheRules()
    {
        var ledger = await TestLedger.CreateAsync();
        var payee = "<b>Fish & Chips</b> " + new string('x', 30);
        await ledger.AddAsync(Expense("1") with { Payee = payee, Description = "a > b" });
        await ledger.AddAsync(Expense("2") with { Payee = "עברית 日本 😀" });

        var entries = XDocument.Parse(await TextAsync(ledger)).Descendants("STMTTRN").ToList();

        Assert.Equal(("עברית 日本 😀", null), (entries[0].Element("NAME")?.Value, entries[0].Element("MEMO")?.Value));
        Assert.Equal((payee[..32], $"{payee} a > b"), (entries[1].Element("NAME")?.Value, entries[1].Element("MEMO")?.Value));
    }

    [Theory]
    [InlineData("USD")]
    [InlineData("JPY")]
    [InlineData("KWD")]
    public async Task Import_OfAnExport_IsNewElsewhereAndKnownHere(string currency)
    {
        var ledger = await TestLedger.CreateAsync(currency: currency);
        for (var day = 1; day <= 12; day++)
        {
            await ledger.AddAsync(Expense(currency == "JPY" ? "1200" : "1.25") with
            {
                Type = day % 3 == 0 ? TransactionType.Income : TransactionType.Expense,
                Date = new DateOnly(2026, 3, (day / 2) + 1),
                Payee = "Shop",
            });
        }

        var file = Encoding.UTF8.GetBytes(await TextAsync(ledger));
        var other = await TestLedger.CreateAsync(currency: currency);
        var (first, again, here) = (await ImportAsync(other, file), await ImportAsync(other, file), await ImportAsync(ledger, file));

        Assert.Equal((12L, 0L), (first.Counts.Created, first.Counts.Failed));
        Assert.Equal(ProofStatus.Proven, first.Proof?.Status);
        Assert.Equal((12L, 12L), (again.Counts.Duplicates, here.Counts.Duplicates));
    }

    [Fact]
    public async Task Import_OfSeveralAccountsIntoTheSameLedger_FindsEachInItsOwn()
    {
        var (ledger, _, _) = await MixedAsync();

        var import = await ImportAsync(ledger, Encoding.UTF8.GetBytes(await TextAsync(ledger)));

        Assert.Equal((0L, 0L), (import.Counts.Created, import.Counts.Failed));
    }

    private static (string, string, int) Balance(XDocument ofx) => (
        ofx.Descendants("BALAMT").Single().Value, ofx.Descendants("DTASOF").Single().Value, ofx.Descendants("STMTTRN").Count());

    private static (string Currency, string Id) Account(XElement statement) =>
        (statement.Element("CURDEF")!.Value, statement.Descendants("ACCTID").First().Value);

    private static Task<string> TextAsync(TestLedger ledger, TransactionFilter? filter = null) =>
        ledger.TextAsync(ExportTexts.Request(ExportFormat.Ofx, filter));

    private static NewTransaction Expense(string amount) =>
        new() { Type = TransactionType.Expense, Amount = new AmountText("amount", amount) };

    private static async Task<(TestLedger Ledger, string Yen, string Card)> MixedAsync()
    {
        var ledger = await TestLedger.CreateAsync();
        var yen = await ledger.AddAccountAsync("Yen", "JPY", 5000, AccountType.Savings);
        var card = await ledger.AddAccountAsync("Card", opening: -100, type: AccountType.Credit);
        await ledger.AddAsync(TransactionType.Income, "1000", "2026-01-01");
        await ledger.AddAsync(Expense("10") with { AccountId = card, Payee = "Café" });
        await ledger.AddAsync(Expense("20") with
        {
            Type = TransactionType.Transfer,
            ToAccountId = yen,
            ToAmount = new AmountText("to_amount", "3000"),
        });
        await ledger.AddAsync(TransactionType.Transfer, "30", "2026-05-05", to: card);
        return (ledger, yen, card);
    }

    private static async Task<Import> ImportAsync(TestLedger ledger, byte[] file)
    {
        var id = LedgerKeys.NewImportId(ledger.Clock.Now, Guid.NewGuid().ToString());
        var request = new ImportRequest(id, ImportSource.Upload, "export.ofx", ledger.Checking, ReadingChoices.None);
        var imports = new ImportService(ledger.Ledgers, new ImportReads(ledger.Ledgers), ledger.Clock);
        var result = await imports.RunAsync(ledger.Change, request, new MemoryStatementSource(file), default);
        Assert.True(result.IsOk, result.Error?.Detail);
        Assert.Null(result.Value.Import.Failure);
        return result.Value.Import;
    }
}
