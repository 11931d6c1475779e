using Azure.Data.Tables;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Tables;

/// <summary>A new table for every test.</summary>
[Collection(AzuriteTests.Name)]
public abstract class TableTestBase(AzuriteFixture azurite) : IAsyncLifetime
{
    protected AzuriteFixture Azurite { get; } = azurite;

    protected TableClient Table { get; } = new(azurite.ConnectionString, "t" + Guid.NewGuid().ToString("N"));

    public Task InitializeAsync() => Table.CreateIfNotExistsAsync();

    public Task DisposeAsync() => Table.DeleteAsync();

    protected static TableTransactionAction Add(ITableEntity entity) => new(TableTransactionActionType.Add, entity);

    protected async Task<List<TableEntity>> AllAsync(string? filter = null)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table.QueryAsync<TableEntity>(filter))
            rows.Add(row);
        return rows;
    }
}
