using Azure.Data.Tables;
using Finance.Functions.Storage;
using Finance.LocalRuntime.Azurite;

namespace Finance.Storage.Tests;

/// <summary>An Azurite of the tests' own, in memory and on free ports, with the tables of the product.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public AzureTableStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync();
        Store = new AzureTableStore(new TableServiceClient(ConnectionString, TableClientSetup.Options()));
        await Store.CreateTablesAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }
}
