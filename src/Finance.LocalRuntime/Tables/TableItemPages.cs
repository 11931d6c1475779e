using System.Text.Json;
using Azure.Data.Tables.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

internal sealed class TableItemPages(TableRequests requests, string? filter, int? maxPerPage, CancellationToken cancellationToken)
    : StoragePages<TableItem>(maxPerPage, cancellationToken)
{
    protected override async Task<Page<TableItem>> GetPageAsync(
        string? continuationToken, int? pageSize, CancellationToken cancellationToken)
    {
        var (tables, response) = await requests.QueryAsync(
            "Tables",
            [
                ("$top", TableRequests.Top(pageSize)),
                ("$filter", string.IsNullOrEmpty(filter) ? null : filter),
                ("NextTableName", string.IsNullOrEmpty(continuationToken) ? null : continuationToken),
            ],
            Read,
            cancellationToken);
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(tables, next, response);
    }

    private static List<TableItem> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString()!))];
    }
}
