using System.Globalization;
using Azure.Data.Tables;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Tables;

public sealed class TableQueryTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    [Fact]
    public async Task QueryAsync_MoreThanThousandRows_FollowsTheToken()
    {
        for (var batch = 0; batch < 12; batch++)
        {
            await Table.SubmitTransactionAsync(
                Enumerable.Range(batch * 100, 100).Select(i => Add(new TableEntity("O'Brien & co", $"{i:D4}+%'"))));
        }

        var pages = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>().AsPages())
            pages.Add(page.Values.Count);

        Assert.Equal([1000, 200], pages);
        Assert.Equal(1200, (await AllAsync()).Select(row => row.RowKey).Distinct().Count());
    }

    [Fact]
    public async Task AsPages_TokenKept_GoesOnWhereItStopped()
    {
        await Table.SubmitTransactionAsync(Enumerable.Range(0, 10).Select(i => Add(new TableEntity("p p", $"{i:D2} x"))));

        string? token = null;
        var seen = new List<string>();
        do
        {
            await foreach (var page in Table.QueryAsync<TableEntity>(maxPerPage: 100).AsPages(token, pageSizeHint: 3))
            {
                Assert.InRange(page.Values.Count, 0, 3);
                seen.AddRange(page.Values.Select(row => row.RowKey));
                token = page.ContinuationToken;
                break;
            }
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i:D2} x"), seen);
    }

    [Fact]
    public async Task QueryAsync_MaxPerPageAndSelect_AreHonoured()
    {
        await Table.SubmitTransactionAsync(Enumerable.Range(0, 5).Select(i => Add(new TableEntity("p", $"{i}") { ["A"] = i, ["B"] = i })));

        var pages = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", 2, ["RowKey", "A"]).AsPages())
        {
            pages.Add(page.Values.Count);
            Assert.All(page.Values, row => Assert.True(row.ContainsKey("A") && !row.ContainsKey("B") && row.RowKey.Length == 1));
        }

        Assert.Equal([2, 2, 1], pages);
    }

    [Fact]
    public async Task QueryAsync_EachLiteral_SelectsByIt()
    {
        var at = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero).AddTicks(1234567);
        var id = Guid.NewGuid();
        await Table.AddEntityAsync(new TableEntity("p", "hit")
        {
            ["Text"] = "O'Brien's \"100%\" + & = # é",
            ["Flag"] = true,
            ["Small"] = -5,
            ["Large"] = long.MaxValue,
            ["At"] = at,
            ["Id"] = id,
            ["Ratio"] = 1.5,
        });
        await Table.AddEntityAsync(new TableEntity("p", "miss") { ["Text"] = "x", ["Flag"] = false, ["Small"] = 5, ["Large"] = 1L });
        var text = "O'Brien's \"100%\" + & = # é";

        foreach (var filter in (string[])
        [
            TableClient.CreateQueryFilter($"Text eq {text}"),
            TableClient.CreateQueryFilter($"Flag eq {true}"),
            TableClient.CreateQueryFilter($"Small eq {-5}"),
            TableClient.CreateQueryFilter($"Large eq {long.MaxValue}"),
            TableClient.CreateQueryFilter($"At eq {at.ToOffset(TimeSpan.FromHours(5))}"),
            TableClient.CreateQueryFilter($"Id eq {id}"),
            TableClient.CreateQueryFilter($"Ratio gt {1.25}"),
            TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and not (RowKey eq {"miss"})"),
        ])
        {
            Assert.Equal(["hit"], (await AllAsync(filter)).Select(row => row.RowKey));
        }
    }

    [Fact]
    public async Task QueryAsync_EmptyPagesWithToken_AreNotTheEnd()
    {
        var stub = new StubTransport((_, count) => count switch
        {
            1 => StubTransport.Json(
                """{"value":[]}""",
                ("x-ms-continuation-NextPartitionKey", "1!4!cA--"),
                ("x-ms-continuation-NextRowKey", "1!8!cjE-")),
            2 => StubTransport.Json("""{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cQ--")),
            _ => StubTransport.Json("""{"odata.metadata":"m","value":[{"PartitionKey":"p","RowKey":"r"}]}"""),
        });
        var table = new TableClient(Azurite.ConnectionString, "t", new TableClientOptions { Transport = stub.Transport });

        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>("RowKey eq 'a b'"))
            rows.Add(row);

        Assert.Single(rows);
        var queries = stub.Requests.Select(request => request.RequestUri!.Query).ToList();
        Assert.Equal("?$filter=RowKey%20eq%20%27a%20b%27", queries[0]);
        Assert.Equal("?$filter=RowKey%20eq%20%27a%20b%27&NextPartitionKey=1%214%21cA--&NextRowKey=1%218%21cjE-", queries[1]);
        Assert.Equal("?$filter=RowKey%20eq%20%27a%20b%27&NextPartitionKey=1%214%21cQ--", queries[2]);
    }

    [Fact]
    public async Task QueryAsync_TypesAfterTheirValues_AreStillUsed()
    {
        var stub = new StubTransport((_, _) => StubTransport.Json(
            """{"value":[{"A":"5","A@odata.type":"Edm.Int64"},{"A":"x"},{"A@odata.type":"Edm.Int64","A":"6"}]}"""));
        var table = new TableClient(Azurite.ConnectionString, "t", new TableClientOptions { Transport = stub.Transport });

        var values = new List<object?>();
        await foreach (var row in table.QueryAsync<TableEntity>())
            values.Add(row["A"]);

        Assert.Equal([5L, "x", 6L], values);
    }

    [Fact]
    public async Task QueryAsync_TablesByName_AreListed()
    {
        var service = new TableServiceClient(Azurite.ConnectionString);

        var names = new List<string>();
        await foreach (var table in service.QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {Table.Name}")))
            names.Add(table.Name);

        Assert.Equal([Table.Name], names);
    }

    [Fact]
    public async Task DeleteTableAsync_NoSuchTable_Answers404WithoutThrowing()
    {
        var service = new TableServiceClient(Azurite.ConnectionString);
        var name = "d" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

        Assert.Equal(name, (await service.CreateTableIfNotExistsAsync(name)).Value.Name);
        Assert.Equal(204, (await service.DeleteTableAsync(name)).Status);
        Assert.Equal(404, (await service.DeleteTableAsync(name)).Status);
    }
}
