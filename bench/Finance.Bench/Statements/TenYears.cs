using System.Globalization;
using System.Text;

namespace Finance.Bench.Statements;

/// <summary>
/// Invented statements over ten years, oldest entry first: some hundred payees, a salary now and then, running balances. The same for the
/// same number of entries.
/// </summary>
internal static class TenYears
{
    internal static readonly DateOnly First = new(2016, 1, 1);
    internal static readonly DateOnly Last = new(2025, 12, 31);

    private const int Payees = 400;
    private const int EntriesPerSalary = 15;

    private static readonly string[] Categories =
    [
        "Groceries", "Restaurants", "Fuel", "Public transport", "Utilities", "Health",
        "Insurance", "Shopping", "Entertainment", "Subscriptions", "Travel", "Fees and interest",
    ];

    private static readonly string[] Names =
        ["Green Valley Market", "Blue Door Coffee", "Harbour Books", "Maple Street Garage", "Citynet", "Old Mill Bakery"];

    private static readonly string[] Towns = ["Springfield", "Ashford", "Riverside", "Milton", "Georgetown"];

    internal static byte[] Csv(int entries)
    {
        using var file = new MemoryStream();
        WriteCsv(file, entries);
        return file.ToArray();
    }

    internal static void WriteCsv(Stream file, int entries)
    {
        using var text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("Date,Description,Amount,Balance,Category,Reference");
        foreach (var entry in Entries(entries))
        {
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Day:yyyy-MM-dd},{entry.Payee},{entry.Amount:0.00},{entry.Balance:0.00},{entry.Category},R{entry.Number:D9}"));
        }
    }

    internal static void WriteOfx(Stream file, int entries)
    {
        using var text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252");
        text.WriteLine("COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD");
        text.WriteLine("<BANKACCTFROM><BANKID>121000248<ACCTID>0012345678<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"<DTSTART>{First:yyyyMMdd}<DTEND>{Last:yyyyMMdd}"));
        decimal balance = 0;
        foreach (var entry in Entries(entries))
        {
            balance = entry.Balance;
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                <STMTTRN>
                <TRNTYPE>{(entry.Amount < 0 ? "DEBIT" : "CREDIT")}
                <DTPOSTED>{entry.Day:yyyyMMdd}120000[-5:EST]
                <TRNAMT>{entry.Amount:0.00}
                <FITID>{entry.Day:yyyyMMdd}{entry.Number:D9}
                <NAME>{entry.Payee}
                <MEMO>CARD PURCHASE {entry.Number % 5000:D4}
                </STMTTRN>
                """));
        }

        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"</BANKTRANLIST><LEDGERBAL><BALAMT>{balance:0.00}<DTASOF>{Last:yyyyMMdd}</LEDGERBAL></STMTRS></STMTTRNRS>"));
        text.WriteLine("</BANKMSGSRSV1></OFX>");
    }

    internal static IEnumerable<Entry> Entries(int count)
    {
        var payees = Enumerable.Range(0, Payees)
            .Select(number => $"{Names[number % Names.Length]} {100 + number} {Towns[number % Towns.Length]}")
            .ToArray();
        var days = Last.DayNumber - First.DayNumber + 1;
        decimal balance = 0;
        for (var number = 0; number < count; number++)
        {
            var isSalary = number % EntriesPerSalary == 0;
            // Steps that are prime to what they wrap around in reach every payee and spread the amounts.
            var payee = (int)(number * 7919L % Payees);
            var amount = isSalary ? 1900.00m + (number % 7) : -(100 + (number * 104_729L % 24_900)) / 100m;
            balance += amount;
            yield return new Entry(
                number,
                First.AddDays((int)((long)number * days / count)),
                isSalary ? "Northwind Traders Payroll" : payees[payee],
                amount,
                balance,
                isSalary ? "Salary" : Categories[payee % Categories.Length]);
        }
    }

    internal sealed record Entry(int Number, DateOnly Day, string Payee, decimal Amount, decimal Balance, string Category);
}
