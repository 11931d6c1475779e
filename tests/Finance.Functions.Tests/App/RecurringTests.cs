namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class RecurringTests(AppFixture app)
{
    private const string Rent = """
        {"template_name": "Rent", "transaction": {"type": "expense", "amount": 700, "payee": "Landlord"},
         "frequency": "monthly", "day_of_month": -1, "start_date": "2199-01-31"}
        """;

    [Fact]
    public async Task Post_Template_TellsWhatComes()
    {
        using var user = await app.RegisterAsync();

        var created = await user.SendAsync(HttpMethod.Post, "recurring", Rent);
        var read = await user.ReadAsync(created.Header("Location")!);

        Assert.Equal((201, created.Body), (created.Status, read.Body));
        Assert.Equal(
            ["\"2199-01-31\"", "0", "true", "700.00"],
            read.Raws("next_occurrence", "created_count", "is_active", "transaction.amount"));
        Assert.Equal("""["2199-01-31","2199-02-28","2199-03-31","2199-04-30","2199-05-31"]""", read.Raw("upcoming"));
        Assert.Equal("1", (await user.ReadAsync("recurring")).Raw("total_count"));
        var coming = (await user.ReadAsync("recurring/upcoming?days=40&on=2199-01-01")).Json.GetProperty("items");
        Assert.Equal("2199-01-31", Assert.Single(coming.EnumerateArray()).GetProperty("date").GetString());
    }

    [Fact]
    public async Task Upcoming_ShiftedOccurrences_AreExplainedAndNameWhatIsThereNow()
    {
        using var user = await app.RegisterAsync();
        var (old, into) = (await AccountAsync(user, "Old"), await AccountAsync(user, "New"));
        var (gone, home) = (await CategoryAsync(user, "Flat"), await CategoryAsync(user, "Home"));
        await user.SendAsync(HttpMethod.Post, "transactions", $$"""{"type": "expense", "amount": 1, "account_id": "{{old}}"}""");
        await user.CreateAsync("recurring", $$"""
            {"template_name": "Rent", "transaction": {"type": "expense", "amount": 700, "account_id": "{{old}}", "category_id": "{{gone}}"},
             "frequency": "monthly", "day_of_month": 31, "weekend": "before", "start_date": "2198-12-01"}
            """);
        Assert.Equal(200, (await user.SendAsync(HttpMethod.Delete, $"accounts/{old}?move_to={into}")).Status);
        Assert.Equal(200, (await user.SendAsync(HttpMethod.Delete, $"categories/{gone}?reassign_to={home}")).Status);

        var coming = (await user.ReadAsync("recurring/upcoming?days=90&on=2199-01-01")).Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["2199-01-31", "2199-02-28", "2199-03-29"], coming.Select(item => item.GetProperty("date").GetString()));
        Assert.Equal(["[]", "[\"clamped\"]", "[\"weekend_before\"]"], coming.Select(item => item.GetProperty("shifts").GetRawText()));
        Assert.Equal(
            [
                null,
                "31 does not exist in February 2199; the last day stands for it.",
                "Falls on a Sunday; moved to the Friday before.",
            ],
            coming.Select(item => item.GetProperty("explanation").GetString()));
        Assert.Equal("2199-03-31", coming[2].GetProperty("nominal_date").GetString());
        Assert.All(coming, item => Assert.Equal(
            (into, home), (item.GetProperty("account_id").GetString(), item.GetProperty("category_id").GetString())));
    }

    [Theory]
    [InlineData("\"type\": \"expense\", \"account_id\"")]
    [InlineData("\"type\": \"transfer\", \"to_account_id\"")]
    public async Task DeleteAccount_TemplatesNameIt_OnlyIntoAnother(string names)
    {
        using var user = await app.RegisterAsync();
        var (old, into) = (await AccountAsync(user, "Old"), await AccountAsync(user, "New"));
        var path = await user.CreateAsync("recurring", $$"""
            {"template_name": "Rent", "transaction": {"amount": 700, {{names}}: "{{old}}"}, "frequency": "monthly", "start_date": "2199-01-01"}
            """);

        var refused = await user.SendAsync(HttpMethod.Delete, $"accounts/{old}");
        var moved = await user.SendAsync(HttpMethod.Delete, $"accounts/{old}?move_to={into}");

        Assert.Equal((409, "account_has_recurring"), (refused.Status, refused.Code));
        Assert.Equal(200, moved.Status);
        Assert.Contains(into, (await user.ReadAsync(path)).Raw("transaction"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAndSkip_DueTemplate_CreatesEachOccurrenceOnce()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();
        var path = await user.CreateAsync("recurring", """
            {"template_name": "Fee", "transaction": {"type": "expense", "amount": 2.5}, "frequency": "daily", "start_date": "2026-01-01",
             "count": 4, "auto_create": false}
            """);

        var skipped = await user.SendAsync(HttpMethod.Post, $"{path}/skip");
        var processed = await user.SendAsync(HttpMethod.Post, $"{path}/process");
        var again = await user.SendAsync(HttpMethod.Post, $"{path}/process");

        Assert.Equal("\"2026-01-01\"", skipped.Raw("skipped.date"));
        Assert.Equal(3, processed.Json.GetProperty("created").GetArrayLength());
        Assert.Equal(["3", "1"], processed.Raws("template.created_count", "template.skipped_count"));
        Assert.Equal((409, "recurring_ended"), (again.Status, again.Code));
        Assert.Equal("-7.50", await user.BalanceAsync(account));
        Assert.Equal("3", (await user.ReadAsync("transactions")).Raw("total_count"));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task PutAndDelete_Template_ChangesDeactivatesAndRemoves()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("recurring", Rent);

        var changed = await user.SendAsync(HttpMethod.Put, path, """
            {"transaction": {"amount": 710}, "nth_weekday": {"nth": 1, "weekday": "monday"}, "count": 2}
            """);
        Assert.Equal(["710.00", "\"Landlord\"", "null"], changed.Raws("transaction.amount", "transaction.payee", "day_of_month"));
        var stopped = await user.SendAsync(HttpMethod.Delete, path);
        Assert.Equal(("true", "false"), (stopped.Raw("deleted"), stopped.Raw("purged")));
        Assert.Equal(["false", "null"], (await user.ReadAsync(path)).Raws("is_active", "next_occurrence"));
        var purged = await user.SendAsync(HttpMethod.Delete, $"{path}?purge=true");

        Assert.Equal("true", purged.Raw("purged"));
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, path)).Status);
    }

    [Theory]
    [InlineData("\"frequency\": \"hourly\"", "frequency")]
    [InlineData("\"frequency\": \"daily\", \"interval\": 0", "interval")]
    [InlineData("\"frequency\": \"monthly\", \"nth_weekday\": {\"nth\": 1}", "nth_weekday.weekday")]
    [InlineData("\"frequency\": \"monthly\", \"every\": 2", "every")]
    public async Task Post_FaultyField_IsNamed(string fields, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, "recurring", $$"""
            {"template_name": "A", "transaction": {"type": "income", "amount": 1}, "start_date": "2199-01-01", {{fields}}}
            """);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([field], reply.FaultyFields());
    }

    [Fact]
    public async Task Put_FromADay_EndsTheTemplateThereAndGoesOnWithAnother()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("recurring", """
            {"template_name": "Rent", "transaction": {"type": "expense", "amount": 700}, "frequency": "monthly", "start_date": "2198-12-31",
             "count": 6, "follow_amount": true}
            """);

        var next = await user.SendAsync(HttpMethod.Put, $"{path}?from=2199-02-28", """{"transaction": {"amount": 720}}""");
        var old = await user.ReadAsync(path);

        Assert.Equal(201, next.Status);
        var location = next.Header("Location")!;
        Assert.Equal(next.Body, (await user.ReadAsync(location)).Body);
        Assert.Equal(
            ["720.00", "\"2199-02-28\"", "31", "4", "true"],
            next.Raws("transaction.amount", "start_date", "day_of_month", "count", "follow_amount"));
        Assert.Equal($"\"{path.Split('/')[^1]}\"", next.Raw("split_from"));
        Assert.Equal(["700.00", "\"2199-02-27\"", "2"], old.Raws("transaction.amount", "end_date", "count"));
        Assert.Equal($"\"{location.Split('/')[^1]}\"", old.Raw("continued_by"));
        var coming = (await user.ReadAsync("recurring/upcoming?days=366&on=2198-12-01")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(
            ["2198-12-31 700.00", "2199-01-31 700.00", "2199-02-28 720.00", "2199-03-31 720.00", "2199-04-30 720.00", "2199-05-31 720.00"],
            coming.Select(item => $"{item.GetProperty("date").GetString()} {item.GetProperty("amount").GetRawText()}"));
        var whole = await user.SendAsync(HttpMethod.Put, $"{path}?from=2198-12-01", """{"template_name": "Flat"}""");
        Assert.Equal((200, "\"Flat\""), (whole.Status, whole.Raw("template_name")));
    }

    [Theory]
    [InlineData("2199-06-01", "{\"template_name\": \"A\"}", "from")]
    [InlineData("2025-01-15", "{\"template_name\": \"A\"}", "from")]
    [InlineData("tomorrow", "{\"template_name\": \"A\"}", "from")]
    [InlineData("2026-02-30", "{\"template_name\": \"A\"}", "from")]
    [InlineData("2199-01-01", "{\"start_date\": \"2199-01-05\"}", "start_date")]
    [InlineData("2199-01-01", "{\"day_of_month\": 32}", "day_of_month")]
    public async Task Put_FromADayThatCannotBe_IsRefused(string from, string body, string field)
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("recurring", """
            {"template_name": "Fee", "transaction": {"type": "expense", "amount": 2}, "frequency": "yearly", "start_date": "2025-01-01",
             "end_date": "2199-05-31"}
            """);
        await user.SendAsync(HttpMethod.Post, $"{path}/process");

        var refused = await user.SendAsync(HttpMethod.Put, $"{path}?from={from}", body);

        Assert.Equal((400, "validation_failed"), (refused.Status, refused.Code));
        Assert.Equal([field], refused.FaultyFields());
        Assert.Equal("1", (await user.ReadAsync("recurring")).Raw("total_count"));
    }

    private static Task<string> AccountAsync(UserClient user, string name) =>
        user.CreateIdAsync("accounts", $$"""{"name": "{{name}}", "type": "checking"}""");

    private static Task<string> CategoryAsync(UserClient user, string name) =>
        user.CreateIdAsync("categories", $$"""{"name": "{{name}}", "type": "expense"}""");
}
