using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Finance.Functions.Tests.Http;

namespace Finance.Functions.Tests.App;

/// <summary>What strangers, other users and careless clients send.</summary>
[Collection(AppCollection.Name)]
public sealed partial class RefusalTests(AppFixture app)
{
    public static TheoryData<string, string> Guarded
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var route in AppRoutes.All.Where(route => !route.IsOpen))
            {
                routes.Add(route.Method, Parameter().Replace(route.Path, "zzzz"));
            }

            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task EveryRoute_WithoutAGenuineToken_IsUnauthorized(string method, string path)
    {
        using var genuine = app.Client("genuine");
        var token = genuine.Http.DefaultRequestHeaders.Authorization!.Parameter!;

        Assert.Equal("unauthenticated", await CodeAsync(method, path, null));
        foreach (var forged in Forged(token))
        {
            Assert.Equal("invalid_token", await CodeAsync(method, path, forged));
        }
    }

    [Theory]
    [InlineData("transactions?year=2")]
    [InlineData("transactions?year=abc&month=3")]
    [InlineData("export?format=csv&year=-1")]
    public async Task List_YearThatIsNone_NamesTheYear(string path)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Get, path);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Contains("year", reply.FaultyFields());
    }

    [Fact]
    public async Task EveryKind_OfAnotherUser_IsAnsweredLikeNone()
    {
        using var alice = await app.RegisterAsync();
        using var bob = await app.RegisterAsync();
        var account = await alice.CreateAsync("accounts", """{"name": "Hers", "type": "cash"}""");
        var category = await alice.CreateAsync("categories", """{"name": "Hers", "type": "expense"}""");
        var entry = await alice.CreateAsync("transactions", """{"type": "income", "amount": 1}""");
        var template = await alice.CreateAsync("recurring", """
            {"template_name": "Hers", "transaction": {"type": "income", "amount": 1}, "frequency": "daily", "start_date": "2199-01-01"}
            """);

        var goal = await alice.CreateAsync("goals", """{"name": "Hers", "target_amount": 1, "goal_type": "savings"}""");
        var budget = await alice.CreateAsync("budgets", """{"name": "Hers", "amount": 1, "period": "daily", "start_date": "2026-01-01"}""");

        foreach (var path in (string[])[account, category, entry, template, goal, budget])
        {
            var before = await alice.ReadAsync(path);
            Assert.Equal((404, "not_found"), await StatusAsync(bob, HttpMethod.Get, path));
            Assert.Equal((404, "not_found"), await StatusAsync(bob, HttpMethod.Put, path, "{}"));
            Assert.Equal((404, "not_found"), await StatusAsync(bob, HttpMethod.Delete, path));
            Assert.Equal(before.Body, (await alice.ReadAsync(path)).Body);
        }

        var (accountId, categoryId) = (account.Split('/')[^1], category.Split('/')[^1]);
        Assert.Equal(["account_id"], await FaultsAsync(bob, $$"""{"type": "income", "amount": 1, "account_id": "{{accountId}}"}"""));
        Assert.Equal(["category_id"], await FaultsAsync(bob, $$"""{"type": "expense", "amount": 1, "category_id": "{{categoryId}}"}"""));
        Assert.Equal((404, "not_found"), await StatusAsync(bob, HttpMethod.Post, $"{goal}/contribute", """{"amount": 1}"""));
        var his = await bob.CreateAsync("goals", """{"name": "His", "target_amount": 1, "goal_type": "savings"}""");
        var hers = $$"""{"transaction_id": "{{entry.Split('/')[^1]}}"}""";
        Assert.Equal((400, "validation_failed"), await StatusAsync(bob, HttpMethod.Post, $"{his}/contribute", hers));
        Assert.Equal((404, "not_found"), await StatusAsync(bob, HttpMethod.Post, $"system/ledgers/{alice.Id}/verify"));
    }

    [Theory]
    [InlineData("transactions/%2e%2e")]
    [InlineData("transactions/x")]
    [InlineData("transactions/UPPERCASE-AND-WRONG")]
    [InlineData("accounts/'%20or%20'1'%20eq%20'1")]
    [InlineData("categories/a%23b")]
    [InlineData("recurring/%00")]
    [InlineData("budgets/..%2f..")]
    [InlineData("budgets/zzzz/progress")]
    [InlineData("imports/zzz")]
    public async Task Get_IdThatIsNone_IsNotFound(string path)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Get, path);

        Assert.Contains(reply.Status, (int[])[400, 404]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("45.505")]
    [InlineData("1e2")]
    [InlineData("9999999999999999999")]
    [InlineData("10000000000000.01")]
    [InlineData("\"NaN\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Post_AmountThatIsNone_IsRefused(string amount)
    {
        using var user = await app.RegisterAsync();

        Assert.Equal(["amount"], await FaultsAsync(user, $$"""{"type": "expense", "amount": {{amount}}}"""));
        Assert.Equal("0", (await user.ReadAsync("transactions")).Raw("total_count"));
    }

    [Theory]
    [InlineData("""{"type": "expense", "amount": NaN}""")]
    [InlineData("""{"type": "expense", "amount": Infinity}""")]
    [InlineData("""{"type": "expense", "amount": 1""")]
    [InlineData("""{"type": "expense", "amount": 1,}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{'type': 1}")]
    public async Task Post_BodyThatIsNoObject_IsMalformed(string body)
    {
        using var user = await app.RegisterAsync();

        Assert.Equal((400, "malformed_body"), await StatusAsync(user, HttpMethod.Post, "transactions", body));
    }

    [Theory]
    [InlineData("""{"type": "expense", "amount": 1, "date": "2026-02-30"}""", "date")]
    [InlineData("""{"type": "expense", "amount": 1, "date": "2026-2-3"}""", "date")]
    [InlineData("""{"type": "expense", "amount": 1, "date": "1899-12-31"}""", "date")]
    [InlineData("""{"type": "expense", "amount": 1, "ammount": 1}""", "ammount")]
    [InlineData("""{"type": "expense", "amount": 1, "splits": [{"amount": 1, "sum": 2}]}""", "splits[0].sum")]
    [InlineData("""{"type": "expense", "amount": 1, "splits": [{"amount": 0.5}]}""", "splits")]
    [InlineData("""{"type": "expense", "amount": 1, "tags": ["a", ""]}""", "tags[1]")]
    [InlineData("""{"type": "expense", "amount": 1, "tags": "a"}""", "tags")]
    [InlineData("""{"type": "expense", "amount": 1, "custom_fields": {"a": null}}""", "custom_fields.a")]
    [InlineData("""{"type": "expense", "amount": 1, "custom_fields": {"a": {"type": "date", "value": "soon"}}}""", "custom_fields.a.value")]
    [InlineData("""{"type": "expense", "amount": 1, "to_account_id": "a"}""", "to_account_id")]
    [InlineData("""{"type": "transfer", "amount": 1}""", "to_account_id")]
    [InlineData("""{"type": "gift", "amount": 1}""", "type")]
    [InlineData("""{"type": "expense", "amount": 1, "amount": 2}""", "amount")]
    [InlineData("""{"type": "expense", "amount": 1, "payee": "a\u0007"}""", "payee")]
    [InlineData("""{"type": "expense", "amount": 1, "auto_categorize": "yes"}""", "auto_categorize")]
    public async Task Post_FaultyField_IsNamed(string json, string field)
    {
        using var user = await app.RegisterAsync();

        Assert.Equal([field], await FaultsAsync(user, json));
    }

    [Fact]
    public async Task Post_TooMuchOfEverything_IsRefusedByRule()
    {
        using var user = await app.RegisterAsync();
        var tags = string.Join(',', Enumerable.Range(0, 21).Select(tag => $"\"{tag}\""));
        var fields = string.Join(',', Enumerable.Range(0, 21).Select(field => $"\"f{field}\": 1"));
        var long500 = new string('é', 500);
        var texts = string.Join(',', Enumerable.Range(0, 5).Select(field => $"\"f{field}\": \"{long500}\""));

        Assert.Equal(["tags"], await FaultsAsync(user, $$"""{"type": "income", "amount": 1, "tags": [{{tags}}]}"""));
        Assert.Equal(["custom_fields"], await FaultsAsync(user, $$$"""{"type": "income", "amount": 1, "custom_fields": {{{{fields}}}}}"""));
        Assert.Equal(["custom_fields"], await FaultsAsync(user, $$$"""{"type": "income", "amount": 1, "custom_fields": {{{{texts}}}}}"""));
        Assert.Equal(["description"], await FaultsAsync(user, $$"""{"type": "income", "amount": 1, "description": "{{long500}}x"}"""));
    }

    [Fact]
    public async Task Post_FutureDate_IsRefusedUnlessTheUserAllowsIt()
    {
        using var user = await app.RegisterAsync();
        var later = DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var json = $$"""{"type": "expense", "amount": 1, "date": "{{later}}"}""";

        Assert.Equal((400, "future_date"), await StatusAsync(user, HttpMethod.Post, "transactions", json));
        await user.SendAsync(HttpMethod.Put, "auth/user", """{"settings": {"allow_future_dates": true}}""");

        await user.CreateAsync("transactions", json);
    }

    private static IEnumerable<string> Forged(string token)
    {
        var parts = token.Split('.');
        var flipped = parts[2][0] == 'A' ? 'B' : 'A';
        yield return $"{parts[0]}.{parts[1]}.{flipped}{parts[2][1..]}";
        yield return $"{parts[0]}.{parts[1]}.";
        yield return $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        var unsigned = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{parts[1]}";
        yield return $"{unsigned}.{Base64Url.EncodeToString(HMACSHA256.HashData("secret"u8, Encoding.ASCII.GetBytes(unsigned)))}";
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        yield return $"{parts[0]}.{Encode(claims.Replace("\"exp\":", "\"exp\":9", StringComparison.Ordinal))}.{parts[2]}";
        yield return "x";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static async Task<(int, string?)> StatusAsync(UserClient user, HttpMethod method, string path, string? json = null)
    {
        var reply = await user.SendAsync(method, path, json);
        return (reply.Status, reply.Code);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(UserClient user, string json)
    {
        var reply = await user.SendAsync(HttpMethod.Post, "transactions", json);
        Assert.True(reply is { Status: 400, Code: "validation_failed" }, reply.Body);
        return reply.FaultyFields();
    }

    private async Task<string?> CodeAsync(string method, string path, string? token)
    {
        using var stranger = app.Client("stranger", token ?? "none");
        if (token is null)
        {
            stranger.Http.DefaultRequestHeaders.Authorization = null;
        }

        var reply = await stranger.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : "{}");
        Assert.Equal(401, reply.Status);
        Assert.StartsWith("Bearer", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
        return reply.Code;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
