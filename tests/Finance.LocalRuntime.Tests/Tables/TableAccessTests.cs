using System.Net;
using Azure;
using Azure.Data.Tables;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Tables;

public sealed class TableAccessTests
{
    private const string Development = "UseDevelopmentStorage=true";

    [Fact]
    public async Task TokenCredential_EveryRequest_CarriesBearer()
    {
        var stub = new StubTransport((_, _) => StubTransport.Empty(HttpStatusCode.NoContent));
        var credential = new FixedToken();
        var service = new TableServiceClient(
            new Uri("https://contoso.table.core.windows.net"), credential, new TableClientOptions { Transport = stub.Transport });

        await service.GetTableClient("t").AddEntityAsync(new TableEntity("p", "r"));

        var request = Assert.Single(stub.Requests);
        Assert.Equal("Bearer secret", request.Headers.Authorization!.ToString());
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Equal("https://contoso.table.core.windows.net/t", request.RequestUri!.AbsoluteUri);
        Assert.Equal("contoso", service.AccountName);
    }

    [Fact]
    public void TokenCredential_PlainHttp_Throws() =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri("http://contoso.table.core.windows.net"), new FixedToken()));

    [Fact]
    public async Task SharedAccessSignature_EveryRequest_CarriesItInTheQuery()
    {
        var stub = new StubTransport((_, _) => StubTransport.Json("""{"value":[]}"""));
        var table = new TableClient(
            "TableEndpoint=https://contoso.table.core.windows.net;SharedAccessSignature=?sv=2020&sig=a%2Bb",
            "t",
            new TableClientOptions { Transport = stub.Transport });

        await foreach (var _ in table.QueryAsync<TableEntity>("A eq 1"))
            Assert.Fail("There is no row.");

        Assert.Equal("?$filter=A%20eq%201&sv=2020&sig=a%2Bb", Assert.Single(stub.Requests).RequestUri!.Query);
        Assert.Null(stub.Requests.Single().Headers.Authorization);
    }

    [Fact]
    public async Task Requests_AnswerOf503_AreSentAgain()
    {
        var stub = new StubTransport((_, count) =>
            count < 3 ? StubTransport.Empty(HttpStatusCode.ServiceUnavailable) : StubTransport.Empty(HttpStatusCode.NoContent));
        var options = new TableClientOptions { Transport = stub.Transport, Retry = { Delay = TimeSpan.FromMilliseconds(1) } };

        var response = await new TableClient(Development, "t", options).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(204, response.Status);
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task Requests_ConnectionLostInTheBody_AreSentAgain()
    {
        var stub = new StubTransport((_, count) => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = count == 1
                ? new StreamContent(new BrokenStream("{\"value\":["u8.ToArray()))
                : new StringContent("{\"value\":[{\"PartitionKey\":\"p\",\"RowKey\":\"r\"}]}"),
        });
        var options = new TableClientOptions { Transport = stub.Transport, Retry = { Delay = TimeSpan.FromMilliseconds(1) } };

        var rows = 0;
        await foreach (var _ in new TableClient(Development, "t", options).QueryAsync<TableEntity>())
            rows++;

        Assert.Equal(1, rows);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Requests_AnswerIsNotTheService_FailWithItsStatus()
    {
        var stub = new StubTransport((_, _) =>
            new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") });
        var options = new TableClientOptions { Transport = stub.Transport, Retry = { MaxRetries = 0 } };

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => new TableClient(Development, "t", options).SubmitTransactionAsync(
                [new(TableTransactionActionType.Add, new TableEntity("p", "r"))]));

        Assert.Equal((502, null), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public void DevelopmentStorage_Addresses_AreTheEmulators()
    {
        var table = new TableClient(Development, "t");

        Assert.Equal(new Uri("http://127.0.0.1:10002/devstoreaccount1/t"), table.Uri);
        Assert.Equal("devstoreaccount1", table.AccountName);
    }
}
