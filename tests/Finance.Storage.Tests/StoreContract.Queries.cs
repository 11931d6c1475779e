using Finance.Core.Storage;

namespace Finance.Storage.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Find_RowThatIsNotThere_IsNull()
    {
        await Committed(Add(NewRow("k")));

        Assert.Null(await Find("K"));
        Assert.Null(await Store.FindAsync(Table, Guid.NewGuid().ToString(), "k", Token));
    }

    [Fact]
    public async Task Query_Keys_AreInOrdinalOrder()
    {
        string[] keys = ["10", "9", "A", "Z", "_", "a", "a b", "a!", "ab", "z", "~", "é", "日"];
        await Fill(keys.Reverse().Select(key => NewRow(key)));

        Assert.Equal(keys.Order(StringComparer.Ordinal), await Keys(new RowQuery(_partition, null, null)));
    }

    [Fact]
    public async Task Query_Bounds_IncludeTheLowerAndExcludeTheUpper()
    {
        await Fill("abcde".Select(letter => NewRow($"{letter}")));

        Assert.Equal(["b", "c"], await Keys(new RowQuery(_partition, "b", "d")));
        Assert.Equal(["d", "e"], await Keys(new RowQuery(_partition, "d", null)));
        Assert.Equal(["a", "b"], await Keys(new RowQuery(_partition, null, "c")));
        Assert.Empty(await Keys(new RowQuery(_partition, "c", "c")));
        Assert.Empty(await Keys(new RowQuery(_partition, "d", "b")));
        Assert.Empty(await Keys(new RowQuery(_partition, "f", null)));
    }

    [Fact]
    public async Task Query_PartitionWithoutRows_IsOneEmptyPage()
    {
        var rows = await ReadAll(new RowQuery(_partition, null, null));

        Assert.Empty(rows);
    }

    [Fact]
    public async Task Query_Prefix_FindsJustTheKeysThatBeginWithIt()
    {
        await Fill(new[] { "t-", "t-1", "t-2", "t-~", "t-é", "t.", "t", "T-1", "u-1" }.Select(key => NewRow(key)));

        Assert.Equal(["t-", "t-1", "t-2", "t-~", "t-é"], await Keys(RowQuery.Prefix(_partition, "t-")));
        Assert.Equal(9, (await Keys(RowQuery.Prefix(_partition, ""))).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(21)]
    [InlineData(100)]
    public async Task Query_PageSize_BoundsEachPageAndLosesNoRow(int pageSize)
    {
        var keys = Enumerable.Range(0, 21).Select(number => $"k{number:D2}").ToArray();
        await Fill(keys.Select(key => NewRow(key)));

        Assert.Equal(keys, await Keys(new RowQuery(_partition, null, null) { PageSize = pageSize }));
    }

    [Fact]
    public async Task Query_MoreThanTheStoreAnswersAtOnce_ComesInPages()
    {
        var keys = Enumerable.Range(0, 2_345).Select(number => $"k{number:D4}").ToArray();
        await Fill(keys.Select(key => NewRow(key).Set("Text", "x")));

        var first = await Query(new RowQuery(_partition, null, null));

        Assert.True(first.Rows.Count <= 1000);
        Assert.NotNull(first.Continuation);
        Assert.Equal(keys, await Keys(new RowQuery(_partition, null, null)));
        Assert.Equal(keys[1234..2222], await Keys(new RowQuery(_partition, "k1234", "k2222")));
    }

    [Fact]
    public async Task Query_RowsThatComeAndGoBetweenPages_DisturbNoOther()
    {
        await Fill(Enumerable.Range(0, 10).Select(number => NewRow($"k{number}")));
        var query = new RowQuery(_partition, null, null) { PageSize = 4 };
        var first = await Query(query);
        while (first.Rows.Count == 0)
        {
            first = await Query(query with { Continuation = first.Continuation });
        }

        var read = first.Rows.Select(row => row.Key).ToArray();
        var unread = Enumerable.Range(read.Length, 10 - read.Length).Select(number => $"k{number}").ToArray();
        await Committed(Delete(NewRow(read[0])), Delete(NewRow(unread[0])), Add(NewRow("k77")));
        var rest = await Keys(query with { Continuation = first.Continuation });

        Assert.Equal(unread[1..].Append("k77").Order(StringComparer.Ordinal), rest);
    }

    [Fact]
    public async Task Query_SeveralConditions_AllHold()
    {
        await Committed(
            Add(NewRow("a").Set("Kind", "x").Set("Open", true)),
            Add(NewRow("b").Set("Kind", "x").Set("Open", false)),
            Add(NewRow("c").Set("Kind", "y").Set("Open", true)),
            Add(NewRow("d").Set("Kind", "x").Set("Open", true)));

        var query = new RowQuery(_partition, "b", null) { Where = [new("Kind", "x"), new("Open", true)], PageSize = 1 };

        Assert.Equal(["d"], await Keys(query));
    }

    [Fact]
    public async Task Query_Select_BringsJustThosePropertiesAndNoVersion()
    {
        await Committed(
            Add(NewRow("a").Set("Name", "x").Set("Balance", 5L).Set("Note", "long")),
            Add(NewRow("b").Set("Balance", 6L)));

        var rows = await ReadAll(new RowQuery(_partition, null, null) { Select = ["Balance", "Name"] });

        AssertSame(NewRow("a").Set("Name", "x").Set("Balance", 5L), rows[0]);
        AssertSame(NewRow("b").Set("Balance", 6L), rows[1]);
        Assert.All(rows, row => Assert.Null(row.ETag));
    }

    [Fact]
    public async Task Query_SelectOfNothing_BringsTheKeys()
    {
        await Committed(Add(NewRow("a").Set("Name", "x")));

        var row = Assert.Single(await ReadAll(new RowQuery(_partition, null, null) { Select = [] }));

        AssertSame(NewRow("a"), row);
    }

    [Fact]
    public async Task Query_WithoutSelect_BringsTheVersion()
    {
        var etags = await Committed(Add(NewRow("a")), Add(NewRow("b")));

        var rows = await ReadAll(new RowQuery(_partition, null, null));

        Assert.Equal(etags, rows.Select(row => row.ETag));
    }

    [Fact]
    public async Task Query_RangeOfPartitions_IncludesTheFirstAndExcludesTheLast()
    {
        await Fill(
            from day in Enumerable.Range(1, 5)
            from key in new[] { "a", "b", "c" }
            select NewRow(key, $"{_partition}-{day}"));
        var query = new RowQuery(null, null, null) { FromPartition = $"{_partition}-2", ToPartition = $"{_partition}-4" };

        var rows = await ReadAll(query with { PageSize = 2 });

        Assert.Equal(
            ["2a", "2b", "2c", "3a", "3b", "3c"],
            rows.Select(row => row.Partition[^1] + row.Key));
        Assert.Equal(
            ["2b", "3b"],
            (await ReadAll(query with { From = "b", To = "c" })).Select(row => row.Partition[^1] + row.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task Query_PageSizeOutOfRange_Throws(int pageSize) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => Query(new RowQuery(_partition, null, null) { PageSize = pageSize }));

    public static TheoryData<string> ExoticKeys =>
    [
        "it's",
        "''",
        "'",
        "100%",
        "%2F%27",
        "a b",
        " leading",
        "trailing ",
        "a+b",
        "a&b=c",
        "\"quoted\"",
        "(x,y)",
        "a;b:c@d",
        "$filter",
        "{0}",
        "<x>",
        "a|b^c`d",
        "~",
        ".",
        "..",
        "żółć",
        "日本語",
        "e\u0301",
        "😀",
        "a\u00a0b",
        "x' or PartitionKey ne '",
    ];

    [Theory]
    [MemberData(nameof(ExoticKeys))]
    public async Task AnyCall_ExoticKey_NamesJustThatRow(string key)
    {
        var partition = $"{_partition} {key}";
        var etags = await Committed(
            Add(NewRow(key, partition).Set("Name", key)), Add(NewRow(key + "0", partition)), Add(NewRow("zz", partition)));

        var found = await Store.FindAsync(Table, partition, key, Token);
        var ranged = await ReadAll(new RowQuery(partition, key, key + "0"));
        var prefixed = await ReadAll(RowQuery.Prefix(partition, key) with { PageSize = 1 });
        var matched = await ReadAll(new RowQuery(partition, null, null) { Where = [new("Name", key)] });
        var replaced = await Committed(Replace(NewRow(key, partition).Set("Name", "new"), etags[0]), Put(NewRow(key + "0", partition)));
        await Committed(Delete(NewRow(key, partition), replaced[0]));

        AssertSame(NewRow(key, partition).Set("Name", key), found!);
        Assert.Equal(etags[0], found!.ETag);
        AssertSame(found, Assert.Single(ranged));
        Assert.Equal([key, key + "0"], prefixed.Select(row => row.Key));
        AssertSame(found, Assert.Single(matched));
        Assert.Null(await Store.FindAsync(Table, partition, key, Token));
        Assert.Equal(2, (await ReadAll(new RowQuery(partition, null, null))).Count);
    }

    [Fact]
    public async Task AnyCall_LongestKeys_NameTheRow()
    {
        var partition = _partition + new string('é', 512 - _partition.Length);
        var key = new string('k', 512);
        await Committed(Add(NewRow(key, partition)));

        Assert.NotNull(await Store.FindAsync(Table, partition, key, Token));
        Assert.Single(await ReadAll(new RowQuery(partition, key, null)));
        await Committed(Delete(NewRow(key, partition)));
        Assert.Null(await Store.FindAsync(Table, partition, key, Token));
    }
}
