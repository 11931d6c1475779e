namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class SearchTests(AppFixture app)
{
    [Theory]
    [InlineData("b%C3%A4ckerei", "45.50")]
    [InlineData("BACKEREI", "45.50")]
    [InlineData("45%2C50", "45.50")]
    [InlineData("45.5", "45.50")]
    [InlineData("strasse%2012", "12.00")]
    [InlineData("%22am%20markt%22", "45.50")]
    [InlineData("%22markt%20am%22", "")]
    [InlineData("markt%20am", "45.50")]
    [InlineData("%E6%B8%8B%E8%B0%B7", "12.00")]
    [InlineData("holiday", "12.00,45.50")]
    [InlineData(".*", "")]
    [InlineData("istanbul", "7.00")]
    public async Task List_Search_FindsEveryWord(string query, string amounts)
    {
        using var user = await app.RegisterAsync();
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 45.50, "date": "2026-01-02", "payee": "Bäckerei am Markt", "tags": ["holiday"]}""");
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 12, "date": "2026-01-03", "description": "Lange Straße", "notes": "東京都渋谷区", "tags": ["holiday"]}""");
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 7, "date": "2026-01-04", "payee": "İstanbul Kebap"}""");

        var list = await user.ReadAsync($"transactions?q={query}");

        var found = list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("amount").GetRawText()).ToList();
        Assert.Equal(amounts, string.Join(',', found));
        Assert.Equal((found.Count, "null"), (list.Json.GetProperty("total_count").GetInt32(), list.Raw("next_cursor")));
    }

    [Fact]
    public async Task List_SearchPageByPage_GoesOnByTheCursorOfThatSearch()
    {
        using var user = await app.RegisterAsync();
        for (var day = 1; day <= 3; day++)
        {
            await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": {{day}}, "date": "2026-01-0{{day}}", "payee": "Café"}""");
        }

        var first = await user.ReadAsync("transactions?q=cafe&limit=2");
        var cursor = Uri.EscapeDataString(first.Json.GetProperty("next_cursor").GetString()!);
        var second = await user.ReadAsync($"transactions?q=cafe&limit=2&cursor={cursor}");
        var other = await user.SendAsync(HttpMethod.Get, $"transactions?q=tea&limit=2&cursor={cursor}");
        var tooLong = await user.SendAsync(HttpMethod.Get, $"transactions?q={new string('x', 201)}");

        Assert.Equal(("3", "3", "1", "null"), (
            first.Raw("total_count"), second.Raw("total_count"), $"{second.Json.GetProperty("items").GetArrayLength()}", second.Raw("next_cursor")));
        Assert.Equal((400, "invalid_cursor"), (other.Status, other.Code));
        Assert.Equal((400, "validation_failed", "q"), (tooLong.Status, tooLong.Code, string.Join(',', tooLong.FaultyFields())));
    }
}
