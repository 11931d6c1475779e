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

        Assert.Equal(["{\"blob\":\"u1/a & b/<ü>.csv\"}", "second"], await azurite.PeekAsync(name));
    }
}
