using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Finance.LocalRuntime.Hosting;

/// <summary>A storage account, or Azurite, by its connection string.</summary>
internal sealed class AzureHostStorage(string connectionString) : IHostStorage
{
    private const int NotFound = 404;

    private readonly BlobServiceClient _blobs = new(connectionString);

    public async Task<string?> ReadAsync(string container, string blob, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Client(container, blob).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToString();
        }
        catch (RequestFailedException error) when (error.Status == NotFound)
        {
            return null;
        }
    }

    public async Task WriteAsync(string container, string blob, string text, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromString(text);
        try
        {
            await Client(container, blob).UploadAsync(content, overwrite: true, cancellationToken);
        }
        catch (RequestFailedException error) when (error.Status == NotFound)
        {
            await _blobs.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await Client(container, blob).UploadAsync(content, overwrite: true, cancellationToken);
        }
    }

    public async IAsyncEnumerable<ListedBlob> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listing = _blobs.GetBlobContainerClient(container)
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (listing)
        {
            while (await MoveNextAsync(listing))
                yield return new ListedBlob(listing.Current.Name, Unquoted(listing.Current.Properties.ETag));
        }
    }

    public async Task<TriggeringBlob?> FindAsync(string container, string blob, CancellationToken cancellationToken)
    {
        var client = Client(container, blob);
        try
        {
            var properties = await client.GetPropertiesAsync(cancellationToken: cancellationToken);
            return new FoundBlob(client, properties.Value);
        }
        catch (RequestFailedException error) when (error.Status == NotFound)
        {
            return null;
        }
    }

    public Task EnqueueAsync(string queue, string message, CancellationToken cancellationToken)
        => new QueueSender(connectionString, queue).SendAsync(message, cancellationToken);

    private BlobClient Client(string container, string blob) => _blobs.GetBlobContainerClient(container).GetBlobClient(blob);

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> listing)
    {
        try
        {
            return await listing.MoveNextAsync();
        }
        catch (RequestFailedException error) when (error.Status == NotFound)
        {
            return false;
        }
    }

    // A listing gives it without quotes, a header with them.
    private static string Unquoted(ETag? etag) => etag?.ToString().Trim('"') ?? "";

    private sealed class FoundBlob(BlobClient client, BlobProperties properties) : TriggeringBlob
    {
        public override string Container => client.BlobContainerName;

        public override string Name => client.Name;

        public override string ETag { get; } = Unquoted(properties.ETag);

        public override string BlobType => $"{properties.BlobType}Blob";

        public override Uri Uri => client.Uri;

        public override IDictionary<string, string> Metadata => properties.Metadata;

        public override BlobClient Client => client;

        public override Task<Stream> OpenReadAsync(CancellationToken cancellationToken)
            => client.OpenReadAsync(cancellationToken: cancellationToken);
    }
}
