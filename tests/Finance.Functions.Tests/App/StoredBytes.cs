using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Finance.Functions.Tests.App;

/// <summary>One value that a storage account holds, with where it stands: keys and names are values too.</summary>
internal sealed record StoredValue(string Place, string Property, byte[] Bytes)
{
    internal bool Holds(string text) => Holds(Encoding.UTF8, text) || Holds(Encoding.Unicode, text);

    internal StoredValue Without(string text) => this with
    {
        Bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Bytes).Replace(text, string.Empty, StringComparison.Ordinal)),
    };

    public override string ToString() => $"{Place} {Property}: {Encoding.Latin1.GetString(Bytes)}";

    private bool Holds(Encoding encoding, string text) =>
        Encoding.Latin1.GetString(Bytes).Contains(Encoding.Latin1.GetString(encoding.GetBytes(text)), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Everything in a storage account, whatever wrote it.</summary>
internal static class StoredBytes
{
    private const string Version = "2021-12-02";

    internal static async Task<IReadOnlyList<StoredValue>> AllAsync(string connectionString, Uri blobEndpoint)
    {
        var values = new List<StoredValue>();
        var tables = new TableServiceClient(connectionString);
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var entity in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                var place = $"{table.Name}/{entity.PartitionKey}/{entity.RowKey}";
                values.Add(new StoredValue(place, "key", Encoding.UTF8.GetBytes(place)));
                values.AddRange(entity.Select(property => new StoredValue(
                    place, property.Key, property.Value as byte[] ?? Encoding.UTF8.GetBytes($"{property.Key}={property.Value}"))));
            }
        }

        var blobs = new BlobServiceClient(connectionString);
        foreach (var container in await ContainersAsync(connectionString, blobEndpoint))
        {
            var client = blobs.GetBlobContainerClient(container);
            await foreach (var blob in client.GetBlobsAsync())
            {
                var place = $"{container}/{blob.Name}";
                values.Add(new StoredValue(place, "name", Encoding.UTF8.GetBytes(place)));
                var content = await client.GetBlobClient(blob.Name).DownloadContentAsync();
                values.Add(new StoredValue(place, "content", content.Value.Content.ToArray()));
            }
        }

        return values;
    }

    /// <summary>The names of all containers, which the app has no use for and its client no call.</summary>
    private static async Task<IReadOnlyList<string>> ContainersAsync(string connectionString, Uri blobEndpoint)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var (account, date) = (parts["AccountName"], DateTime.UtcNow.ToString("R", CultureInfo.InvariantCulture));
        var path = blobEndpoint.AbsolutePath.TrimEnd('/');
        var text = $"GET{new string('\n', 12)}x-ms-date:{date}\nx-ms-version:{Version}\n/{account}{path}/\ncomp:list";
        var signature = HMACSHA256.HashData(Convert.FromBase64String(parts["AccountKey"]), Encoding.UTF8.GetBytes(text));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{blobEndpoint.AbsoluteUri.TrimEnd('/')}/?comp=list");
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", Version);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {account}:{Convert.ToBase64String(signature)}");
        using var response = await http.SendAsync(request);
        var listed = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, listed);
        return [.. XDocument.Parse(listed.TrimStart('\uFEFF')).Descendants("Container").Select(container => container.Element("Name")!.Value)];
    }
}
