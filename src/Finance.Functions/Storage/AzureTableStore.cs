using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>
/// The storage port on Azure Table Storage. A table that does not exist, a refused credential or a malformed request is a bug and throws.
/// </summary>
public sealed class AzureTableStore(TableServiceClient service) : ITableStore
{
    private const string ErrorCodeHeader = "x-ms-error-code";

    private readonly ConcurrentDictionary<string, TableClient> _tables = new(StringComparer.Ordinal);

    /// <summary>Makes the tables of the product where they are missing.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public Task CreateTablesAsync(CancellationToken cancellationToken) => CreateTablesAsync(Tables.All, cancellationToken);

    internal async Task CreateTablesAsync(IEnumerable<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            try
            {
                await service.CreateTableIfNotExistsAsync(table, cancellationToken);
            }
            catch (Exception failure) when (StoreFailure.Unavailable("create", table, failure, cancellationToken) is { } unavailable)
            {
                throw unavailable;
            }
        }
    }

    public async Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await TableOf(table).GetEntityIfExistsAsync<TableEntity>(
                partition, StoredKey.Of(table, partition, key), cancellationToken: cancellationToken);
            if (answer.HasValue)
            {
                return RowMapping.ToRow(table, answer.Value!, isWhole: true);
            }

            var response = answer.GetRawResponse();
            return response.Headers.TryGetValue(ErrorCodeHeader, out var code) && code == TableErrorCode.TableNotFound
                ? throw new RequestFailedException(response)
                : null;
        }
        catch (Exception failure) when (StoreFailure.Unavailable("find", table, failure, cancellationToken) is { } unavailable)
        {
            throw unavailable;
        }
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.PageSize, 1000, nameof(query));
        try
        {
            string[]? select = query.Select is null ? null : ["PartitionKey", "RowKey", .. query.Select];
            var pages = TableOf(table).QueryAsync<TableEntity>(ODataFilter.Of(query), query.PageSize, select, cancellationToken)
                .AsPages(query.Continuation, query.PageSize);
            await foreach (var page in pages.WithCancellation(cancellationToken))
            {
                var rows = new Row[page.Values.Count];
                for (var index = 0; index < rows.Length; index++)
                {
                    rows[index] = RowMapping.ToRow(table, page.Values[index], isWhole: select is null);
                }

                return new RowPage(rows, string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
            }

            return new RowPage([], null);
        }
        catch (Exception failure) when (StoreFailure.Unavailable("query", table, failure, cancellationToken) is { } unavailable)
        {
            throw unavailable;
        }
    }

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Changes.Count == 0)
        {
            throw new BatchRefusedException("A batch has at least one change.");
        }

        try
        {
            var answer = await TableOf(table).SubmitTransactionAsync(RowMapping.ToActions(table, batch), cancellationToken);
            var etags = new string?[batch.Changes.Count];
            for (var index = 0; index < etags.Length; index++)
            {
                etags[index] = batch.Changes[index].Kind == RowChangeKind.Delete ? null : answer.Value[index].Headers.ETag?.ToString();
            }

            return new CommitOutcome(CommitStatus.Committed, null, etags);
        }
        catch (RequestFailedException failure) when (StoreFailure.Refusal(failure) is { } status)
        {
            return new CommitOutcome(status, (failure as TableTransactionFailedException)?.FailedTransactionActionIndex, []);
        }
        catch (Exception failure) when (StoreFailure.Unavailable("commit", table, failure, cancellationToken) is { } unavailable)
        {
            throw unavailable;
        }
    }

    private TableClient TableOf(string table) => _tables.GetOrAdd(table, static (name, client) => client.GetTableClient(name), service);
}
