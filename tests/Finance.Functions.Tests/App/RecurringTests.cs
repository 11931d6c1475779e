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

    private static Task<string> AccountAsync(UserClient user, string name) =>
        user.CreateIdAsync("accounts", $$"""{"name": "{{name}}", "type": "checking"}""");

    private static Task<string> CategoryAsync(UserClient user, string name) =>
        user.CreateIdAsync("categories", $$"""{"name": "{{name}}", "type": "expense"}""");
}
