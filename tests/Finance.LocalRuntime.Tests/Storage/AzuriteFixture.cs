using Finance.LocalRuntime.Azurite;

namespace Finance.LocalRuntime.Tests.Storage;

/// <summary>One Azurite, in memory, for all tests of the storage clients.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;

    public string AccountName => StorageEmulator.DefaultAccount;

    public string AccountKey => StorageEmulator.DefaultKey;

    public Uri BlobEndpoint => _azurite.BlobEndpoint;

    public Uri QueueEndpoint => _azurite.QueueEndpoint;

    public Uri TableEndpoint => _azurite.TableEndpoint;

    public string ConnectionString => _azurite.ConnectionString;

    public async Task InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
