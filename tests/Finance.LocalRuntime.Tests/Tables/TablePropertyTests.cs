using Azure.Data.Tables;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Tables;

public sealed class TablePropertyTests(AzuriteFixture azurite) : TableTestBase(azurite)
{
    public static TheoryData<object> Values =>
    [
        "",
        " leading and trailing ",
        "it's \"quoted\" \\ / <b>&amp;</b> + % # ?",
        "line\r\nbreak\ttab\u0001\u007f",
        "Zürich, 東京, Ελλάδα, עברית",
        "emoji \U0001F600 and \U0001F9D1\u200D\U0001F680",
        "separators \u2028 \u2029 \u00a0 \ufeff",
        "{\"odata.type\": \"Edm.Int64\"} --changeset_ HTTP/1.1 500 No",
        new string('é', 30_000),
        true,
        false,
        0,
        int.MinValue,
        int.MaxValue,
        0L,
        -1L,
        long.MinValue,
        long.MaxValue,
        9007199254740993L,
        1.5,
        2.0,
        -3e20,
        -0.1,
        double.MaxValue,
        double.Epsilon,
        new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero).AddTicks(1234567),
        new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero),
        Guid.Empty,
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task AddEntityAsync_PropertyOfEachType_ComesBackAsItWas(object value)
    {
        await Table.AddEntityAsync(new TableEntity("p", "single") { ["Value"] = value });
        await Table.SubmitTransactionAsync([Add(new TableEntity("p", "batch") { ["Value"] = value })]);

        Assert.Equal(value, (await Table.GetEntityAsync<TableEntity>("p", "single")).Value["Value"]);
        Assert.All(await AllAsync(), row => Assert.Equal(value, row["Value"]));
        Assert.Equal(2, (await AllAsync()).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60_000)]
    public async Task AddEntityAsync_Binary_ComesBackAsItWas(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);

        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Array"] = bytes, ["Data"] = BinaryData.FromBytes(bytes) });

        var row = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(bytes, row.GetBinary("Array"));
        Assert.Equal(bytes, row.GetBinaryData("Data")!.ToArray());
    }

    [Fact]
    public async Task AddEntityAsync_NullProperty_IsLeftOut()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Null"] = null, ["Set"] = 1 });

        var row = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.False(row.ContainsKey("Null"));
        Assert.Equal(1, row.GetInt32("Set"));
    }

    [Fact]
    public async Task AddEntityAsync_InstantWithOffset_IsStoredAsThatInstant()
    {
        var instant = new DateTimeOffset(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2));

        await Table.AddEntityAsync(new TableEntity("p", "r") { ["At"] = instant });

        Assert.Equal(instant.ToUniversalTime(), (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetDateTimeOffset("At"));
    }

    [Fact]
    public async Task AddEntityAsync_Decimal_Throws()
    {
        var failure = await Assert.ThrowsAsync<NotSupportedException>(
            () => Table.AddEntityAsync(new TableEntity("p", "r") { ["Amount"] = 12.34m }));

        Assert.Contains("Amount", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotSupportedException>(
            () => Table.SubmitTransactionAsync([Add(new TableEntity("p", "r") { ["Amount"] = 12.34m })]));
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task AddEntityAsync_LocalDateTime_Throws() =>
        await Assert.ThrowsAsync<NotSupportedException>(
            () => Table.AddEntityAsync(new TableEntity("p", "r") { ["At"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) }));

    [Fact]
    public async Task GetEntityAsync_RowRead_CarriesKeysTimestampAndETag()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r"));

        var row = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(("p", "r"), (row.PartitionKey, row.RowKey));
        Assert.Equal(added.Headers.ETag, row.ETag);
        Assert.InRange(row.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal(["PartitionKey", "RowKey", "Timestamp", "odata.etag"], row.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AddEntityAsync_OwnClass_MapsItsProperties()
    {
        var budget = new Budget
        {
            PartitionKey = "p",
            RowKey = "r",
            Limit = long.MaxValue,
            Share = 0.25,
            Period = Period.Monthly,
            Since = DateTimeOffset.UnixEpoch,
            Note = null,
        };

        await Table.AddEntityAsync(budget);

        var row = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal("Monthly", row["Period"]);
        Assert.False(row.ContainsKey("Note"));
        var read = (await Table.GetEntityAsync<Budget>("p", "r")).Value;
        Assert.Equal((long.MaxValue, 0.25, Period.Monthly, DateTimeOffset.UnixEpoch, null),
            (read.Limit, read.Share, read.Period, read.Since, read.Note));
        Assert.Equal(row.ETag, read.ETag);
        Assert.Equal(row.Timestamp, read.Timestamp);
    }

    private enum Period
    {
        Weekly,
        Monthly,
    }

    private sealed class Budget : ITableEntity
    {
        public required string PartitionKey { get; set; }

        public required string RowKey { get; set; }

        public DateTimeOffset? Timestamp { get; set; }

        public Azure.ETag ETag { get; set; }

        public long Limit { get; set; }

        public double Share { get; set; }

        public Period? Period { get; set; }

        public DateTimeOffset Since { get; set; }

        public string? Note { get; set; }
    }
}
