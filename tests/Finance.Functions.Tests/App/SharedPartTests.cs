using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

/// <summary>A ledger of which some categories or types are shared: everything that is answered is of these alone.</summary>
[Collection(AppCollection.Name)]
public sealed class SharedPartTests(AppFixture app)
{
    private const string Grants = "users/share-permission";

    [Fact]
    public async Task Part_OfACategory_IsAllThatAnyAnswerTells()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        var (food, rent) = await FillAsync(owner);
        await ShareAsync(owner, grantee, "read", $$""" "category_ids": ["{{food}}"] """);

        var received = (await grantee.ReadAsync("users/shared-with-me")).Json.GetProperty("items")[0];
        Assert.Equal("Allotment", Assert.Single(received.GetProperty("categories").EnumerateArray()).GetProperty("name").GetString());
        var listed = await AskAsync(grantee, owner, "transactions?sort=amount");
        Assert.Equal("2", listed.Raw("total_count"));
        Assert.Equal(["4.00", "20.00"], listed.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("amount").GetRawText()));
        Assert.Equal("true", listed.Json.GetProperty("items")[0].GetProperty("partial").GetRawText());
        Assert.All(listed.Json.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.Equal("null", item.GetProperty("running_balance").GetRawText());
            Assert.Equal("null", item.GetProperty("account").GetProperty("balance").GetRawText());
        });
        var summary = await AskAsync(grantee, owner, "reports/summary?year=2026");
        Assert.Equal(["24.00", "0.00", "2"], summary.Raws("expenses", "income", "transaction_count"));
        Assert.Equal(["null", "null", "null", "null"], summary.Raws("net_worth", "assets", "liabilities", "change.net_worth"));
        Assert.Equal("20.00", summary.Raw("largest_expense.amount"));
        var monthly = await AskAsync(grantee, owner, "reports/monthly?month=2026-03");
        Assert.Equal($"\"{food}\"", Assert.Single(monthly.Json.GetProperty("by_category").EnumerateArray()).GetProperty("category").GetProperty("id").GetRawText());
        Assert.Equal("0", (await AskAsync(grantee, owner, "transactions?q=lodge")).Raw("total_count"));
        Assert.Equal("1", (await AskAsync(grantee, owner, "transactions?q=shop")).Raw("total_count"));
        Assert.Equal("\"food\"", Assert.Single((await AskAsync(grantee, owner, "tags")).Json.GetProperty("items").EnumerateArray()).GetProperty("name").GetRawText());
        Assert.Equal(400, (await AskAsync(grantee, owner, $"transactions?category_id={rent}")).Status);
        Assert.Equal("0", (await AskAsync(grantee, owner, "transactions?category_id=none&type=expense")).Raw("total_count"));
        Assert.Equal("24.00", (await QueryAsync(grantee, owner)).Raw("total.sum"));
        Assert.Equal(["330.00", "1000.00", "670.00"], (await owner.ReadAsync("reports/summary?year=2026")).Raws("expenses", "income", "net_worth"));
    }

    [Fact]
    public async Task Export_OfAPart_HoldsNothingElse()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        var (food, _) = await FillAsync(owner);
        await ShareAsync(owner, grantee, "read", $$""" "category_ids": ["{{food}}"], "types": ["expense"] """);

        var csv = await AskAsync(grantee, owner, "export?format=csv");

        Assert.Equal(200, csv.Status);
        Assert.Equal(3, csv.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("-4.00", csv.Body, StringComparison.Ordinal);
        foreach (var hidden in (string[])["Lodge", "1000", "-10.00", "-6.00", "Employer"])
        {
            Assert.DoesNotContain(hidden, csv.Body, StringComparison.Ordinal);
        }

        Assert.Equal(200, (await AskAsync(grantee, owner, "export?format=xlsx&include=transactions")).Status);
        foreach (var closed in (string[])["json", "pdf", "ofx", "xlsx", "xlsx&include=accounts"])
        {
            Assert.Equal((403, "not_shared"), Code(await AskAsync(grantee, owner, $"export?format={closed}")));
        }
    }

    [Fact]
    public async Task Entries_OutsideThePart_AreNeitherReadNorChanged()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        var (food, rent) = await FillAsync(owner);
        await ShareAsync(owner, grantee, "edit", $$""" "category_ids": ["{{food}}"] """);
        var hidden = (await owner.ReadAsync($"transactions?category_id={rent}&q=lodge")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        var partial = (await owner.ReadAsync("transactions?q=both")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        Task<Reply> SendAsync(HttpMethod method, string path, string? json = null) =>
            grantee.SendAsync(method, path, json, ("X-Ledger", owner.Id.ToString()));

        Assert.Equal((404, "not_found"), Code(await SendAsync(HttpMethod.Get, $"transactions/{hidden}")));
        Assert.Equal((404, "not_found"), Code(await SendAsync(HttpMethod.Delete, $"transactions/{hidden}")));
        Assert.Equal((404, "not_found"), Code(await SendAsync(HttpMethod.Post, "transactions/convert", $$"""{"transaction_id": "{{hidden}}"}""")));
        Assert.Equal((403, "outside_grant"), Code(await SendAsync(HttpMethod.Delete, $"transactions/{partial}")));
        var elsewhere = $$"""{"type": "expense", "amount": 1, "category_id": "{{rent}}"}""";
        Assert.Equal((403, "outside_grant"), Code(await SendAsync(HttpMethod.Post, "transactions", elsewhere)));
        var entered = await SendAsync(HttpMethod.Post, "transactions", $$"""{"type": "expense", "amount": 7, "category_id": "{{food}}"}""");
        Assert.Equal((201, "null"), (entered.Status, entered.Raw("account.balance")));
        var moved = await SendAsync(HttpMethod.Put, entered.Header("Location")!, $$"""{"category_id": "{{rent}}"}""");
        Assert.Equal((403, "outside_grant"), Code(moved));
        var bulk = await SendAsync(HttpMethod.Post, "transactions/bulk", $$"""
            {"operations": [
              {"op": "create", "transaction": {"type": "expense", "amount": 2, "category_id": "{{food}}"} },
              {"op": "delete", "id": "{{hidden}}"},
              {"op": "create", "transaction": {"type": "expense", "amount": 3, "category_id": "{{rent}}"} } ]}
            """);
        Assert.Equal(
            ["created", "failed", "failed"],
            bulk.Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetString()));
        await owner.VerifyAsync();
    }

    [Fact]
    public async Task Cursor_OfAnotherGrant_IsRefused()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        var (food, _) = await FillAsync(owner);
        var first = await ShareAsync(owner, grantee, "read", $$""" "category_ids": ["{{food}}"] """);
        var cursor = (await AskAsync(grantee, owner, "transactions?limit=1")).Json.GetProperty("next_cursor").GetString();
        Assert.Equal(200, (await AskAsync(grantee, owner, $"transactions?limit=1&cursor={cursor}")).Status);
        await owner.DeleteAsync(first);
        await ShareAsync(owner, grantee, "read", """ "types": ["expense"] """);

        Assert.Equal((400, "invalid_cursor"), Code(await AskAsync(grantee, owner, $"transactions?limit=1&cursor={cursor}")));
    }

    /// <summary>20 for food, 10 split into 4 for food and 6 for rent, 300 for rent, and 1000 of income.</summary>
    private static async Task<(string Food, string Rent)> FillAsync(UserClient owner)
    {
        var food = await owner.CreateIdAsync("categories", """{"name": "Allotment", "type": "expense"}""");
        var rent = await owner.CreateIdAsync("categories", """{"name": "Lodge", "type": "expense"}""");
        foreach (var entry in (string[])
        [
            $$"""{"type": "expense", "amount": 20, "date": "2026-03-02", "payee": "Shop", "category_id": "{{food}}", "tags": ["food"]}""",
            $$"""
            {"type": "expense", "amount": 10, "date": "2026-03-03", "payee": "Both",
             "splits": [{"amount": 4, "category_id": "{{food}}"}, {"amount": 6, "category_id": "{{rent}}"}]}
            """,
            $$"""{"type": "expense", "amount": 300, "date": "2026-03-04", "payee": "Lodge", "category_id": "{{rent}}", "tags": ["rent"]}""",
            """{"type": "income", "amount": 1000, "date": "2026-03-05", "payee": "Employer"}""",
        ])
        {
            await owner.CreateAsync("transactions", entry);
        }

        return (food, rent);
    }

    private static Task<string> ShareAsync(UserClient owner, UserClient grantee, string access, string bounds) => owner.CreateAsync(Grants, $$"""
        {"grantee": "{{grantee.Name}}", "access": "{{access}}", "scope": {"kind": "transactions", {{bounds}} } }
        """);

    private static Task<Reply> AskAsync(UserClient grantee, UserClient owner, string path) =>
        grantee.SendAsync(HttpMethod.Get, path, ("X-Ledger", owner.Id.ToString()));

    private static Task<Reply> QueryAsync(UserClient grantee, UserClient owner) => grantee.SendAsync(
        HttpMethod.Post, "reports/query", """{"year": "2026", "measures": ["sum"]}""", ("X-Ledger", owner.Id.ToString()));

    private static (int Status, string? Code) Code(Reply reply) => (reply.Status, reply.Code);
}
