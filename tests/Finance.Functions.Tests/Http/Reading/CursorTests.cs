using Finance.Core;
using Finance.Functions.Http.Reading;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Functions.Tests.Http.Reading;

public sealed class CursorTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. ";
    private static readonly Cursor Cursor = new("scope");

    [Fact]
    public void Open_WhatWasSealed_ComesBack() =>
        Prop.ForAll(Places().ToArbitrary(), place => Cursor.Open(Cursor.Seal(place)).Value == place).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_OneCharacterReplaced_IsRefused()
    {
        var anyChange =
            from place in Places()
            let cursor = Cursor.Seal(place)
            from at in Gen.Choose(0, cursor.Length - 1)
            from character in Gen.Elements(Alphabet.ToCharArray())
            where cursor[at] != character
            select cursor[..at] + character + cursor[(at + 1)..];

        Prop.ForAll(anyChange.ToArbitrary(), altered => Cursor.Open(altered).Error?.Code == "invalid_cursor").QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Open_EverySingleCharacterReplaced_IsRefused()
    {
        var cursor = Cursor.Seal("0123456789abcdef");

        var altered =
            from at in Enumerable.Range(0, cursor.Length)
            from character in Alphabet
            where cursor[at] != character
            select cursor[..at] + character + cursor[(at + 1)..];

        Assert.All(altered, text => Assert.False(Cursor.Open(text).IsOk));
    }

    [Fact]
    public void Open_ShortenedOrLengthened_IsRefused()
    {
        var cursor = Cursor.Seal("place");

        Assert.All(Enumerable.Range(0, cursor.Length), length => Assert.False(Cursor.Open(cursor[..length]).IsOk));
        Assert.All(Alphabet, character => Assert.False(Cursor.Open(cursor + character).IsOk));
    }

    [Theory]
    [InlineData("?type=expense&from=2026-01-01", true)]
    [InlineData("?from=2026-01-01&type=expense&limit=3&cursor=x", true)]
    [InlineData("?type=expense", false)]
    [InlineData("?type=expense&from=2026-01-02", false)]
    public void Open_OtherFilters_AreRefused(string query, bool isTaken)
    {
        var sealedHere = Cursor.For(Reading.Alice, Reading.Request("?type=expense&from=2026-01-01")).Seal("place");

        Assert.Equal(isTaken, Cursor.For(Reading.Alice, Reading.Request(query)).Open(sealedHere).IsOk);
    }

    [Fact]
    public void Open_OtherUserLedgerOrRoute_IsRefused()
    {
        var sealedHere = Cursor.For(Reading.Alice, Reading.Request("")).Seal("place");
        var bob = Reading.NewCaller("bbbbbbbb-0000-0000-0000-000000000002");

        Assert.False(Cursor.For(bob, Reading.Request("")).Open(sealedHere).IsOk);
        Assert.False(Cursor.For(Reading.Alice with { Ledger = bob.User }, Reading.Request("")).Open(sealedHere).IsOk);
        Assert.False(Cursor.For(Reading.Alice, Reading.Request("", "/api/others")).Open(sealedHere).IsOk);
        Assert.True(Cursor.For(Reading.Alice, Reading.Request("", "/API/things/")).Open(sealedHere).IsOk);
    }

    [Theory]
    [InlineData("?limit=500", 500)]
    [InlineData("", 50)]
    public void Page_Limit_IsReadOrFiftyByDefault(string query, int expected)
    {
        var page = Page(query);

        Assert.Equal(new PageRequest(expected, null), page.Value);
    }

    [Theory]
    [InlineData("?limit=0", "validation_failed")]
    [InlineData("?limit=501", "validation_failed")]
    [InlineData("?limit=ten", "validation_failed")]
    [InlineData("?cursor=abc", "invalid_cursor")]
    [InlineData("?cursor=", "invalid_cursor")]
    [InlineData("?cursor=abc&limit=0", "invalid_cursor")]
    public void Page_FaultyPlace_IsRefused(string query, string code) => Assert.Equal(code, Page(query).Error?.Code);

    private static Result<PageRequest> Page(string query)
    {
        var request = Reading.Request(query);
        return RequestInput.Read(request.Query, default, Cursor.For(Reading.Alice, request), input => input.Page());
    }

    private static Gen<string> Places() =>
        from length in Gen.Choose(1, 60)
        from characters in Gen.ArrayOf(Gen.Elements("tx-0123456789abcdefä€".ToCharArray()), length)
        select new string(characters);
}
