using Finance.Core.Storage;

namespace Finance.Core.Tests.Storage;

public sealed class RowPackTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    public void Read_WhatWasWritten_SaysTheSame(int count)
    {
        Row[] rows = [.. Enumerable.Range(0, count).Select(NewRow)];

        var read = RowPack.Read("alice", RowPack.Write(rows));

        Assert.Equal(count, read.Count);
        foreach (var (row, again) in rows.Zip(read))
        {
            Assert.Equal("alice", again.Partition);
            Assert.Equal(row.FindBytes("Bytes"), again.FindBytes("Bytes"));
            Assert.True(again.SetObject("Bytes", null).SaysTheSameAs(row.SetObject("Bytes", null)));
        }
    }

    [Fact]
    public void Write_ManyAlike_TakesLittle() =>
        Assert.InRange(RowPack.Write([.. Enumerable.Range(0, 400).Select(NewRow)]).Length, 1, 400 * 40);

    [Fact]
    public void Read_DamagedOrCutShort_SaysSo()
    {
        foreach (var bytes in new[] { RowPack.Write([NewRow(1)]), RowPack.Write([.. Enumerable.Range(0, 400).Select(NewRow)]) })
        {
            Assert.Throws<InvalidRowException>(() => RowPack.Read("alice", bytes[..(bytes.Length / 2)]));
            Assert.Throws<InvalidRowException>(() => RowPack.Read("alice", [9, .. bytes[1..]]));
        }

        Assert.Throws<InvalidRowException>(() => RowPack.Read("alice", []));
        Assert.Throws<InvalidRowException>(() => RowPack.Read("alice", [1, 1, 1, 65, 1, 7, 0]));
        Assert.Throws<InvalidRowException>(() => RowPack.Read("alice", [1, 1, 1, 65, 1, 0, 1, 65, 99]));
    }

    private static Row NewRow(int number) => new Row("bob", $"thing-{number}")
        .Set("Text", $"Ünïcode {number}")
        .Set("Empty", string.Empty)
        .Set("Long", long.MinValue + number)
        .Set("Int", -number)
        .Set("Yes", true)
        .Set("No", false)
        .Set("Bytes", [0, 255, (byte)number])
        .Set("At", new DateTimeOffset(2026, 6, 15, 12, 30, 45, TimeSpan.Zero).AddTicks(number));
}
