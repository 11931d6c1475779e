using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Tables;

public sealed class TableConditionTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    [Fact]
    public async Task AddEntityAsync_RowExists_Is409()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntityAsync_OldETag_Is412AndChangesNothing(TableUpdateMode mode)
    {
        var old = (await Table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = 1 })).Headers.ETag!.Value;
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Value"] = 2 }, old);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Value"] = 3 }, old, mode));

        Assert.Equal(412, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("Value"));
    }

    [Fact]
    public async Task UpdateEntityAsync_ETagAll_UpdatesWhateverIsThere()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = 1 });

        var merged = await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["New"] = 2 }, ETag.All);

        var row = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((1, 2), (row.GetInt32("Old"), row.GetInt32("New")));
        Assert.Equal(merged.Headers.ETag, row.ETag);
    }

    [Fact]
    public async Task UpdateEntityAsync_NoSuchRow_Is404()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task UpdateEntityAsync_NoETag_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Fact]
    public async Task DeleteEntityAsync_OldETag_Is412()
    {
        var old = (await Table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Value"] = 2 });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync("p", "r", old));

        Assert.Equal(412, failure.Status);
        Assert.True((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task DeleteEntityAsync_NoSuchRow_Answers404WithoutThrowing() =>
        Assert.Equal(404, (await Table.DeleteEntityAsync(new TableEntity("p", "r"))).Status);

    [Fact]
    public async Task GetEntityAsync_NoSuchRow_Is404()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task GetEntityAsync_NoSuchTable_Is404()
    {
        var missing = new TableClient(Azurite.ConnectionString, "missing");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => missing.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task GetEntityIfExistsAsync_NoSuchRow_HasNoValue()
    {
        var response = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.False(response.HasValue);
        Assert.Equal(404, response.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => response.Value);
    }

    [Fact]
    public async Task GetEntityAsync_Select_ReadsThosePropertiesOnly()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L, ["C"] = "3" });

        var row = (await Table.GetEntityAsync<TableEntity>("p", "r", ["A", "B"])).Value;

        Assert.Equal((1, 2L, false), (row.GetInt32("A"), row.GetInt64("B"), row.ContainsKey("C")));
    }

    [Fact]
    public async Task CreateIfNotExistsAsync_TableExists_Answers409WithoutThrowing()
    {
        var response = await Table.CreateIfNotExistsAsync();

        Assert.Equal(Table.Name, response.Value.Name);
        Assert.Equal(409, response.GetRawResponse().Status);
    }
}
