using Finance.Core.Storage;

namespace Finance.Storage.Tests;

public abstract partial class StoreContract
{
    public static TheoryData<object> Values =>
    [
        "",
        "text",
        "it's \"quoted\", 100 % & <more> + \\ back / slash",
        "line\r\nbreak\ttab",
        "żółć 日本 😀 \u200b",
        "2026-01-31",
        "2026-01-31T00:00:00Z",
        "123",
        "true",
        " leading and trailing ",
        0,
        int.MinValue,
        int.MaxValue,
        0L,
        1L,
        long.MinValue,
        long.MaxValue,
        9_007_199_254_740_993L,
        true,
        false,
        Array.Empty<byte>(),
        new byte[] { 0, 1, 254, 255 },
        new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 2, 28, 23, 30, 0, TimeSpan.Zero).AddTicks(1_234_567),
        new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.FromHours(2)),
        new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Find_ValueOfEachType_ComesBackAsItWas(object value)
    {
        await Committed(Add(NewRow("k").SetObject("Value", value)));

        var found = await Find("k");

        Assert.Equal(value, found!.Properties["Value"]);
        Assert.Equal(value.GetType(), found.Properties["Value"].GetType());
        if (found.Properties["Value"] is DateTimeOffset instant)
        {
            Assert.Equal(TimeSpan.Zero, instant.Offset);
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Query_WhereTheValueEquals_FindsJustThatRow(object value)
    {
        await Committed(
            Add(NewRow("hit").SetObject("Value", value)),
            Add(NewRow("miss").SetObject("Value", Other(value))),
            Add(NewRow("none").Set("Else", 1)));

        var rows = await ReadAll(new RowQuery(_partition, null, null) { Where = [new("Value", value)] });

        Assert.Equal("hit", Assert.Single(rows).Key);
    }

    [Fact]
    public async Task Find_PropertySetToNull_IsLeftOut()
    {
        var row = NewRow("k").Set("Text", null as string).Set("Bytes", null as byte[]).Set("At", null as DateTimeOffset?).Set("Number", 1);

        await Committed(Add(row));

        Assert.Equal(["Number"], (await Find("k"))!.Properties.Keys);
    }

    [Fact]
    public async Task Find_RowWithoutProperties_IsARow()
    {
        await Committed(Add(NewRow("k")));

        Assert.Empty((await Find("k"))!.Properties);
    }

    [Fact]
    public async Task Find_LargestProperties_ComeBackWhole()
    {
        var row = NewRow("k").Set("Text", new string('ż', 32 * 1024)).Set("Bytes", Noise(64 * 1024));

        await Committed(Add(row));

        AssertSame(row, (await Find("k"))!);
    }

    [Fact]
    public async Task Find_RowOfAlmostOneMiB_ComesBackWhole()
    {
        var row = NewRow("k");
        for (var number = 0; number < 15; number++)
        {
            row.Set($"Bytes{number}", Noise(64 * 1024)).Set($"Text{number}", new string('x', 1024));
        }

        await Committed(Add(row));

        AssertSame(row, (await Find("k"))!);
    }

    [Fact]
    public async Task Find_RowOf252Properties_ComesBackWhole()
    {
        var row = NewRow("k");
        for (var number = 0; number < 252; number++)
        {
            row.Set($"Property{number}", number);
        }

        await Committed(Add(row));

        AssertSame(row, (await Find("k"))!);
    }

    [Fact]
    public async Task Commit_BatchOfAlmostFourMiB_IsTaken()
    {
        var batch = new Batch(_partition);
        var refused = false;
        for (var number = 0; !refused; number++)
        {
            try
            {
                batch.Add(Add(NewRow($"k{number:D3}").Set("Quotes", new string('"', 10_000)).Set("Bytes", Noise(30_000))));
            }
            catch (BatchRefusedException)
            {
                refused = true;
            }
        }

        var outcome = await Store.CommitAsync(Table, batch, Token);

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal(batch.Changes.Count, (await ReadAll(new RowQuery(_partition, null, null))).Count);
    }

    [Fact]
    public async Task Find_RowThatWasRead_SharesNothingWithTheStore()
    {
        var bytes = new byte[] { 1 };
        var written = NewRow("k").Set("Bytes", bytes).Set("Name", "stored");
        await Committed(Add(written));
        written.Set("Name", "changed later");
        bytes[0] = 2;

        var first = await Find("k");
        first!.Set("Name", "changed by a reader");
        first.FindBytes("Bytes")![0] = 3;

        AssertSame(NewRow("k").Set("Bytes", new byte[] { 1 }).Set("Name", "stored"), (await Find("k"))!);
    }

    private static object Other(object value) => value switch
    {
        string text => text + "'",
        int number => unchecked(number + 1),
        long number => unchecked(number + 1),
        bool flag => !flag,
        byte[] bytes => (byte[])[.. bytes, 7],
        // Azurite compares instants by the millisecond; Azure by the tick.
        DateTimeOffset instant => instant.AddMilliseconds(instant.Year < 5000 ? 1 : -1),
        _ => throw new ArgumentException("A row holds no such type.", nameof(value)),
    };

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
