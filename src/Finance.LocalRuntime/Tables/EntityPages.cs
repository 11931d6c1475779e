using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

internal sealed class EntityPages<T>(
    TableRequests requests,
    string tableName,
    string? filter,
    int? maxPerPage,
    IEnumerable<string>? select,
    CancellationToken cancellationToken) : StoragePages<T>(maxPerPage, cancellationToken)
    where T : class, ITableEntity
{
    private readonly string? _select = select is null ? null : string.Join(',', select);

    protected override async Task<Page<T>> GetPageAsync(string? continuationToken, int? pageSize, CancellationToken cancellationToken)
    {
        var (nextPartitionKey, nextRowKey) = Split(continuationToken);
        var (rows, response) = await requests.QueryAsync(
            tableName + "()",
            [
                ("$top", TableRequests.Top(pageSize)),
                ("$select", _select),
                ("$filter", string.IsNullOrEmpty(filter) ? null : filter),
                ("NextPartitionKey", nextPartitionKey),
                ("NextRowKey", nextRowKey),
            ],
            static body => EntityReader.ReadPage<T>(body.Span),
            cancellationToken);
        return Page<T>.FromValues(rows, Token(response), response);
    }

    // The form of the token is the real client's, so that one kept by a caller works with either.
    private static string? Token(Response response)
    {
        response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var nextPartitionKey);
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var nextRowKey);
        return nextPartitionKey is null && nextRowKey is null ? null : $"{nextPartitionKey} {nextRowKey}";
    }

    private static (string? NextPartitionKey, string? NextRowKey) Split(string? token)
    {
        if (token is null || token.Length <= 1)
            return (null, null);
        var space = token.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 || space == token.Length - 1 ? (token.TrimEnd(' '), null) : (token[..space], token[(space + 1)..]);
    }
}
