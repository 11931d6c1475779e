using Azure.Core;
using Azure.Data.Tables.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

/// <summary>The table service of an account. Clients of its tables share its connections.</summary>
public class TableServiceClient
{
    private readonly TableRequests _requests;

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        _requests = Connect(connectionString, options);

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        _requests = Connect(endpoint, credential, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        _requests = Connect(endpoint, tokenCredential, options);

    public virtual string AccountName => _requests.Access.AccountName;

    public virtual Uri Uri => new(_requests.Access.Endpoint);

    public virtual TableClient GetTableClient(string tableName) => new(_requests, tableName);

    /// <summary>Lists tables by a filter on TableName.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TableItemPages(_requests, filter, maxPerPage, cancellationToken);

    /// <summary>Creates a table; when it is there already the raw response has status 409.</summary>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return Response.FromValue(new TableItem(tableName), await _requests.CreateTableIfNotExistsAsync(tableName, cancellationToken));
    }

    /// <summary>Deletes a table; when it is not there the response has status 404.</summary>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return _requests.DeleteTableAsync(tableName, cancellationToken);
    }

    public static string CreateQueryFilter(FormattableString filter) => TableClient.CreateQueryFilter(filter);

    internal static TableRequests Connect(string connectionString, TableClientOptions? options)
    {
        var settings = StorageConnectionString.Parse(connectionString);
        return new(StorageAccess.ByConnectionString(
            settings, settings.TableEndpoint, TableRequests.Dialect, options ?? new TableClientOptions()));
    }

    internal static TableRequests Connect(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(StorageAccess.ByKey(endpoint, credential.Key, TableRequests.Dialect, options ?? new TableClientOptions()));
    }

    internal static TableRequests Connect(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new(StorageAccess.ByToken(endpoint, credential, TableRequests.Dialect, options ?? new TableClientOptions()));
    }
}
