using Finance.Core.Storage;
using Finance.Functions.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Storage.Tests;

public sealed class ODataFilterTests
{
    [Fact]
    public void Of_WholeTable_IsNull() => Assert.Null(ODataFilter.Of(new RowQuery(null, null, null)));

    [Fact]
    public void Of_PartitionAndKeys_BoundsBothSides() => Assert.Equal(
        "RowKey lt 'b' and RowKey ge 'a' and PartitionKey eq 'p'",
        ODataFilter.Of(new RowQuery("p", "a", "b")));

    [Fact]
    public void Of_Quotes_DoublesThem() => Assert.Equal(
        "RowKey lt 'b'' or true f' and RowKey ge '''' and RowKey lt 'b'' or true eq true or ''x' and PartitionKey eq 'it''s'",
        ODataFilter.Of(new RowQuery("it's", "'", "b' or true eq true or 'x")));

    [Fact]
    public void Of_LongKeys_PutsShortBoundsBeforeThem() => Assert.Equal(
        "RowKey lt 'tx-1xgqzzzzo' and RowKey ge 'tx-1xgqzzzzm' and RowKey lt 'tx-1xgqzzzznd' and RowKey ge 'tx-1xgqzzzzmc' and PartitionKey eq 'p'",
        ODataFilter.Of(new RowQuery("p", "tx-1xgqzzzzmc", "tx-1xgqzzzznd")));

    [Fact]
    public void Of_LongKeysThatASurrogatePairDivides_CutsBeforeThePair() => Assert.Equal(
        "RowKey lt '12345678902' and RowKey ge '12345678901' and RowKey lt '12345678901\U0001F601' and RowKey ge '12345678901\U0001F600' and PartitionKey eq 'p'",
        ODataFilter.Of(new RowQuery("p", "12345678901\U0001F600", "12345678901\U0001F601")));

    [Fact]
    public void Of_AnyKeys_LetsTheSameRowsThroughAsTheExactBounds() => Prop.ForAll(Keys.Three().ToArbitrary(), keys =>
    {
        var (from, to, key) = keys;
        var filter = ODataFilter.Of(new RowQuery("p", from, to))!;
        var passes = filter.Split(" and ").Where(term => term.StartsWith("RowKey", StringComparison.Ordinal)).All(term =>
            term.Contains(" lt ", StringComparison.Ordinal)
                ? string.CompareOrdinal(key, term["RowKey lt '".Length..^1]) < 0
                : string.CompareOrdinal(key, term["RowKey ge '".Length..^1]) >= 0);
        return passes == (string.CompareOrdinal(key, from) >= 0 && string.CompareOrdinal(key, to) < 0);
    }).QuickCheckThrowOnFailure();

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

    // Alike for long, so that both bounds and the key may agree in what is cut off.
    private static Gen<string> Keys { get; } = Gen.Elements("a", "b", "\U0001F600", "\uffff").ListOf(14).Select(string.Concat)
        .SelectMany(text => Gen.Choose(10, text.Length), (text, length) => char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length]);

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
