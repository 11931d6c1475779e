using System.Text;
using Finance.Core.Exporting;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

/// <summary>Exports of a test's ledger, read to their end.</summary>
internal static class ExportTexts
{
    internal static ExportRequest Request(
        ExportFormat format,
        TransactionFilter? filter = null,
        TransactionSort sort = TransactionSort.NewestFirst,
        params string[] parts) => new(format, filter ?? new TransactionFilter(), sort, parts);

    internal static async Task<ExportFile> OpenAsync(this TestLedger ledger, ExportRequest request)
    {
        var file = await new ExportService(ledger.Ledgers, new StatementText(), ledger.Clock).ExportAsync(ledger.Caller, request, default);
        Assert.True(file.IsOk, file.Error?.Detail);
        return file.Value;
    }

    internal static async Task<byte[]> ReadAsync(this TestLedger ledger, ExportRequest request) =>
        await (await ledger.OpenAsync(request)).ToBytesAsync();

    internal static async Task<string> TextAsync(this TestLedger ledger, ExportRequest request) =>
        Encoding.UTF8.GetString(await ledger.ReadAsync(request));

    internal static async Task<byte[]> ToBytesAsync(this ExportFile file)
    {
        using var bytes = new MemoryStream();
        await foreach (var piece in file.Content)
        {
            bytes.Write(piece.Span);
        }

        return bytes.ToArray();
    }

    /// <summary>The records of a file of comma-separated values by the names of its columns, read as RFC 4180 says.</summary>
    internal static List<Dictionary<string, string>> Records(string csv)
    {
        var records = new List<List<string>> { new() };
        var (cell, isQuoted) = (new StringBuilder(), false);
        for (var at = 0; at < csv.Length; at++)
        {
            var isDoubled = isQuoted && csv[at] == '"' && at + 1 < csv.Length && csv[at + 1] == '"';
            if (csv[at] == '"' && !isDoubled)
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && csv[at] is ',' or '\r' && !isQuoted)
            {
                records[^1].Add(cell.ToString());
                cell.Clear();
                if (csv[at] == '\r')
                {
                    Assert.Equal('\n', csv[++at]);
                    records.Add([]);
                }
            }
            else
            {
                cell.Append(csv[at]);
                at += isDoubled ? 1 : 0;
            }
        }

        Assert.Empty(records[^1]);
        Assert.All(records.SkipLast(1), record => Assert.Equal(records[0].Count, record.Count));
        return [.. records.Skip(1).SkipLast(1).Select(record => records[0].Zip(record).ToDictionary())];
    }
}
