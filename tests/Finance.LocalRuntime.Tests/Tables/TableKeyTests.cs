using Azure;
using Azure.Data.Tables;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Tables;

/// <summary>Keys may hold anything but / \ # ? and control characters.</summary>
public sealed class TableKeyTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    public static TheoryData<string> Keys =>
    [
        "O'Brien",
        "''",
        "a''b'",
        " ",
        "a b",
        "a+b",
        "100%",
        "%27",
        "%2F%zz",
        "a&b=c",
        "(x)",
        "a,b;c:d@e$f!g*h~i",
        "[x]{y}|z^`\"<>",
        "..",
        "Zürich 東京",
        "\U0001F600",
        "-._~",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task PointOperations_OddKeys_MeanThatRow(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key) { ["Value"] = 1 });

        var row = (await Table.GetEntityAsync<TableEntity>(key, key)).Value;
        Assert.Equal((key, key), (row.PartitionKey, row.RowKey));

        await Table.UpdateEntityAsync(new TableEntity(key, key) { ["Value"] = 2 }, row.ETag, TableUpdateMode.Replace);
        await Table.UpsertEntityAsync(new TableEntity(key, key) { ["More"] = 3 });
        row = (await Table.GetEntityIfExistsAsync<TableEntity>(key, key)).Value!;
        Assert.Equal((2, 3), (row.GetInt32("Value"), row.GetInt32("More")));

        Assert.Equal(204, (await Table.DeleteEntityAsync(key, key, row.ETag)).Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task QueryAsync_OddKeys_FindThatRow(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key));
        await Table.AddEntityAsync(new TableEntity("other", "other"));

        var rows = await AllAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {key}"));

        Assert.Equal([key], rows.Select(row => row.RowKey));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task SubmitTransactionAsync_OddKeys_MeanThatRow(string key)
    {
        await Table.SubmitTransactionAsync([Add(new TableEntity(key, key)), Add(new TableEntity(key, key + "2") { ["Old"] = 1 })]);

        await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Delete, new TableEntity(key, key)),
            new(TableTransactionActionType.UpdateReplace, new TableEntity(key, key + "2") { ["New"] = 1 }, ETag.All),
            new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key + "3") { ["New"] = 1 }),
        ]);

        var rows = await AllAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key}"));
        Assert.Equal([key + "2", key + "3"], rows.Select(row => row.RowKey).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.True(row.ContainsKey("New") && !row.ContainsKey("Old")));
    }

    [Fact]
    public async Task GetEntityAsync_EmptyKeys_AreKeys()
    {
        await Table.AddEntityAsync(new TableEntity("", "") { ["Value"] = 1 });

        Assert.Equal(1, (await Table.GetEntityAsync<TableEntity>("", "")).Value.GetInt32("Value"));
    }
}
