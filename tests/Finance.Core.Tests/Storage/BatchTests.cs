using System.Text.Json;
using Finance.Core.Storage;

namespace Finance.Core.Tests.Storage;

public sealed class BatchTests
{
    private const string Partition = "p";

    [Fact]
    public void Add_HundredChanges_LeavesNoneRemaining()
    {
        var batch = new Batch(Partition);
        for (var number = 0; number < 100; number++)
        {
            batch.Add(Put($"k{number}"));
        }

        Assert.Equal(0, batch.Remaining);
        Assert.Throws<BatchRefusedException>(() => batch.Add(Put("one more")));
    }

    [Fact]
    public void Add_RowOfAnotherPartition_IsRefused() =>
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(new RowChange(RowChangeKind.Put, new Row("q", "k"))));

    [Fact]
    public void Add_KeyTwice_IsRefused()
    {
        var batch = new Batch(Partition).Add(Put("k"));

        Assert.Throws<BatchRefusedException>(() => batch.Add(new RowChange(RowChangeKind.Delete, new Row(Partition, "k"))));
        Assert.Single(batch.Changes);
    }

    [Fact]
    public void Add_KeysThatDifferInCase_AreTwoRows() => Assert.Equal(2, new Batch(Partition).Add(Put("k")).Add(Put("K")).Changes.Count);

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public void Add_TextThatIsNoKey_IsRefused(string key)
    {
        Assert.Throws<BatchRefusedException>(() => new Batch(key));
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(Put(key)));
    }

    [Fact]
    public void Add_HalfOfASurrogatePair_IsRefused()
    {
        Assert.Throws<BatchRefusedException>(() => KeyText.Check("a\ud83d"));
        Assert.Throws<BatchRefusedException>(() => KeyText.Check("\ude00a"));
        KeyText.Check("a😀b");
    }

    [Fact]
    public void Add_KeyOf512Characters_IsTheLongest()
    {
        Assert.Single(new Batch(Partition).Add(Put(new string('k', 512))).Changes);
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(Put(new string('k', 513))));
    }

    [Fact]
    public void Add_PropertyOf64KiB_IsTheLargest()
    {
        Assert.Single(new Batch(Partition).Add(Put("k", row => row.Set("Text", new string('x', 32 * 1024)))).Changes);
        Assert.Single(new Batch(Partition).Add(Put("k", row => row.Set("Bytes", new byte[64 * 1024]))).Changes);
        Assert.Throws<BatchRefusedException>(
            () => new Batch(Partition).Add(Put("k", row => row.Set("Text", new string('x', (32 * 1024) + 1)))));
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(Put("k", row => row.Set("Bytes", new byte[(64 * 1024) + 1]))));
    }

    [Fact]
    public void Add_RowAboveOneMiB_IsRefused()
    {
        Assert.Single(new Batch(Partition).Add(Put("k", row => SetBytes(row, 15))).Changes);
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(Put("k", row => SetBytes(row, 16))));
    }

    [Fact]
    public void Add_RowOf252Properties_IsTheWidest()
    {
        Assert.Single(new Batch(Partition).Add(Put("k", row => SetNumbers(row, 252))).Changes);
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(Put("k", row => SetNumbers(row, 253))));
    }

    [Theory]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    [InlineData("odata.etag")]
    public void Add_PropertyOfTheStoresOwn_IsRefused(string name) =>
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(Put("k", row => row.Set(name, 1))));

    [Fact]
    public void Add_InstantBefore1601_IsRefused()
    {
        var first = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Single(new Batch(Partition).Add(Put("k", row => row.Set("At", first))).Changes);
        Assert.Throws<BatchRefusedException>(() => new Batch(Partition).Add(Put("k", row => row.Set("At", first.AddTicks(-1)))));
    }

    [Theory]
    [InlineData('x', 1)]
    [InlineData('"', 6)]
    [InlineData('é', 6)]
    public void Add_MoreThanFourMiBOnTheWire_IsRefused(char character, int bytesOnTheWire)
    {
        const int Characters = 30_000;
        var fitting = 4 * 1024 * 1024 / ((Characters * bytesOnTheWire) + 1200);
        var batch = new Batch(Partition);
        for (var number = 0; number < Math.Min(fitting, 99); number++)
        {
            batch.Add(Put($"k{number}", row => row.Set("Text", new string(character, Characters))));
        }

        if (fitting < 99)
        {
            Assert.Throws<BatchRefusedException>(
                () => batch.Add(Put("full", row => row.Set("Text", new string(character, Characters)))));
        }

        var sent = batch.Changes.Sum(change => JsonSerializer.SerializeToUtf8Bytes(change.Row.Properties).Length);
        Assert.True(sent < 4 * 1024 * 1024, $"{sent} bytes would be sent.");
    }

    [Fact]
    public void Add_DeletedRow_DoesNotCountItsProperties()
    {
        var batch = new Batch(Partition);
        for (var number = 0; number < 100; number++)
        {
            var row = new Row(Partition, $"k{number}");
            SetBytes(row, 15);
            batch.Add(new RowChange(RowChangeKind.Delete, row));
        }

        Assert.Equal(100, batch.Changes.Count);
    }

    private static RowChange Put(string key, Action<Row>? fill = null)
    {
        var row = new Row(Partition, key);
        fill?.Invoke(row);
        return new RowChange(RowChangeKind.Put, row);
    }

    private static void SetBytes(Row row, int properties)
    {
        for (var number = 0; number < properties; number++)
        {
            row.Set($"Bytes{number}", new byte[64 * 1024]);
        }
    }

    private static void SetNumbers(Row row, int properties)
    {
        for (var number = 0; number < properties; number++)
        {
            row.Set($"Number{number}", number);
        }
    }
}
