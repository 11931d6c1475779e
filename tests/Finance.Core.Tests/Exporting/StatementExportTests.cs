using Finance.Core.Categories;
using Finance.Core.Exporting;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

public sealed class StatementExportTests
{
    [Fact]
    public async Task ExportAsync_Pdf_SaysWhereEachAccountBeganAndEnded()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        await ledger.AddAsync(Entry(TransactionType.Income, "100", "2026-01-05"));
        await ledger.AddAsync(Entry(TransactionType.Income, "50.25", "2026-02-01") with { Payee = "Work" });
        await ledger.AddAsync(Entry(TransactionType.Expense, "20", "2026-02-10") with { CategoryId = food, Description = "Lunch" });
        await ledger.AddAsync(Entry(TransactionType.Expense, "7.5", "2026-03-03") with { Payee = "Kiosk" });
        await ledger.AddAsync(Entry(TransactionType.Expense, "300", "2026-02-11") with { AccountId = yen, Payee = "駅" });
        await ledger.AddAsync(Entry(TransactionType.Income, "1", "2026-04-01"));

        var text = await ledger.TextAsync(Request(new TransactionFilter
        {
            From = new DateOnly(2026, 2, 1),
            To = new DateOnly(2026, 3, 15),
        }));

        Assert.Equal(
            """
            All accounts|2026-02-01..2026-03-15||4
            account|Checking|USD|100.00|50.25|27.50|0.00|122.75
            account|Yen|JPY|0|0|300|0|-300
            currency|JPY|0|300
            span|2026-02|0|300
            span|2026-03|0|0
            spending||300
            currency|USD|50.25|27.50
            span|2026-02|50.25|20.00
            span|2026-03|0.00|7.50
            spending|Food|20.00
            spending||7.50
            2026-03-03|Kiosk|Checking||-7.50 USD|122.75
            2026-02-11|駅|Yen||-300 JPY|-300
            2026-02-10|Lunch|Checking|Food|-20.00 USD|130.25
            2026-02-01|Work|Checking||50.25 USD|150.25

            """,
            text);
    }

    [Fact]
    public async Task ExportAsync_PdfOfNothing_IsAStatementWithoutEntries()
    {
        var ledger = await TestLedger.CreateAsync();

        var all = await ledger.TextAsync(Request(new TransactionFilter()));
        var early = await ledger.TextAsync(Request(new TransactionFilter { From = LedgerDates.First, To = LedgerDates.First }));

        Assert.StartsWith("All accounts|2026-", all, StringComparison.Ordinal);
        Assert.Equal("All accounts|1900-01-01..1900-01-01||0\n", early);
    }

    [Fact]
    public async Task ExportAsync_PdfOfAnyLedger_LeadsFromOpeningToClosing()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAccountAsync("Savings", "USD");
        await ledger.FillAsync(1500, new DateRange(new DateOnly(2022, 1, 1), new DateOnly(2025, 12, 31)));
        var days = new TransactionFilter { From = new DateOnly(2022, 7, 9), To = new DateOnly(2025, 2, 17) };

        foreach (var sort in new[] { TransactionSort.NewestFirst, TransactionSort.OldestFirst })
        {
            var lines = (await ledger.TextAsync(ExportTexts.Request(ExportFormat.Pdf, days, sort))).Split('\n');
            var listed = ExportTexts.Records(await ledger.TextAsync(ExportTexts.Request(ExportFormat.Csv, days, sort)));

            Assert.Equal(listed.Count, int.Parse(lines[0].Split('|')[^1], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(listed.Select(record => record["date"]), lines.Where(line => line.StartsWith("20", StringComparison.Ordinal)).Select(line => line[..10]));
            foreach (var account in lines.Where(line => line.StartsWith("account|", StringComparison.Ordinal)).Select(line => line.Split('|')))
            {
                var figures = account[3..].Select(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToList();
                Assert.Equal(figures[4], figures[0] + figures[1] - figures[2] + figures[3]);
            }

            Assert.Equal(["2022", "2023", "2024", "2025"], lines.Where(line => line.StartsWith("span|", StringComparison.Ordinal)).Select(line => line.Split('|')[1]));
        }
    }

    [Fact]
    public async Task ExportAsync_PdfWithFilters_NamesThem()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(Entry(TransactionType.Expense, "7.5", "2026-03-03") with { Payee = "Kiosk" });

        var text = await ledger.TextAsync(Request(new TransactionFilter
        {
            AccountId = ledger.Checking,
            Type = TransactionType.Expense,
            MinAmount = 5,
            Text = "kiosk",
        }));

        Assert.Contains("Checking|", text, StringComparison.Ordinal);
        Assert.Contains("|type: expense, at least: 5, text: kiosk|1", text, StringComparison.Ordinal);
    }

    private static ExportRequest Request(TransactionFilter filter) => ExportTexts.Request(ExportFormat.Pdf, filter);

    private static NewTransaction Entry(TransactionType type, string amount, string date) =>
        new() { Type = type, Amount = new AmountText("amount", amount), Date = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture) };
}
