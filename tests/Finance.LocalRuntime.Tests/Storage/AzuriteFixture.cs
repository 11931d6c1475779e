using System.Text;
using System.Xml.Linq;
using Azure.Core;
using Finance.LocalRuntime.Azurite;
using Finance.LocalRuntime.Storage;

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

    /// <summary>The first messages of a queue, decoded; none when there is no such queue.</summary>
    internal async Task<IReadOnlyList<string>> PeekAsync(string queue)
    {
        var key = new AccountKey(AccountName, AccountKey);
        var access = StorageAccess.ByKey(QueueEndpoint, key, StorageDialect.Blob, ClientOptions.Default);
        using var message = access.CreateMessage(RequestMethod.Get, $"/{queue}/messages", "peekonly=true&numofmessages=32");
        await access.Pipeline.SendAsync(message, default);
        return message.Response.Status == 404
            ? []
            : [.. XDocument.Load(message.Response.ContentStream!).Descendants("MessageText")
                .Select(text => Encoding.UTF8.GetString(Convert.FromBase64String(text.Value)))];
    }

    public async Task InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
