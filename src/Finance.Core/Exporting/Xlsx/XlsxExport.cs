using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Finance.Core.Accounts;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Exporting.Xlsx;

/// <summary>A ledger as a workbook, one sheet for each part, packed while it is read.</summary>
/// <param name="goals">The ledger's goals, the oldest first.</param>
/// <param name="packed">Where the pieces come together.</param>
internal sealed class XlsxExport(
    LedgerSnapshot ledger,
    Account? account,
    IReadOnlyList<Goal> goals,
    IReadOnlyList<string> parts,
    PieceStream packed)
{
    internal const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int PieceBytes = 32 * 1024;

    private static readonly (string, int)[] EntryColumns =
    [
        ("Date", 11), ("Account", 18), ("Type", 10), ("Amount", 13), ("Currency", 9), ("Payee", 28), ("Description", 34), ("Category", 20),
        ("Tags", 16), ("Notes", 24), ("To account", 18), ("To amount", 13), ("To currency", 11), ("Foreign amount", 14),
        ("Foreign currency", 15), ("Payment method", 15), ("Location", 16), ("Splits", 24), ("Running balance", 15), ("Id", 38),
    ];

    private readonly List<string> _names = [];

    private Chart Chart => ledger.Chart;

    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        IAsyncEnumerable<ListedTransaction> entries,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (parts.Contains(ExportParts.Transactions))
            {
                await foreach (var piece in EntriesAsync(zip, entries, cancellationToken))
                {
                    yield return piece;
                }
            }

            foreach (var part in parts.Where(part => part != ExportParts.Transactions))
            {
                WriteSmall(zip, part);
            }

            foreach (var (path, xml) in XlsxPackage.Parts(_names))
            {
                using var part = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        yield return packed.Take();
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> EntriesAsync(
        ZipArchive zip,
        IAsyncEnumerable<ListedTransaction> entries,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var all = entries.GetAsyncEnumerator(cancellationToken);
        var isMore = await all.MoveNextAsync();
        do
        {
            await using var part = Open(zip, _names.Count == 0 ? "Transactions" : $"Transactions {_names.Count + 1}");
            var sheet = new XlsxSheet(EntryColumns);
            for (; isMore && sheet.Rows < XlsxSheet.MaxRows; isMore = await all.MoveNextAsync())
            {
                Write(sheet, all.Current);
                if (sheet.Written.Length >= PieceBytes)
                {
                    part.Write(sheet.Written.Span);
                    sheet.Clear();
                    if (packed.Length >= PieceBytes)
                    {
                        yield return packed.Take();
                    }
                }
            }

            sheet.End();
            part.Write(sheet.Written.Span);
        }
        while (isMore);
    }

    private void Write(XlsxSheet sheet, ListedTransaction listed)
    {
        var transaction = listed.Entry.Transaction;
        var amount = account is null
            ? new Money(BalanceEffect.Of(transaction)[0].Minor, transaction.Amount.Currency)
            : BalanceEffect.On(Chart, account, transaction);
        sheet.Begin().Day(transaction.Date)
            .Text((account ?? listed.Entry.Account).Name)
            .Text(SnakeCase.Of(transaction.Type))
            .Amount(amount)
            .Text(amount.Currency.Code)
            .Text(transaction.Payee)
            .Text(transaction.Description)
            .Text(transaction.Splits.Count == 0 ? listed.Entry.Category?.Name : null)
            .Text(string.Join("; ", transaction.Tags))
            .Text(transaction.Notes)
            .Text(listed.Entry.ToAccount?.Name)
            .Amount(transaction.ToAmount)
            .Text(transaction.ToAmount?.Currency.Code)
            .Amount(transaction.Foreign)
            .Text(transaction.Foreign?.Currency.Code)
            .Text(transaction.PaymentMethod)
            .Text(transaction.Location)
            .Text(string.Join("; ", transaction.Splits.Select(TextOf)))
            .Amount(listed.RunningBalance)
            .Text(transaction.Id.ToString())
            .EndRow();
    }

    private string TextOf(Split split) => $"{Chart.CategoryNow(split.CategoryId)?.Name ?? "-"} {split.Amount}";

    private void WriteSmall(ZipArchive zip, string name)
    {
        using var part = Open(zip, char.ToUpperInvariant(name[0]) + name[1..]);
        var sheet = name switch
        {
            ExportParts.Accounts => Accounts(),
            ExportParts.Categories => Categories(),
            ExportParts.Budgets => Budgets(),
            _ => Goals(),
        };
        sheet.End();
        part.Write(sheet.Written.Span);
    }

    private XlsxSheet Accounts()
    {
        var sheet = new XlsxSheet(
            [("Name", 24), ("Type", 12), ("Currency", 9), ("Opening balance", 15), ("Balance", 15), ("Transactions", 12), ("Id", 16)]);
        foreach (var one in Chart.Accounts)
        {
            sheet.Begin().Text(one.Name).Text(SnakeCase.Of(one.Type)).Text(one.Currency.Code).Amount(one.OpeningBalance).Amount(one.Balance)
                .Count(one.TransactionCount).Text(one.Id).EndRow();
        }

        return sheet;
    }

    private XlsxSheet Categories()
    {
        var sheet = new XlsxSheet(
            [("Name", 24), ("Type", 10), ("Within", 24), ("Budget limit", 13), ("Currency", 9), ("Tax deductible", 13), ("Id", 16)]);
        foreach (var category in Chart.Categories)
        {
            sheet.Begin().Text(category.Name).Text(SnakeCase.Of(category.Type)).Text(Chart.CategoryNow(category.ParentId)?.Name)
                .Amount(category.BudgetLimit).Text(category.BudgetLimit?.Currency.Code).Text(category.TaxDeductible ? "yes" : "no")
                .Text(category.Id).EndRow();
        }

        return sheet;
    }

    private XlsxSheet Budgets()
    {
        var sheet = new XlsxSheet(
        [
            ("Name", 24), ("Amount", 13), ("Currency", 9), ("Period", 10), ("Start", 11), ("End", 11), ("Categories", 40), ("Id", 16),
        ]);
        foreach (var budget in ledger.Plans.Budgets)
        {
            sheet.Begin().Text(budget.Name).Amount(new Money(budget.Amounts[^1].Minor, budget.Currency)).Text(budget.Currency.Code)
                .Text(SnakeCase.Of(budget.Period)).Day(budget.Start).Day(budget.End)
                .Text(string.Join("; ", budget.CategoryIds.Select(id => Chart.CategoryNow(id)?.Name).OfType<string>())).Text(budget.Id).EndRow();
        }

        return sheet;
    }

    private XlsxSheet Goals()
    {
        var sheet = new XlsxSheet(
        [
            ("Name", 24), ("Type", 12), ("Status", 11), ("Target", 13), ("Current", 13), ("Currency", 9), ("Target date", 11), ("Id", 16),
        ]);
        foreach (var goal in goals)
        {
            sheet.Begin().Text(goal.Name).Text(SnakeCase.Of(goal.Type)).Text(SnakeCase.Of(goal.Status)).Amount(goal.Target).Amount(goal.Current)
                .Text(goal.Target.Currency.Code).Day(goal.TargetDate).Text(goal.Id).EndRow();
        }

        return sheet;
    }

    private Stream Open(ZipArchive zip, string name)
    {
        _names.Add(name);
        return zip.CreateEntry(XlsxPackage.SheetPath(_names.Count), CompressionLevel.Fastest).Open();
    }
}
