using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Storage.Tests;

public sealed class AzureTableStoreTests(AzuriteFixture azurite) : StoreContract, IClassFixture<AzuriteFixture>
{
    protected override ITableStore Store => azurite.Store;

    [Fact]
    public async Task CreateTables_TablesThatExist_AreLeftAsTheyAre()
    {
        var batch = new Batch("kept").Add(new RowChange(RowChangeKind.Put, new Row("kept", "k")));
        await Store.CommitAsync(Tables.Due, batch, CancellationToken.None);

        await azurite.Store.CreateTablesAsync(CancellationToken.None);

        Assert.NotNull(await Store.FindAsync(Tables.Due, "kept", "k", CancellationToken.None));
    }

    [Fact]
    public async Task Query_KeysOfALedger_AreInTheirOrderAndWithinTheirBounds()
    {
        var partition = Guid.NewGuid().ToString();
        string[] keys = ["a", "a-1", "a-1-2", "a-10", "a.b", "a_b", "ab", "b"];
        var batch = new Batch(partition);
        foreach (var key in keys.Reverse())
        {
            batch.Add(new RowChange(RowChangeKind.Add, new Row(partition, key).Set("Name", key)));
        }

        await Store.CommitAsync(Tables.Ledger, batch, CancellationToken.None);

        foreach (var from in keys)
        {
            foreach (var to in keys)
            {
                var page = await Store.QueryAsync(Tables.Ledger, new RowQuery(partition, from, to), CancellationToken.None);
                var expected = keys.Order(StringComparer.Ordinal)
                    .Where(key => string.CompareOrdinal(key, from) >= 0 && string.CompareOrdinal(key, to) < 0);
                Assert.Equal(expected, page.Rows.Select(row => row.Key));
            }

            Assert.Equal(from, (await Store.FindAsync(Tables.Ledger, partition, from, CancellationToken.None))?.Text("Name"));
        }
    }

    [Fact]
    public async Task Commit_RowsOfALedger_AreStoredUnderKeysOfTheirOwn()
    {
        var partition = Guid.NewGuid().ToString();
        var batch = new Batch(partition).Add(new RowChange(RowChangeKind.Add, new Row(partition, "head")));

        await Store.CommitAsync(Tables.Ledger, batch, CancellationToken.None);

        var client = new TableClient(azurite.ConnectionString, Tables.Ledger);
        Assert.True((await client.GetEntityIfExistsAsync<TableEntity>(partition, $"head!{partition[^4..]}")).HasValue);
        Assert.False((await client.GetEntityIfExistsAsync<TableEntity>(partition, "head")).HasValue);
    }

    [Fact]
    public async Task Commit_AnswerLostOnTheWay_WasCarriedOutOnce()
    {
        using var network = new LossyNetwork();
        var options = TableClientSetup.Options();
        options.Transport = new HttpClientTransport(network);
        var store = new AzureTableStore(new TableServiceClient(azurite.ConnectionString, options));
        var partition = Guid.NewGuid().ToString();
        var batch = new Batch(partition).Add(new RowChange(RowChangeKind.Add, new Row(partition, "k")));

        network.LosesAnswers = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Tables.Ledger, batch, CancellationToken.None));
        network.LosesAnswers = false;
        var again = await store.CommitAsync(Tables.Ledger, batch, CancellationToken.None);

        Assert.Equal(CommitStatus.AlreadyExists, again.Status);
        Assert.Equal(2, network.Requests);
    }

    private sealed class LossyNetwork() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool LosesAnswers { get; set; }

        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            var answer = await base.SendAsync(request, cancellationToken);
            if (!LosesAnswers)
            {
                return answer;
            }

            answer.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, inner: new IOException("The connection was reset."));
        }
    }
}
