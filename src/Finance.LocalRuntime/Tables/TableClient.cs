using Azure.Core;
using Azure.Data.Tables.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

/// <summary>
/// One table. Every operation fails with a <see cref="RequestFailedException"/> whose Status and ErrorCode are the service's
/// (409 EntityAlreadyExists, 412 UpdateConditionNotSatisfied, 404 ResourceNotFound or TableNotFound, …).
/// </summary>
public class TableClient
{
    private readonly TableRequests _requests;
    private readonly string _path;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableServiceClient.Connect(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableServiceClient.Connect(endpoint, credential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableServiceClient.Connect(endpoint, tokenCredential, options), tableName)
    {
    }

    internal TableClient(TableRequests requests, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _requests = requests;
        Name = tableName;
        _path = PercentEncoding.Value(tableName);
        Uri = new Uri($"{requests.Access.Endpoint}/{_path}");
    }

    public virtual string Name { get; }

    public virtual string AccountName => _requests.Access.AccountName;

    public virtual Uri Uri { get; }

    /// <summary>Creates the table; when it is there already the raw response has status 409.</summary>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        Response.FromValue(new TableItem(Name), await _requests.CreateTableIfNotExistsAsync(Name, cancellationToken));

    /// <summary>Deletes the table; when it is not there the response has status 404.</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _requests.DeleteTableAsync(Name, cancellationToken);

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        return _requests.InsertAsync(_path, entity, cancellationToken);
    }

    /// <exception cref="RequestFailedException">404: there is no such row, or no such table.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, cancellationToken);
        return response.Status == 200 ? Found<T>(response) : throw new RequestFailedException(response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, cancellationToken);
        return response.Status == 200 ? Found<T>(response) : new NoValueResponse<T>(response);
    }

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        return _requests.WriteAsync(_path, entity, mode, ifMatch: null, cancellationToken);
    }

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty. Use ETag.All to update whatever is there.", nameof(ifMatch));
        return _requests.WriteAsync(_path, entity, mode, ifMatch, cancellationToken);
    }

    /// <summary>Deletes a row, unconditionally without an ETag; when it is not there the response has status 404.</summary>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return _requests.DeleteAsync(_path, partitionKey, rowKey, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <summary>
    /// Queries lazily, page by page. A page may be empty and not the last: the service stops after 1,000 rows or five seconds.
    /// </summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new EntityPages<T>(_requests, _path, filter, maxPerPage, select, cancellationToken);

    /// <summary>Commits all actions or none: rows of one partition, each at most once.</summary>
    /// <returns>One response an action, in order, with its ETag.</returns>
    /// <exception cref="TableTransactionFailedException">An action failed; it says which.</exception>
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        return _requests.SubmitAsync(_path, transactionActions, cancellationToken);
    }

    /// <summary>Makes a filter out of an interpolated string, its arguments quoted and escaped by their types.</summary>
    public static string CreateQueryFilter(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return TableFilter.Create(filter);
    }

    private Task<Response> GetAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return _requests.GetAsync(_path, partitionKey, rowKey, select, cancellationToken);
    }

    private static Response<T> Found<T>(Response response)
        where T : class, ITableEntity =>
        Response.FromValue(EntityReader.ReadEntity<T>(response.Content.ToMemory().Span), response);
}
