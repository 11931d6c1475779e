using System.Globalization;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class TransactionTests(AppFixture app)
{
    private static readonly string[] Fields =
    [
        "id", "type", "amount", "currency", "date", "account_id", "account", "to_account_id", "to_account", "to_amount", "foreign",
        "category_id", "category", "description", "payee", "tags", "payment_method", "location", "notes", "custom_fields", "splits",
        "import_id", "bank_id", "recurring_id", "transfer_id", "receipt", "goals", "created_at", "updated_at", "partial",
    ];

    [Fact]
    public async Task Post_EveryField_ReadsBackAsItWasSent()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Fare", "type": "expense"}""");
        const string Custom = """{"note":"a","count":1.50,"paid":true,"due":{"type":"date","value":"2026-02-28"}}""";

        var created = await user.SendAsync(HttpMethod.Post, "transactions", $$"""
            {"type": "expense", "amount": "45.50", "date": "2026-02-03", "category_id": "{{food}}",
             "description": "Müller & <b>Söhne</b>", "payee": "Shop",
             "tags": ["a", "b", "a"], "payment_method": "card", "location": "Wien", "notes": "one\ntwo",
             "custom_fields": {{Custom}}, "auto_categorize": true}
            """);
        var read = await user.ReadAsync(created.Header("Location")!);

        Assert.Equal(201, created.Status);
        Assert.Equal((created.Body, created.Header("ETag")), (read.Body, read.Header("ETag")));
        Assert.Equal(Fields, read.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["45.50", "\"2026-02-03\"", """["a","b"]"""], read.Raws("amount", "date", "tags"));
        Assert.Equal(["\"Müller & <b>Söhne</b>\"", "\"one\\ntwo\"", Custom], read.Raws("description", "notes", "custom_fields"));
        Assert.Equal(["\"Fare\"", "-45.50"], read.Raws("category.name", "account.balance"));
        var same = $$"""{"custom_fields": {{read.Raw("custom_fields")}}}""";
        var again = await user.SendAsync(HttpMethod.Put, created.Header("Location")!, same);
        Assert.Equal(read.Header("ETag"), again.Header("ETag"));
    }

    [Fact]
    public async Task PutAndDelete_Entry_BalanceFollows()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();
        var path = await user.CreateAsync("transactions", """{"type": "expense", "amount": 10, "payee": "Shop"}""");

        var changed = await user.SendAsync(HttpMethod.Put, path, """{"amount": 12.34, "payee": null, "date": "2025-12-31"}""");
        Assert.Equal(["12.34", "null", "\"2025-12-31\"", "-12.34"], changed.Raws("amount", "payee", "date", "account.balance"));
        Assert.Equal(changed.Body, (await user.ReadAsync(path)).Body);
        var deleted = await user.SendAsync(HttpMethod.Delete, path);

        Assert.Equal("true", deleted.Raw("deleted"));
        Assert.Equal("0.00", deleted.Json.GetProperty("accounts")[0].GetProperty("balance").GetRawText());
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, path)).Status);
        Assert.Equal("0.00", await user.BalanceAsync(account));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Post_RefundSplitAndTransfer_CountWhereTheyBelong()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();
        var savings = await user.CreateIdAsync("accounts", """{"name": "Savings", "type": "savings"}""");
        var food = await user.CreateIdAsync("categories", """{"name": "Fare", "type": "expense"}""");
        var home = await user.CreateIdAsync("categories", """{"name": "Dwelling", "type": "expense"}""");

        var split = await user.CreateAsync("transactions", $$"""
            {"type": "expense", "amount": 30, "date": "2026-03-01",
             "splits": [{"category_id": "{{food}}", "amount": 20, "notes": "bread"}, {"category_id": "{{home}}", "amount": 10}]}
            """);
        await user.CreateAsync("transactions", $$"""{"type": "income", "amount": 5, "date": "2026-03-02", "category_id": "{{food}}"}""");
        await user.CreateAsync("transactions", """{"type": "income", "amount": 100, "date": "2026-03-02"}""");
        await user.CreateAsync("transactions", $$"""
            {"type": "transfer", "amount": 50, "date": "2026-03-03", "to_account_id": "{{savings}}"}
            """);

        Assert.Equal(("25.00", "50.00"), (await user.BalanceAsync(account), await user.BalanceAsync(savings)));
        var summary = await user.ReadAsync("reports/summary?month=2026-03");
        Assert.Equal(("100.00", "25.00", "75.00"), (summary.Raw("income"), summary.Raw("expenses"), summary.Raw("net")));
        Assert.Equal("15.00", (await user.ReadAsync($"categories/{food}")).Raw("usage.total"));
        Assert.Equal("bread", (await user.ReadAsync(split)).Json.GetProperty("splits")[0].GetProperty("notes").GetString());
        await user.VerifyAsync();
    }

    [Fact]
    public async Task List_FiltersAndSorts_AnswerWhatTheySay()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Fare", "type": "expense"}""");
        var bread = await user.CreateIdAsync("categories", $$"""{"name": "Bread", "type": "expense", "parent_id": "{{food}}"}""");
        await user.CreateAsync("transactions", $$"""
            {"type": "expense", "amount": 1, "date": "2026-01-05", "category_id": "{{bread}}", "tags": ["x"]}
            """);
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 30, "date": "2026-02-05", "payee": "Café Müller"}""");
        await user.CreateAsync("transactions", """{"type": "income", "amount": 200, "date": "2025-02-06"}""");

        Assert.Equal(["30.00", "1.00", "200.00"], await AmountsAsync(user, ""));
        Assert.Equal(["200.00", "1.00", "30.00"], await AmountsAsync(user, "?sort=date"));
        Assert.Equal(["200.00", "30.00", "1.00"], await AmountsAsync(user, "?sort=-amount"));
        Assert.Equal(["1.00"], await AmountsAsync(user, $"?category_id={food}"));
        Assert.Equal(["1.00"], await AmountsAsync(user, "?tag=x"));
        Assert.Equal(["30.00"], await AmountsAsync(user, "?q=cafe"));
        Assert.Equal(["200.00"], await AmountsAsync(user, "?type=income"));
        Assert.Equal(["30.00"], await AmountsAsync(user, "?min_amount=2&max_amount=100.5"));
        Assert.Equal(["30.00"], await AmountsAsync(user, "?month=2026-02"));
        Assert.Equal(["200.00"], await AmountsAsync(user, "?month=2&year=2025"));
        Assert.Equal(["30.00", "1.00"], await AmountsAsync(user, "?year=2026"));
        Assert.Equal(["1.00"], await AmountsAsync(user, "?from=2026-01-01&to=2026-01-31"));
    }

    [Theory]
    [InlineData("month=2026-13", "month")]
    [InlineData("month=3", "month")]
    [InlineData("month=2026-01&from=2026-01-01", "month")]
    [InlineData("year=2026&to=2026-01-01", "year")]
    [InlineData("month=2026-01&year=2025", "month")]
    [InlineData("sort=payee", "sort")]
    [InlineData("type=spending", "type")]
    [InlineData("min_amount=1e3", "min_amount")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("from=2026-03-01&to=2026-02-01", "from")]
    [InlineData("account_id=nosuchthing", "account_id")]
    [InlineData("category=food", "category")]
    [InlineData("limit=501", "limit")]
    public async Task List_FaultyParameter_IsNamed(string query, string parameter)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Get, $"transactions?{query}");

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([parameter], reply.FaultyFields());
    }

    [Fact]
    public async Task List_PageByPage_ShowsEachOnceWithTheBalanceAfterIt()
    {
        using var user = await app.RegisterAsync();
        for (var day = 1; day <= 7; day++)
        {
            await user.CreateAsync("transactions", $$"""{"type": "income", "amount": {{day}}, "date": "2026-01-0{{day}}"}""");
        }

        var seen = new List<(string Amount, string Balance)>();
        var cursor = "";
        do
        {
            var page = await user.ReadAsync($"transactions?limit=3{cursor}");
            Assert.Equal("7", page.Raw("total_count"));
            seen.AddRange(Items(page.Json).Select(item => (Raw(item, "amount"), Raw(item, "running_balance"))));
            cursor = page.Json.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(
            Enumerable.Range(1, 7).Reverse().Select(day => ($"{day}.00", $"{day * (day + 1) / 2}.00")),
            seen);
    }

    [Fact]
    public async Task List_AlteredCursor_IsRefusedWhateverCharacterChanges()
    {
        using var user = await app.RegisterAsync();
        await user.CreateAsync("transactions", """{"type": "income", "amount": 1}""");
        await user.CreateAsync("transactions", """{"type": "income", "amount": 2}""");
        var cursor = (await user.ReadAsync("transactions?limit=1")).Json.GetProperty("next_cursor").GetString()!;

        for (var at = 0; at < cursor.Length; at++)
        {
            var altered = $"{cursor[..at]}{(cursor[at] == 'A' ? 'B' : 'A')}{cursor[(at + 1)..]}";
            var reply = await user.SendAsync(HttpMethod.Get, $"transactions?limit=1&cursor={altered}");
            Assert.Equal((400, "invalid_cursor"), (reply.Status, reply.Code));
        }

        Assert.Equal("invalid_cursor", (await user.SendAsync(HttpMethod.Get, $"transactions?limit=1&type=income&cursor={cursor}")).Code);
    }

    private static string Raw(JsonElement item, string member) => item.GetProperty(member).GetRawText();

    private static IEnumerable<JsonElement> Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static async Task<IEnumerable<string>> AmountsAsync(UserClient user, string query)
    {
        var page = (await user.ReadAsync($"transactions{query}")).Json;
        var amounts = Items(page).Select(item => Raw(item, "amount")).ToList();
        Assert.True(
            page.GetProperty("total_count").ValueKind == JsonValueKind.Null || page.GetProperty("total_count").GetInt32() == amounts.Count,
            string.Create(CultureInfo.InvariantCulture, $"{query}: {page}"));
        return amounts;
    }
}
