using System.Globalization;
using System.Text.Json;
using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class BulkTests(AppFixture app)
{
    [Fact]
    public async Task Post_EveryKind_AnswersAnOutcomeForEach()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Fare", "type": "expense"}""");
        var (one, two) = (await EnterAsync(user), await EnterAsync(user));

        var reply = await PostAsync(user, $$$"""
            {"op": "create", "transaction": {"type": "expense", "amount": "4.50", "auto_categorize": true}},
            {"op": "update", "id": "{{{one}}}", "transaction": {"amount": 7, "date": "2026-01-31"}},
            {"op": "categorize", "id": "{{{one}}}", "category_id": "{{{food}}}"},
            {"op": "delete", "id": "{{{two}}}"}
            """);

        Assert.Equal(200, reply.Status);
        var results = Results(reply);
        Assert.Equal(["created", "updated", "updated", "deleted"], results.Select(Status));
        Assert.Equal([0, 1, 2, 3], results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal((one, two), (results[1].GetProperty("id").GetString(), results[3].GetProperty("id").GetString()));
        var read = await user.ReadAsync($"transactions/{one}");
        Assert.Equal(["7.00", "\"2026-01-31\"", "\"Fare\""], read.Raws("amount", "date", "category.name"));
        Assert.Equal("-11.50", await user.BalanceAsync(account));
        var tag = results[2].GetProperty("etag").GetString()!;
        Assert.Equal(200, (await user.SendAsync(HttpMethod.Put, $"transactions/{one}", """{"amount": 8}""", ("If-Match", tag))).Status);
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Post_RowsThatFail_SayWhyAsTheSingleRouteDoes()
    {
        using var user = await app.RegisterAsync();
        var one = await EnterAsync(user);

        var reply = await PostAsync(user, $$$"""
            {"op": "create", "transaction": {"type": "expense", "amount": 0, "colour": "red"}},
            {"op": "create", "transaction": {"type": "expense", "amount": 0}},
            {"op": "create", "transaction": {"type": "expense", "amount": 1, "date": "2199-01-01"}},
            {"op": "create", "transaction": {"type": "expense", "amount": 1, "splits": [{"amount": 2}]}},
            {"op": "create", "transaction": []},
            {"op": "create"},
            {"op": "updat", "id": "{{{one}}}", "transaction": {}},
            {"op": "update", "id": "{{{one}}}", "transaction": {"account_id": "nowhere"}},
            {"op": "update", "id": "{{{one}}}", "transaction": {"amount": 2}, "if_match": "\"v1\""},
            {"op": "delete", "id": "nobody", "if_match": "v1"},
            {"op": "delete", "id": "nobody"},
            {"op": "categorize", "id": "{{{one}}}"},
            {"op": "categorize", "id": "{{{one}}}", "category_id": "nothing"},
            7,
            {"op": "create", "transaction": {"type": "expense", "amount": 3}}
            """);

        var results = Results(reply);
        Assert.Equal(
            [
                "operations[0].transaction.colour", "operations[1].transaction.amount", "operations[2].transaction.date",
                "operations[3].transaction.splits", "operations[4].transaction", "operations[5].transaction", "operations[6].op",
                "operations[7].transaction.account_id", "", "operations[9].if_match", "", "operations[11].category_id",
                "operations[12].category_id", "operations[13]", "",
            ],
            results.Select(result => result.TryGetProperty("error", out var error) && error.TryGetProperty("errors", out var fields)
                ? string.Join(' ', fields.EnumerateObject().Select(field => field.Name))
                : ""));
        Assert.Equal(("412", "404"), (Error(results[8], "status"), Error(results[10], "status")));
        Assert.Equal(("\"future_date\"", "\"not_found\""), (Error(results[2], "code"), Error(results[10], "code")));
        Assert.Equal((one, "nobody"), (results[6].GetProperty("id").GetString(), results[10].GetProperty("id").GetString()));
        Assert.Equal("created", Status(results[14]));
        Assert.Equal("2", (await user.ReadAsync("transactions")).Raw("total_count"));
        await user.VerifyAsync();
    }

    [Theory]
    [InlineData("""{}""", "operations")]
    [InlineData("""{"operations": []}""", "operations")]
    [InlineData("""{"operations": {}}""", "operations")]
    [InlineData("""{"operations": [{"op": "delete", "id": "a"}], "atomic": true}""", "atomic")]
    public async Task Post_NoListOfOperations_IsRefusedAsAWhole(string body, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, "transactions/bulk", body);

        Assert.Equal((400, field), (reply.Status, Assert.Single(reply.FaultyFields())));
    }

    [Fact]
    public async Task Post_MoreThanThousand_IsRefused()
    {
        using var user = await app.RegisterAsync();

        var reply = await PostAsync(user, Creates(1001));

        Assert.Equal((400, "operations"), (reply.Status, Assert.Single(reply.FaultyFields())));
        Assert.Equal("0", (await user.ReadAsync("transactions")).Raw("total_count"));
    }

    [Fact]
    public async Task Post_ThousandCreatesTwiceWithOneKey_AreThereOnceInFewCalls()
    {
        using var user = await app.RegisterAsync();

        var first = await PostAsync(user, Creates(1000), "", ("Idempotency-Key", "thousand"));
        var again = await PostAsync(user, Creates(1000), "", ("Idempotency-Key", "thousand"));
        var other = await PostAsync(user, Creates(999), "", ("Idempotency-Key", "thousand"));

        Assert.All(Results(first), result => Assert.Equal("created", Status(result)));
        Assert.Equal((first.Body, "true"), (again.Body, again.Header("Idempotency-Replayed")));
        Assert.Equal((409, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal("1000", (await user.ReadAsync("transactions")).Raw("total_count"));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Post_Atomic_AllOrNothing()
    {
        using var user = await app.RegisterAsync();
        var one = await EnterAsync(user);

        var refused = await PostAsync(user, $$"""{"op": "delete", "id": "{{one}}"}, {"op": "delete", "id": "nobody"}""", "?atomic=true");
        var tooMany = await PostAsync(user, Creates(200), "?atomic=true");
        var keyed = await PostAsync(user, Creates(50), "?atomic=true", ("Idempotency-Key", "fifty"));
        var again = await PostAsync(user, Creates(50), "?atomic=true", ("Idempotency-Key", "fifty"));
        var unsure = await PostAsync(user, Creates(1), "?atomic=maybe");

        Assert.Equal((400, "bulk_refused", "operations[1]"), (refused.Status, refused.Code, Assert.Single(refused.FaultyFields())));
        Assert.Equal("not_found", refused.Json.GetProperty("evidence").GetProperty("failed")[0].GetProperty("code").GetString());
        Assert.Equal((400, "bulk_too_large"), (tooMany.Status, tooMany.Code));
        Assert.InRange(tooMany.Json.GetProperty("evidence").GetProperty("fitting").GetInt32(), 90, 95);
        Assert.Equal((200, keyed.Body), (again.Status, again.Body));
        Assert.Equal((400, "atomic"), (unsure.Status, Assert.Single(unsure.FaultyFields())));
        Assert.Equal("51", (await user.ReadAsync("transactions")).Raw("total_count"));
    }

    [Fact]
    public async Task Post_AnothersTransaction_IsNotFound()
    {
        using var owner = await app.RegisterAsync();
        using var stranger = await app.RegisterAsync();
        var one = await EnterAsync(owner);

        var reply = await PostAsync(stranger, $$"""{"op": "delete", "id": "{{one}}"}""");

        Assert.Equal("\"not_found\"", Error(Results(reply)[0], "code"));
        Assert.Equal("1", (await owner.ReadAsync("transactions")).Raw("total_count"));
    }

    private static Task<string> EnterAsync(UserClient user) => user.CreateIdAsync("transactions", """{"type": "expense", "amount": 5}""");

    private static string Creates(int count) => string.Join(", ", Enumerable.Range(0, count).Select(number => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"op": "create", "transaction": {"type": "expense", "amount": 1.25, "date": "2026-0{{{1 + (number % 3)}}}-01", "payee": "Shop {{{number}}}"}}""")));

    private static Task<Reply> PostAsync(UserClient user, string operations, string query = "", params (string Name, string Value)[] headers) =>
        user.SendAsync(HttpMethod.Post, $"transactions/bulk{query}", $$"""{"operations": [{{operations}}]}""", headers);

    private static List<JsonElement> Results(Reply reply)
    {
        Assert.True(reply.Status == 200, reply.Body);
        return [.. reply.Json.GetProperty("results").EnumerateArray()];
    }

    private static string? Status(JsonElement result) => result.GetProperty("status").GetString();

    private static string Error(JsonElement result, string member) => result.GetProperty("error").GetProperty(member).GetRawText();
}
