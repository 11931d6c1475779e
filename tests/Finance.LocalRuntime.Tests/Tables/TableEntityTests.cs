using Azure;
using Azure.Data.Tables;

namespace Finance.LocalRuntime.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void Indexer_MissingKey_IsNull()
    {
        var row = new TableEntity("p", "r");

        Assert.Null(row["Missing"]);
        Assert.Null(row.GetInt64("Missing"));
        Assert.Null(row.GetString("Missing"));
        Assert.Equal(default, row.ETag);
        Assert.Null(row.Timestamp);
    }

    [Fact]
    public void Get_OtherType_Throws()
    {
        var row = new TableEntity("p", "r") { ["A"] = 5 };

        Assert.Throws<InvalidOperationException>(() => row.GetInt64("A"));
        Assert.Throws<InvalidOperationException>(() => row.GetString("A"));
    }

    [Fact]
    public void Set_NumberOverWiderNumber_KeepsTheWidth()
    {
        var row = new TableEntity("p", "r") { ["Long"] = 5L, ["Double"] = 1.5, ["Int"] = 1 };

        row["Long"] = 6;
        row["Double"] = 2;
        row["Int"] = 7L;

        Assert.Equal(6L, row["Long"]);
        Assert.Equal(2d, row["Double"]);
        Assert.Equal(7L, row["Int"]);
    }

    [Fact]
    public void Set_OtherType_Throws()
    {
        var row = new TableEntity("p", "r") { ["A"] = "text" };

        Assert.Throws<InvalidOperationException>(() => row["A"] = 5);
        row["A"] = null;
        row["A"] = 5;
        Assert.Equal(5, row["A"]);
    }

    [Fact]
    public void Properties_KeysAndETag_AreEntriesOfTheDictionary()
    {
        var row = new TableEntity(new Dictionary<string, object?> { ["PartitionKey"] = "p", ["RowKey"] = "r", ["A"] = 1 })
        {
            ETag = new ETag("W/\"1\""),
        };

        Assert.Equal(("p", "r"), (row.PartitionKey, row.RowKey));
        Assert.Equal("W/\"1\"", row["odata.etag"]);
        Assert.Equal(4, row.Count);
        Assert.True(row.Remove("A"));
        Assert.False(row.TryGetValue("A", out _));
    }

    [Fact]
    public void GetDateTime_Instant_IsItsUtc()
    {
        var row = new TableEntity("p", "r") { ["At"] = new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)) };

        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), row.GetDateTime("At"));
    }
}
