using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Storage.Tests;

public sealed class ODataFilterTests
{
    [Fact]
    public void Of_WholeTable_IsNull() => Assert.Null(ODataFilter.Of(new RowQuery(null, null, null)));

    [Fact]
    public void Of_PartitionAndKeys_BoundsBothSides() => Assert.Equal(
        "PartitionKey eq 'p' and RowKey ge 'a' and RowKey lt 'b'",
        ODataFilter.Of(new RowQuery("p", "a", "b")));

    [Fact]
    public void Of_Quotes_DoublesThem() => Assert.Equal(
        "PartitionKey eq 'it''s' and RowKey ge '''' and RowKey lt 'b'' or true eq true or ''x'",
        ODataFilter.Of(new RowQuery("it's", "'", "b' or true eq true or 'x")));

    [Fact]
    public void Of_RangeOfPartitions_BoundsBothSides() => Assert.Equal(
        "PartitionKey ge '2026-01-01' and PartitionKey lt '2026-02-01'",
        ODataFilter.Of(new RowQuery(null, null, null) { FromPartition = "2026-01-01", ToPartition = "2026-02-01" }));

    [Theory]
    [MemberData(nameof(Literals))]
    public void Of_Where_WritesTheLiteralOfItsType(object value, string literal) => Assert.Equal(
        $"PartitionKey eq 'p' and Name eq {literal}",
        ODataFilter.Of(new RowQuery("p", null, null) { Where = [new("Name", value)] }));

    [Fact]
    public void Of_TypeThatNoRowHolds_Throws() => Assert.Throws<ArgumentException>(
        () => ODataFilter.Of(new RowQuery("p", null, null) { Where = [new("Name", 1.5m)] }));

    public static TheoryData<object, string> Literals => new()
    {
        { "it's", "'it''s'" },
        { "", "''" },
        { "a&b=c%20+d", "'a&b=c%20+d'" },
        { true, "true" },
        { false, "false" },
        { int.MinValue, "-2147483648" },
        { 5L, "5L" },
        { long.MinValue, "-9223372036854775808L" },
        { new byte[] { 0, 15, 255 }, "X'000fff'" },
        { new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.FromHours(2)).AddTicks(1), "datetime'2026-02-28T23:30:00.0000001Z'" },
    };
}
