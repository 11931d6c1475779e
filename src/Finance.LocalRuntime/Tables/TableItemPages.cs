using System.Text.Json;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

internal sealed class TableItemPages(TableRequests requests, string? filter, int? maxPerPage, CancellationToken cancellationToken)
    : TablePages<TableItem>(maxPerPage, cancellationToken)
{
    protected override async Task<Page<TableItem>> GetPageAsync(
        string? continuationToken, int? pageSize, CancellationToken cancellationToken)
    {
        var response = await requests.QueryAsync(
            "Tables",
            [
                ("$top", TableRequests.Top(pageSize)),
                ("$filter", string.IsNullOrEmpty(filter) ? null : filter),
                ("NextTableName", string.IsNullOrEmpty(continuationToken) ? null : continuationToken),
            ],
            cancellationToken);
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(Read(response), next, response);
    }

    private static List<TableItem> Read(Response response)
    {
        using var document = JsonDocument.Parse(response.Content.ToMemory());
        return [.. document.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString()!))];
    }
}
