using System.Text.Json;
using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class GoalTests(AppFixture app)
{
    private const string Car = """
        {"name": "Car", "description": "Red", "target_amount": 1000, "target_date": "2199-12-31", "goal_type": "savings", "priority": 2}
        """;

    private static readonly string[] Fields =
    [
        "id", "name", "description", "target_amount", "target_date", "goal_type", "priority", "status", "currency", "current_amount",
        "remaining_amount", "percent", "is_achieved", "required_per_month", "projected_date", "on_track", "milestones",
        "contribution_count", "last_contribution_on", "created_at",
    ];

    [Fact]
    public async Task Post_Goal_ReadsBackAsItWasAnswered()
    {
        using var user = await app.RegisterAsync();

        var created = await user.SendAsync(HttpMethod.Post, "goals", Car);
        var read = await user.ReadAsync(created.Header("Location")!);

        Assert.Equal((201, created.Body, created.Header("ETag")), (created.Status, read.Body, read.Header("ETag")));
        Assert.Equal(Fields, read.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ["1000.00", "0.00", "1000.00", "0", "false", "null", "true", "\"active\"", "\"USD\""],
            read.Raws("target_amount", "current_amount", "remaining_amount", "percent", "is_achieved", "projected_date", "on_track", "status", "currency"));
        Assert.Equal(
            """[{"percent":25,"amount":250.00,"reached_on":null},{"percent":50,"amount":500.00,"reached_on":null},{"percent":75,"amount":750.00,"reached_on":null},{"percent":100,"amount":1000.00,"reached_on":null}]""",
            read.Raw("milestones"));
        var again = await user.SendAsync(HttpMethod.Get, created.Header("Location")!, ("If-None-Match", read.Header("ETag")!));
        Assert.Equal(304, again.Status);
    }

    [Fact]
    public async Task Contribute_AmountsOfAYear_AnswersEachDayAsItWas()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("goals", """
            {"name": "Car", "target_amount": 1200, "target_date": "2025-12-31", "goal_type": "savings"}
            """);
        for (var month = 1; month <= 12; month++)
        {
            await user.CreateAsync($"{path}/contribute", $$"""{"amount": 100, "date": "2025-{{month:D2}}-15"}""");
        }

        var june = await user.ReadAsync($"{path}?on=2025-06-30");
        Assert.Equal(
            ["600.00", "600.00", "50", "6", "\"2025-06-15\"", "100.00", "false"],
            june.Raws("current_amount", "remaining_amount", "percent", "contribution_count", "last_contribution_on", "required_per_month", "is_achieved"));
        Assert.Equal("\"2025-06-15\"", june.Json.GetProperty("milestones")[1].GetProperty("reached_on").GetRawText());

        // 167 days since the first, 600 in them: 600 more take 167.
        Assert.Equal(["\"2025-12-14\"", "true"], june.Raws("projected_date", "on_track"));
        var end = await user.ReadAsync(path);
        Assert.Equal(
            ["1200.00", "0.00", "100", "true", "\"completed\"", "\"2025-12-15\"", "null"],
            end.Raws("current_amount", "remaining_amount", "percent", "is_achieved", "status", "projected_date", "required_per_month"));
        Assert.Equal("0.00", (await user.ReadAsync($"{path}?on=2025-01-14")).Raw("current_amount"));
        Assert.Equal("12", (await user.ReadAsync($"{path}/contributions?limit=5")).Raw("total_count"));
        Assert.Equal("3", (await user.ReadAsync($"{path}/contributions?on=2025-03-15")).Raw("total_count"));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Contribute_ReachesATarget_TellsOnce()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("goals", Car);

        var made = await user.SendAsync(HttpMethod.Post, $"{path}/contribute", """{"amount": "1000.00", "notes": "All"}""");
        var undone = await user.SendAsync(HttpMethod.Delete, made.Header("Location")!);
        await user.CreateAsync($"{path}/contribute", """{"amount": 2000}""");

        Assert.Equal((201, "\"completed\"", "1000.00"), (made.Status, made.Raw("status"), made.Raw("contribution.amount")));
        Assert.Equal(["contribution", .. Fields], made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["true", "\"active\"", "0.00"], undone.Raws("deleted", "goal.status", "goal.current_amount"));
        Assert.Equal(["200", "0.00"], (await user.ReadAsync(path)).Raws("percent", "remaining_amount"));
        var told = Items(await user.ReadAsync("notifications")).Single(item => item.GetProperty("kind").GetString() == "goal_milestone");
        Assert.Equal(path.Split('/')[^1], told.GetProperty("subject_id").GetString());
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Contribute_SameIdempotencyKey_CountsOnce()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("goals", Car);

        var first = await user.SendAsync(HttpMethod.Post, $"{path}/contribute", """{"amount": 5}""", ("Idempotency-Key", "k"));
        var second = await user.SendAsync(HttpMethod.Post, $"{path}/contribute", """{"amount": 5}""", ("Idempotency-Key", "k"));

        Assert.Equal((first.Body, "true"), (second.Body, second.Header("Idempotency-Replayed")));
        Assert.Equal("5.00", (await user.ReadAsync(path)).Raw("current_amount"));
    }

    [Fact]
    public async Task Contribute_OutOfATransaction_FollowsIt()
    {
        using var user = await app.RegisterAsync();
        var debt = await user.CreateAsync("goals", """{"name": "Loan", "target_amount": 500, "goal_type": "debt"}""");
        var other = await user.CreateAsync("goals", Car);
        var payment = await user.CreateAsync("transactions", """{"type": "expense", "amount": 120, "date": "2026-03-01"}""");
        var link = $$"""{"transaction_id": "{{payment.Split('/')[^1]}}"}""";

        var made = await user.SendAsync(HttpMethod.Post, $"{debt}/contribute", link);
        Assert.Equal(["120.00", "380.00", "380.00", "\"2026-03-01\""], made.Raws("current_amount", "remaining_amount", "owed", "contribution.date"));
        Assert.Equal((409, "already_linked"), Outcome(await user.SendAsync(HttpMethod.Post, $"{debt}/contribute", link)));
        Assert.Equal(["transaction_id"], (await user.SendAsync(HttpMethod.Post, $"{other}/contribute", link)).FaultyFields());
        var linked = (await user.ReadAsync(payment)).Json.GetProperty("goals")[0];
        Assert.Equal(
            (debt.Split('/')[^1], made.Json.GetProperty("contribution").GetProperty("id").GetString(), "120.00"),
            (linked.GetProperty("goal_id").GetString(), linked.GetProperty("contribution_id").GetString(), linked.GetProperty("amount").GetRawText()));

        var edited = await user.SendAsync(HttpMethod.Put, payment, """{"amount": 150, "date": "2026-02-01"}""");
        Assert.Equal("150.00", edited.Json.GetProperty("goals")[0].GetProperty("amount").GetRawText());
        Assert.Equal(edited.Body, (await user.ReadAsync(payment)).Body);
        var followed = await user.ReadAsync(made.Header("Location")!);
        Assert.Equal(["150.00", "\"2026-02-01\""], followed.Raws("amount", "date"));
        await user.VerifyAsync();

        await user.DeleteAsync(payment);
        Assert.Equal(["0.00", "500.00", "0"], (await user.ReadAsync(debt)).Raws("current_amount", "owed", "contribution_count"));
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, made.Header("Location")!)).Status);
        await user.VerifyAsync();
    }

    [Fact]
    public async Task PutAndDelete_Goal_ChangesAndTakesContributions()
    {
        using var user = await app.RegisterAsync();
        var created = await user.SendAsync(HttpMethod.Post, "goals", Car);
        var (path, tag) = (created.Header("Location")!, created.Header("ETag")!);
        await user.CreateAsync($"{path}/contribute", """{"amount": 300}""");

        var changed = await user.SendAsync(
            HttpMethod.Put, path, """{"target_amount": 600, "target_date": null, "status": "cancelled"}""", ("If-Match", tag));
        Assert.Equal(
            ["600.00", "null", "null", "50", "\"cancelled\"", "\"Red\""],
            changed.Raws("target_amount", "target_date", "on_track", "percent", "status", "description"));
        Assert.Equal((412, "precondition_failed"), Outcome(await user.SendAsync(HttpMethod.Put, path, """{"name": "Van"}""", ("If-Match", tag))));
        Assert.Equal((409, "goal_closed"), Outcome(await user.SendAsync(HttpMethod.Post, $"{path}/contribute", """{"amount": 1}""")));
        var deleted = await user.SendAsync(HttpMethod.Delete, path);

        Assert.Equal(["true", "1"], deleted.Raws("deleted", "contributions"));
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, $"{path}/contributions")).Status);
        await user.VerifyAsync();
    }

    [Fact]
    public async Task List_FiltersAndPages_KeepTheOrder()
    {
        using var user = await app.RegisterAsync();
        foreach (var (name, priority, type) in new[] { ("c", 3, "savings"), ("a", 1, "debt"), ("b", 2, "investment") })
        {
            await user.CreateAsync("goals", $$"""{"name": "{{name}}", "target_amount": 10, "goal_type": "{{type}}", "priority": {{priority}}}""");
        }

        var first = await user.ReadAsync("goals?limit=2");
        var second = await user.ReadAsync($"goals?limit=2&cursor={first.Json.GetProperty("next_cursor").GetString()}");

        Assert.Equal(["a", "b", "c"], Items(first).Concat(Items(second)).Select(Name));
        Assert.Equal(["b"], Items(await user.ReadAsync("goals?goal_type=investment&status=active&on=2026-01-01")).Select(Name));
        Assert.Empty(Items(await user.ReadAsync("goals?status=completed")));
    }

    [Fact]
    public async Task Contributions_PageByPage_NewestFirst()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("goals", Car);
        for (var day = 1; day <= 5; day++)
        {
            await user.CreateAsync($"{path}/contribute", $$"""{"amount": {{day}}, "date": "2026-03-0{{day}}", "notes": "day {{day}}"}""");
        }

        var (seen, cursor) = (new List<string?>(), "");
        do
        {
            var page = await user.ReadAsync($"{path}/contributions?limit=2{cursor}");
            seen.AddRange(Items(page).Select(item => item.GetProperty("notes").GetString()));
            cursor = page.Json.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(["day 5", "day 4", "day 3", "day 2", "day 1"], seen);
        var item = Items(await user.ReadAsync($"{path}/contributions?limit=1")).Single();
        Assert.Equal(["id", "amount", "date", "notes", "transaction_id", "created_at"], item.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("""{"target_amount": 10, "goal_type": "savings"}""", "name")]
    [InlineData("""{"name": " ", "target_amount": 10, "goal_type": "savings"}""", "name")]
    [InlineData("""{"name": "A", "goal_type": "savings"}""", "target_amount")]
    [InlineData("""{"name": "A", "target_amount": 0, "goal_type": "savings"}""", "target_amount")]
    [InlineData("""{"name": "A", "target_amount": 1.005, "goal_type": "savings"}""", "target_amount")]
    [InlineData("""{"name": "A", "target_amount": 10}""", "goal_type")]
    [InlineData("""{"name": "A", "target_amount": 10, "goal_type": "house"}""", "goal_type")]
    [InlineData("""{"name": "A", "target_amount": 10, "goal_type": "debt", "priority": 0}""", "priority")]
    [InlineData("""{"name": "A", "target_amount": 10, "goal_type": "debt", "target_date": "2026-02-30"}""", "target_date")]
    [InlineData("""{"name": "A", "target_amount": 10, "goal_type": "debt", "status": "done"}""", "status")]
    [InlineData("""{"name": "A", "target_amount": 10, "goal_type": "debt", "current_amount": 1}""", "current_amount")]
    public async Task Post_FaultyField_IsNamed(string json, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, "goals", json);

        Assert.Equal((400, "validation_failed"), Outcome(reply));
        Assert.Equal([field], reply.FaultyFields());
    }

    [Theory]
    [InlineData("{}", "validation_failed", "amount")]
    [InlineData("""{"amount": -1}""", "validation_failed", "amount")]
    [InlineData("""{"amount": 1, "date": "2199-01-01"}""", "future_date", "date")]
    [InlineData("""{"amount": 1, "day": "2026-01-01"}""", "validation_failed", "day")]
    [InlineData("""{"transaction_id": "zzzz"}""", "validation_failed", "transaction_id")]
    public async Task Contribute_FaultyField_IsNamed(string json, string code, string field)
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("goals", Car);

        var reply = await user.SendAsync(HttpMethod.Post, $"{path}/contribute", json);

        Assert.Equal((400, code), Outcome(reply));
        Assert.Equal([field], reply.FaultyFields());
        Assert.Equal("0", (await user.ReadAsync(path)).Raw("contribution_count"));
    }

    private static (int Status, string? Code) Outcome(Reply reply) => (reply.Status, reply.Code);

    private static IEnumerable<JsonElement> Items(Reply reply) => reply.Json.GetProperty("items").EnumerateArray();

    private static string? Name(JsonElement item) => item.GetProperty("name").GetString();
}
