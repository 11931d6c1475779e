using System.Text;
using System.Xml.Linq;
using Azure.Core;
using Finance.LocalRuntime.Storage;

namespace Finance.LocalRuntime.Tests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class QueueSenderTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task SendAsync_NoSuchQueue_CreatesItAndPutsTheMessage()
    {
        var name = "poison-" + Guid.NewGuid().ToString("N");
        var queue = new QueueSender(azurite.ConnectionString, name);

        await queue.SendAsync("{\"blob\":\"u1/a & b/<ü>.csv\"}");
        await queue.SendAsync("second");

        Assert.Equal(["{\"blob\":\"u1/a & b/<ü>.csv\"}", "second"], await PeekAsync(name));
    }

    private async Task<List<string>> PeekAsync(string queue)
    {
        var access = StorageAccess.ByKey(
            azurite.QueueEndpoint, new AccountKey(azurite.AccountName, azurite.AccountKey), StorageDialect.Blob, ClientOptions.Default);
        using var message = access.CreateMessage(RequestMethod.Get, $"/{queue}/messages", "peekonly=true&numofmessages=32");
        await access.Pipeline.SendAsync(message, default);
        return [.. XDocument.Load(message.Response.ContentStream!).Descendants("MessageText")
            .Select(text => Encoding.UTF8.GetString(Convert.FromBase64String(text.Value)))];
    }
}
