using System.Globalization;
using System.Text;
using Azure.Core;
using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

/// <summary>
/// The requests of the table service's protocol
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api"/>), their answers checked.
/// </summary>
internal sealed class TableRequests(StorageAccess access)
{
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";
    private const int RowCapacity = 1024;

    public static StorageDialect Dialect { get; } =
        new("2020-12-06", key => new SharedKeyLitePolicy(key), TableErrorParser.Instance);

    public StorageAccess Access => access;

    public static void RequireKeys(ITableEntity entity, string parameterName)
    {
        if (entity.PartitionKey is null || entity.RowKey is null)
            throw new ArgumentNullException(parameterName, "The row has no PartitionKey or no RowKey.");
    }

    /// <summary>Creates a table, or learns that it is there (409).</summary>
    public async Task<Response> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Post, "/Tables");
        message.Request.Headers.Add("Prefer", "return-no-content");
        var body = new PooledBuffer(RowCapacity);
        body.Write("{\"TableName\":\""u8);
        body.WriteAscii(System.Text.Json.JsonEncodedText.Encode(tableName).Value);
        body.Write("\"}"u8);
        SetJson(message, body);
        var response = await SendAsync(message, cancellationToken);
        if (response.Status is 201 or 204)
            return response;
        var failure = new RequestFailedException(response);
        return failure.ErrorCode == "TableAlreadyExists" ? response : throw failure;
    }

    public async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Delete, $"/Tables('{PercentEncoding.Key(tableName)}')");
        return Require(await SendAsync(message, cancellationToken), 204, 404);
    }

    public async Task<Response> InsertAsync(string tableName, ITableEntity entity, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Post, "/" + tableName);
        message.Request.Headers.Add("Prefer", "return-no-content");
        SetEntity(message, entity);
        return Require(await SendAsync(message, cancellationToken), 204, 201);
    }

    /// <summary>Merges or replaces; inserts what is not there when no ETag is given.</summary>
    public async Task<Response> WriteAsync(
        string tableName, ITableEntity entity, TableUpdateMode mode, ETag? ifMatch, CancellationToken cancellationToken)
    {
        RequireKeys(entity, nameof(entity));
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
        };
        using var message = Create(method, RowPath(tableName, entity.PartitionKey, entity.RowKey));
        if (ifMatch is { } etag)
            message.Request.Headers.Add("If-Match", etag.ToString());
        SetEntity(message, entity);
        return Require(await SendAsync(message, cancellationToken), 204);
    }

    /// <summary>Deletes a row, or learns that it is not there (404).</summary>
    public async Task<Response> DeleteAsync(
        string tableName, string partitionKey, string rowKey, ETag ifMatch, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Delete, RowPath(tableName, partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", ifMatch == default ? "*" : ifMatch.ToString());
        return Require(await SendAsync(message, cancellationToken), 204, 404);
    }

    public async Task<Response> GetAsync(
        string tableName, string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        var query = select is null ? null : "$select=" + PercentEncoding.Value(string.Join(',', select));
        using var message = Create(RequestMethod.Get, RowPath(tableName, partitionKey, rowKey), query, MinimalMetadata);
        return Require(await SendAsync(message, cancellationToken), 200, 404);
    }

    /// <param name="resource">A table's name with "()", or "Tables".</param>
    /// <param name="parameters">Names and values, not encoded; a null value is left out.</param>
    /// <param name="read">Reads the body, whose memory goes back to its pool afterwards.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(T Result, Response Response)> QueryAsync<T>(
        string resource,
        IEnumerable<(string Name, string? Value)> parameters,
        Func<ReadOnlyMemory<byte>, T> read,
        CancellationToken cancellationToken)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
                query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(PercentEncoding.Value(value));
        }

        using var message = Create(RequestMethod.Get, "/" + resource, query.Length > 0 ? query.ToString() : null, MinimalMetadata);
        var response = Require(await SendAsync(message, cancellationToken), 200);
        using var body = BodyBufferPolicy.Take(response);
        return (read(body.Bytes), response);
    }

    public async Task<Response<IReadOnlyList<Response>>> SubmitAsync(
        string tableName, IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Post, "/$batch");
        (message.Request.Content, var contentType) = TransactionBody.Create(access.Endpoint, tableName, actions);
        message.Request.Headers.Add("Content-Type", contentType);
        var response = Require(await SendAsync(message, cancellationToken), 202);
        var answers = TransactionAnswer.Parse(response.Content.ToMemory());
        foreach (var answer in answers)
        {
            if (answer.IsError)
                throw new TableTransactionFailedException(new RequestFailedException(answer, null, TableErrorParser.Instance));
        }

        return Response.FromValue<IReadOnlyList<Response>>(answers, response);
    }

    public static string? Top(int? pageSize) => pageSize?.ToString(CultureInfo.InvariantCulture);

    private static string RowPath(string tableName, string partitionKey, string rowKey) =>
        string.Concat($"/{tableName}(PartitionKey='", PercentEncoding.Key(partitionKey), "',RowKey='", PercentEncoding.Key(rowKey) + "')");

    private static Response Require(Response response, int expected, int alsoExpected = 0) =>
        response.Status == expected || response.Status == alsoExpected ? response : throw new RequestFailedException(response);

    private static void SetEntity(HttpMessage message, ITableEntity entity)
    {
        var body = new PooledBuffer(RowCapacity);
        SetJson(message, body);
        using var writer = new EntityWriter(body);
        writer.Write(entity);
    }

    private static void SetJson(HttpMessage message, PooledBuffer body)
    {
        message.Request.Content = body;
        message.Request.Headers.Add("Content-Type", "application/json");
    }

    private HttpMessage Create(RequestMethod method, string path, string? query = null, string accept = "application/json")
    {
        var message = access.CreateMessage(method, path, query);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("Accept", accept);
        return message;
    }

    private async ValueTask<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await access.Pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }
}
