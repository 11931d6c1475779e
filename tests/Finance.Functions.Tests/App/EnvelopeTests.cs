namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class EnvelopeTests(AppFixture app)
{
    private const string InMarch = "month=2025-03";

    [Fact]
    public async Task Get_Month_AddsUpToTheMoneyThatThereIs()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Aa food", "type": "expense", "budget_limit": 300}""");
        await user.CreateAsync("transactions", """{"type": "income", "amount": 1000, "date": "2025-02-10"}""");
        await user.CreateAsync("transactions", Spending(food, "45.5", "2025-02-11"));
        await user.CreateAsync("transactions", Spending(food, "10", "2025-03-20"));
        await user.SendAsync(HttpMethod.Put, $"envelopes/{food}?month=2025-02", """{"assigned": "100.00"}""");

        var set = await user.SendAsync(HttpMethod.Put, $"envelopes/{food}?{InMarch}", """{"assigned": 20}""");
        var month = await user.ReadAsync($"envelopes?{InMarch}");
        var early = await user.ReadAsync($"envelopes?{InMarch}&on=2025-03-19");

        Assert.Equal(
            ["\"2025-03\"", "\"2025-03-31\"", "\"USD\"", "880.00", "900.00", "0.00", "20.00", "944.50"],
            month.Raws("month", "through", "currency", "to_assign", "carried_to_assign", "income", "assigned", "cash"));
        Assert.Equal(
            $$"""{"category_id":"{{food}}","name":"Aa food","parent_id":null,"carried":54.50,"assigned":20.00"""
            + ""","activity":-10.00,"available":64.50,"target":300.00}""",
            month.Json.GetProperty("items")[0].GetRawText());
        Assert.Equal($$"""[{"category_id":"{{food}}","before":0.00,"after":20.00}]""", set.Raw("changed"));
        Assert.Equal((set.Raw("items"), "\"2025-03-19\""), (month.Raw("items"), early.Raw("through")));
        Assert.Equal(["954.50", "0.00"], early.Raws("cash", "activity"));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Get_NoMonth_IsTheCurrentOneOrThatOfTheDay()
    {
        using var user = await app.RegisterAsync();

        Assert.Equal($"\"{DateTime.UtcNow:yyyy-MM}\"", (await user.ReadAsync("envelopes")).Raw("month"));
        Assert.Equal(["\"2024-02\"", "\"2024-02-05\""], (await user.ReadAsync("envelopes?on=2024-02-05")).Raws("month", "through"));
    }

    [Fact]
    public async Task MoveAndAssign_Envelopes_AnswerWhatChanged()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Aa food", "type": "expense"}""");
        var fun = await user.CreateIdAsync("categories", """{"name": "Ab fun", "type": "expense"}""");
        await user.SendAsync(HttpMethod.Put, $"envelopes/{food}?{InMarch}", """{"assigned": 50}""");
        var move = $$"""{"month": "2025-03", "from": "{{food}}", "to": "{{fun}}", "amount": 30}""";

        var moved = await user.SendAsync(HttpMethod.Post, "envelopes/move", move, ("Idempotency-Key", "once"));
        var again = await user.SendAsync(HttpMethod.Post, "envelopes/move", move, ("Idempotency-Key", "once"));
        var tooMuch = await user.SendAsync(HttpMethod.Post, "envelopes/move", move);
        var filled = await user.SendAsync(HttpMethod.Post, "envelopes/assign", """{"month": "2025-04", "rule": "last-month"}""");

        Assert.Equal((200, moved.Body), (again.Status, again.Body));
        var items = moved.Json.GetProperty("items");
        Assert.Equal(["20.00", "30.00"], new[] { items[0], items[1] }.Select(item => item.GetProperty("available").GetRawText()));
        Assert.Equal((400, "amount"), (tooMuch.Status, Assert.Single(tooMuch.FaultyFields())));
        Assert.Equal($$"""
            [{"category_id":"{{food}}","before":0.00,"after":20.00},{"category_id":"{{fun}}","before":0.00,"after":30.00}]
            """, filled.Raw("changed"));
        Assert.Equal("-100.00", filled.Raw("to_assign"));
    }

    [Fact]
    public async Task Put_VersionThatIsGone_IsRefused()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Aa food", "type": "expense"}""");
        var seen = (await user.ReadAsync("envelopes")).Header("ETag")!;

        var first = await user.SendAsync(HttpMethod.Put, $"envelopes/{food}", """{"assigned": 5}""", ("If-Match", seen));
        var late = await user.SendAsync(HttpMethod.Put, $"envelopes/{food}", """{"assigned": 6}""", ("If-Match", seen));

        Assert.Equal(200, first.Status);
        Assert.Equal((412, "precondition_failed"), (late.Status, late.Code));
        var etag = (await user.ReadAsync("envelopes")).Header("ETag")!;
        Assert.Equal(304, (await user.SendAsync(HttpMethod.Get, "envelopes", ("If-None-Match", etag))).Status);
    }

    [Theory]
    [InlineData("envelopes/move", """{"from": "abc", "to": "none", "amount": 1}""", "from", "to")]
    [InlineData("envelopes/move", """{"from": "abc", "amount": 0}""", "to")]
    [InlineData("envelopes/move", """{"month": "2025-13", "from": "a", "to": "b", "amount": 1}""", "month")]
    [InlineData("envelopes/assign", """{"rule": "last_month"}""", "rule")]
    [InlineData("envelopes/assign", """{"rule": "targets", "months": 2}""", "months")]
    [InlineData("envelopes/assign", """{"rule": "average", "months": 25}""", "months")]
    [InlineData("envelopes/assign", """{"rule": "average", "month": "2025-01", "amount": 2}""", "amount")]
    public async Task Post_FaultyField_IsNamed(string path, string json, params string[] fields)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, path, json);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal(fields, reply.FaultyFields());
    }

    [Fact]
    public async Task Put_NoEnvelope_IsRefused()
    {
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        var salary = await user.CreateIdAsync("categories", """{"name": "Pay", "type": "income"}""");
        var theirs = await other.CreateIdAsync("categories", """{"name": "Theirs", "type": "expense"}""");

        var income = await user.SendAsync(HttpMethod.Put, $"envelopes/{salary}", """{"assigned": 5}""");
        var negative = await user.SendAsync(HttpMethod.Put, $"envelopes/{salary}", """{"assigned": -5}""");
        var foreign = await user.SendAsync(HttpMethod.Put, $"envelopes/{theirs}", """{"assigned": 5}""");

        Assert.Equal((400, "category_id"), (income.Status, Assert.Single(income.FaultyFields())));
        Assert.Equal(["category_id", "assigned"], negative.FaultyFields());
        Assert.Equal((404, "not_found"), (foreign.Status, foreign.Code));
        Assert.Equal(["month", "year"], (await user.SendAsync(HttpMethod.Get, "envelopes?month=03&year=2025")).FaultyFields());
    }

    private static string Spending(string category, string amount, string date) =>
        $$"""{"type": "expense", "amount": {{amount}}, "category_id": "{{category}}", "date": "{{date}}"}""";
}
