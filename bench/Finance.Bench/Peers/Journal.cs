using System.Globalization;
using System.Text;
using Finance.Bench.Statements;

namespace Finance.Bench.Peers;

/// <summary>Entries in the text that <c>ledger</c> and <c>hledger</c> both read.</summary>
internal static class Journal
{
    internal const string Income = "Income";
    internal const string Expenses = "Expenses";

    internal static void Write(string path, int entries)
    {
        using var text = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var entry in TenYears.Entries(entries))
        {
            var side = entry.Amount > 0 ? Income : Expenses;
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Day:yyyy-MM-dd} {entry.Payee}\n    {side}:{entry.Category}  {-entry.Amount:0.00}\n    Assets:Checking\n"));
        }
    }
}
