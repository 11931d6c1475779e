using Finance.LocalRuntime.Storage;

namespace Finance.LocalRuntime.Tests.Storage;

public sealed class StorageConnectionStringTests
{
    [Fact]
    public void Parse_AccountAndKey_MakesTheCloudsAddresses()
    {
        var parsed = StorageConnectionString.Parse(
            "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=a2V5PT0=;EndpointSuffix=core.windows.net");

        Assert.Equal("contoso", parsed.Key!.AccountName);
        Assert.Equal(new Uri("https://contoso.blob.core.windows.net"), parsed.BlobEndpoint);
        Assert.Equal(new Uri("https://contoso.queue.core.windows.net"), parsed.QueueEndpoint);
        Assert.Equal(new Uri("https://contoso.table.core.windows.net"), parsed.TableEndpoint);
    }

    [Fact]
    public void Parse_DevelopmentStorage_MakesTheEmulatorsAddresses()
    {
        var parsed = StorageConnectionString.Parse("UseDevelopmentStorage=true;");

        Assert.Equal("devstoreaccount1", parsed.Key!.AccountName);
        Assert.Equal(new Uri("http://127.0.0.1:10000/devstoreaccount1"), parsed.BlobEndpoint);
        Assert.Equal(new Uri("http://127.0.0.1:10001/devstoreaccount1"), parsed.QueueEndpoint);
    }

    [Fact]
    public void Parse_ExplicitEndpoints_Win()
    {
        var parsed = StorageConnectionString.Parse("AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:9/a");

        Assert.Equal(new Uri("http://127.0.0.1:9/a"), parsed.BlobEndpoint);
        Assert.Equal(new Uri("https://a.queue.core.windows.net"), parsed.QueueEndpoint);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=contoso")]
    [InlineData("AccountName=contoso;AccountName=fabrikam;AccountKey=a2V5")]
    [InlineData("AccountName=contoso;AccountKey=secret!")]
    public void Parse_Malformed_ThrowsWithoutRepeatingSecrets(string text)
    {
        var failure = Assert.Throws<FormatException>(() => StorageConnectionString.Parse(text));

        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
