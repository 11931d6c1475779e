using System.Net;
using System.Text;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Storage.Tests;

/// <summary>What the adapter makes of a service that answers badly, late or not at all.</summary>
public sealed class AzureTableStoreFailureTests : IDisposable
{
    private const int Tries = 4;
    private static readonly string Key = Convert.ToBase64String(Encoding.ASCII.GetBytes("a secret that no message may show"));

    private readonly ScriptedService _service = new();
    private readonly AzureTableStore _store;

    public AzureTableStoreFailureTests()
    {
        var options = TableClientSetup.Options(firstDelay: TimeSpan.FromMilliseconds(1), networkTimeout: TimeSpan.FromMilliseconds(300));
        options.Transport = new HttpClientTransport(_service);
        var connection = $"AccountName=someone;AccountKey={Key};TableEndpoint=http://127.0.0.1:1/someone";
        _store = new AzureTableStore(new TableServiceClient(connection, options));
    }

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task Find_PassingFailure_IsTriedAgain(HttpStatusCode status)
    {
        _service.Answers(status, "ServerBusy").Answers(status, "ServerBusy").AnswersRow();

        Assert.NotNull(await Find());
        Assert.Equal(3, _service.Requests);
    }

    [Fact]
    public async Task Find_FailureThatStays_IsUnavailableAndNamesNoSecret()
    {
        _service.AnswersAlways(HttpStatusCode.ServiceUnavailable, "ServerBusy");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(Find);

        Assert.Equal(Tries, _service.Requests);
        Assert.NotNull(failure.InnerException);
        Assert.Equal("The table storage failed to find in 'ledger': 503 ServerBusy.", failure.Message);
        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SharedKey", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NobodyThere_IsUnavailable()
    {
        _service.FailsAlways(() => new HttpRequestException(HttpRequestError.ConnectionError));

        await Assert.ThrowsAsync<StoreUnavailableException>(Find);
        Assert.Equal(Tries, _service.Requests);
    }

    [Fact]
    public async Task Query_NoAnswerInTime_IsUnavailable()
    {
        _service.NeverAnswers();

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _store.QueryAsync(Tables.Ledger, new RowQuery("p", null, null), CancellationToken.None));
        Assert.Equal(Tries, _service.Requests);
    }

    [Fact]
    public async Task Find_CallerGivesUp_IsACancellation()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        _service.NeverAnswers();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.FindAsync(Tables.Ledger, "p", "k", source.Token));
        Assert.Equal(1, _service.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Commit_TurnedAway_IsTriedAgain(HttpStatusCode status)
    {
        _service.Answers(status, "ServerBusy").AnswersCommitted();

        var outcome = await Commit();

        Assert.Equal((CommitStatus.Committed, "W/\"1\""), (outcome.Status, outcome.ETags[0]));
        Assert.Equal(2, _service.Requests);
        Assert.Equal(1, _service.DistinctBodies);
    }

    [Fact]
    public async Task Commit_ConnectionRefused_IsTriedAgain()
    {
        _service.Fails(() => new HttpRequestException(HttpRequestError.ConnectionError)).AnswersCommitted();

        Assert.Equal(CommitStatus.Committed, (await Commit()).Status);
    }

    [Fact]
    public async Task CreateTables_ConnectionLostAfterSending_IsTriedAgainAndFindsItsOwn()
    {
        _service.Fails(() => new HttpRequestException(HttpRequestError.ResponseEnded, inner: new IOException("reset")))
            .Answers(HttpStatusCode.Conflict, "TableAlreadyExists");

        await _store.CreateTablesAsync(["ledger"], CancellationToken.None);

        Assert.Equal(2, _service.Requests);
    }

    [Fact]
    public async Task Commit_ConnectionLostAfterSending_IsUnavailableAndNotSentAgain()
    {
        _service.Fails(() => new HttpRequestException(HttpRequestError.ResponseEnded, inner: new IOException("reset"))).AnswersCommitted();

        await Assert.ThrowsAsync<StoreUnavailableException>(Commit);
        Assert.Equal(1, _service.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "OperationTimedOut")]
    [InlineData(HttpStatusCode.BadGateway, null)]
    [InlineData(HttpStatusCode.GatewayTimeout, null)]
    [InlineData(HttpStatusCode.RequestTimeout, null)]
    public async Task Commit_AnswerThatLeavesItOpen_IsUnavailableAndNotSentAgain(HttpStatusCode status, string? code)
    {
        _service.Answers(status, code).AnswersCommitted();

        await Assert.ThrowsAsync<StoreUnavailableException>(Commit);
        Assert.Equal(1, _service.Requests);
    }

    [Fact]
    public async Task Commit_NoAnswerInTime_IsUnavailableAndNotSentAgain()
    {
        _service.NeverAnswers();

        await Assert.ThrowsAsync<StoreUnavailableException>(Commit);
        Assert.Equal(1, _service.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "InvalidInput")]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationFailure")]
    [InlineData(HttpStatusCode.NotFound, "TableNotFound")]
    [InlineData(HttpStatusCode.Conflict, "TableBeingDeleted")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    public async Task Commit_RefusalThatNoCallerExpects_IsABugAndThrows(HttpStatusCode status, string code)
    {
        _service.Answers(status, code);

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(Commit);

        Assert.Equal(code, failure.ErrorCode);
        Assert.Equal(1, _service.Requests);
    }

    private Task<Row?> Find() => _store.FindAsync(Tables.Ledger, "p", "k", CancellationToken.None);

    private Task<CommitOutcome> Commit() => _store.CommitAsync(
        Tables.Ledger, new Batch("p").Add(new RowChange(RowChangeKind.Add, new Row("p", "k"))), CancellationToken.None);
}
