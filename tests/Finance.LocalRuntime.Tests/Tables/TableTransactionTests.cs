using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Tables;

public sealed class TableTransactionTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    [Fact]
    public async Task SubmitTransactionAsync_HundredRows_WritesAllAndAnswersEach()
    {
        var rows = Enumerable.Range(0, 100).Select(i => new TableEntity("p", $"{i:D3}") { ["Amount"] = (long)i }).ToList();

        var response = await Table.SubmitTransactionAsync(rows.Select(Add));

        Assert.Equal(202, response.GetRawResponse().Status);
        Assert.Equal(100, response.Value.Count);
        Assert.All(response.Value, answer => Assert.Equal(204, answer.Status));
        var stored = await AllAsync();
        Assert.Equal(rows.Select(row => row.RowKey), stored.Select(row => row.RowKey));
        Assert.Equal(stored.Select(row => row.ETag), response.Value.Select(answer => answer.Headers.ETag!.Value));
    }

    [Fact]
    public async Task SubmitTransactionAsync_OneRowExists_WritesNothingAndNamesIt()
    {
        await Table.AddEntityAsync(new TableEntity("p", "2"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            Enumerable.Range(0, 5).Select(i => Add(new TableEntity("p", $"{i}")))));

        Assert.Equal(409, failure.Status);
        Assert.Equal("EntityAlreadyExists", failure.ErrorCode);
        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Equal(["2"], (await AllAsync()).Select(row => row.RowKey));
    }

    [Fact]
    public async Task SubmitTransactionAsync_OldETag_WritesNothingAndNamesIt()
    {
        var row = new TableEntity("p", "1");
        await Table.AddEntityAsync(row);
        var old = (await Table.GetEntityAsync<TableEntity>("p", "1")).Value.ETag;
        await Table.UpsertEntityAsync(new TableEntity("p", "1") { ["A"] = 1 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            Add(new TableEntity("p", "0")),
            new(TableTransactionActionType.UpdateReplace, row, old),
        ]));

        Assert.Equal(412, failure.Status);
        Assert.Equal("UpdateConditionNotSatisfied", failure.ErrorCode);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Equal(["1"], (await AllAsync()).Select(stored => stored.RowKey));
    }

    [Fact]
    public async Task SubmitTransactionAsync_EveryActionType_DoesWhatItSays()
    {
        await Table.SubmitTransactionAsync(Enumerable.Range(1, 5).Select(i => Add(new TableEntity("p", $"{i}") { ["Old"] = i })));
        var row4 = (await Table.GetEntityAsync<TableEntity>("p", "4")).Value;

        var response = await Table.SubmitTransactionAsync(
        [
            Add(new TableEntity("p", "0") { ["New"] = true }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "1") { ["New"] = true }, ETag.All),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "2") { ["New"] = true }, ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity("p", "3")),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "4") { ["New"] = true }),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "5") { ["New"] = true }),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "6") { ["New"] = true }),
        ]);

        Assert.Equal(7, response.Value.Count);
        var rows = (await AllAsync()).ToDictionary(row => row.RowKey);
        Assert.Equal(["0", "1", "2", "4", "5", "6"], rows.Keys);
        Assert.All(rows.Values, row => Assert.True(row.GetBoolean("New")));
        Assert.Equal(["1", "5"], rows.Values.Where(row => row.ContainsKey("Old")).Select(row => row.RowKey));
        Assert.NotEqual(row4.ETag, rows["4"].ETag);
    }

    [Fact]
    public async Task SubmitTransactionAsync_DeleteOfMissingRow_NamesIt()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            Add(new TableEntity("p", "0")),
            new(TableTransactionActionType.Delete, new TableEntity("p", "1"), ETag.All),
        ]));

        Assert.Equal(404, failure.Status);
        Assert.Equal("ResourceNotFound", failure.ErrorCode);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task SubmitTransactionAsync_RowTwice_IsInvalidDuplicateRow()
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => Table.SubmitTransactionAsync(
            [Add(new TableEntity("p", "0")), Add(new TableEntity("p", "0"))]));

        Assert.Equal(400, failure.Status);
        Assert.Equal("InvalidDuplicateRow", failure.ErrorCode);
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task SubmitTransactionAsync_NoSuchTable_Is404()
    {
        var missing = new TableClient(Azurite.ConnectionString, "missing");

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(
            () => missing.SubmitTransactionAsync([Add(new TableEntity("p", "0"))]));

        Assert.Equal(404, failure.Status);
        Assert.Equal("TableNotFound", failure.ErrorCode);
    }

    [Fact]
    public async Task SubmitTransactionAsync_NoActions_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    [Fact]
    public async Task SubmitTransactionAsync_AnswerLost_IsSentAgainAndMeetsItsOwnRows()
    {
        var handler = new LosesFirstAnswer();
        var options = new TableClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(handler)),
            Retry = { Delay = TimeSpan.FromMilliseconds(1) },
        };
        var table = new TableClient(Azurite.ConnectionString, Table.Name, options);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([Add(new TableEntity("p", "0")), Add(new TableEntity("p", "1"))]));

        Assert.Equal((409, 0), (failure.Status, failure.FailedTransactionActionIndex));
        Assert.Equal(2, handler.Count);
        Assert.Equal(["0", "1"], (await AllAsync()).Select(row => row.RowKey));
    }

    private sealed class LosesFirstAnswer() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Count { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (++Count > 1)
                return response;
            response.Dispose();
            throw new HttpRequestException("The connection was lost.");
        }
    }
}
