using System.Text;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class NotificationTests(AppFixture app)
{
    [Fact]
    public async Task Get_AfterImports_ListsNewestFirstPageByPage()
    {
        using var user = await app.RegisterAsync();
        var first = await ImportAsync(user, 1);
        await ImportAsync(user, 2);
        var third = await ImportAsync(user, 3);

        var page = await user.ReadAsync("notifications?limit=2");
        var rest = await user.ReadAsync($"notifications?limit=2&cursor={page.Json.GetProperty("next_cursor").GetString()}");

        Assert.Equal(["3", "3"], page.Raws("total_count", "unread_count"));
        Assert.Equal(("null", "3"), (rest.Raw("next_cursor"), rest.Raw("total_count")));
        var told = page.Json.GetProperty("items").EnumerateArray().Concat(rest.Json.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal([3, 2, 1], told.Select(item => item.GetProperty("sequence").GetInt32()));
        Assert.Equal((third, first), (told[0].GetProperty("subject_id").GetString(), told[2].GetProperty("subject_id").GetString()));
        Assert.All(told, item => Assert.Equal("import_finished", item.GetProperty("kind").GetString()));
        Assert.EndsWith(": 1 entry taken in", told[0].GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("0", (await user.ReadAsync("notifications?kind=low_balance")).Raw("total_count"));
    }

    [Fact]
    public async Task PostRead_OneSeveralAndAll_KeepsWhatWasSeen()
    {
        using var user = await app.RegisterAsync();
        for (var day = 1; day <= 4; day++)
        {
            await ImportAsync(user, day);
        }

        var ids = (await user.ReadAsync("notifications")).Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString()!).ToList();
        var one = await user.SendAsync(HttpMethod.Post, $"notifications/{ids[0]}/read");
        var again = await user.SendAsync(HttpMethod.Post, $"notifications/{ids[0]}/read");
        var several = await user.SendAsync(HttpMethod.Post, "notifications/read", $$"""{"ids": ["{{ids[0]}}", "{{ids[1]}}"]}""");

        Assert.Equal((200, one.Body), (one.Status, again.Body));
        Assert.NotEqual("null", one.Raw("read_at"));
        Assert.Equal(["1", "2"], several.Raws("marked", "unread_count"));
        var unread = await user.ReadAsync("notifications?unread=true");
        Assert.Equal([ids[2], ids[3]], unread.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
        Assert.Equal(["2", "0"], (await user.SendAsync(HttpMethod.Post, "notifications/read", """{"all": true}""")).Raws("marked", "unread_count"));
        Assert.Equal(["0", "0"], (await user.ReadAsync("notifications?unread=true")).Raws("total_count", "unread_count"));
    }

    [Fact]
    public async Task PutPreferences_SomeChannels_ChangesThoseAndWhatIsTold()
    {
        using var user = await app.RegisterAsync();
        var before = await user.ReadAsync("notifications/preferences");

        var changed = await user.SendAsync(
            HttpMethod.Put,
            "notifications/preferences",
            """{"import_finished": {"in_app": false}, "low_balance": {"webhook": false}}""",
            ("If-Match", before.Header("ETag")!));
        var late = await user.SendAsync(
            HttpMethod.Put, "notifications/preferences", """{"low_balance": {"in_app": false}}""", ("If-Match", before.Header("ETag")!));
        await ImportAsync(user, 1);

        Assert.Equal(7, before.Json.EnumerateObject().Count());
        Assert.Equal(
            ["{\"in_app\":false,\"webhook\":true}", "{\"in_app\":true,\"webhook\":false}", "{\"in_app\":true,\"webhook\":true}"],
            changed.Raws("import_finished", "low_balance", "goal_milestone"));
        Assert.Equal((412, "precondition_failed"), (late.Status, late.Code));
        Assert.Equal(changed.Body, (await user.ReadAsync("auth/user")).Raw("settings.notifications"));
        Assert.Equal(["0", "0"], (await user.ReadAsync("notifications")).Raws("total_count", "unread_count"));
        var settings = """{"settings": {"notifications": {"import_finished": {"in_app": true}}}}""";
        Assert.Equal("true", (await user.SendAsync(HttpMethod.Put, "auth/user", settings)).Raw("settings.notifications.import_finished.in_app"));
    }

    [Theory]
    [InlineData("GET", "notifications?kind=birthday", "", "kind")]
    [InlineData("GET", "notifications?unread=perhaps", "", "unread")]
    [InlineData("POST", "notifications/read", "{}", "ids")]
    [InlineData("POST", "notifications/read", "{\"ids\": []}", "ids")]
    [InlineData("POST", "notifications/read", "{\"ids\": [\"00000000\"], \"all\": true}", "ids")]
    [InlineData("POST", "notifications/read", "{\"ids\": [\"00000000\"]}", "ids[0]")]
    [InlineData("PUT", "notifications/preferences", "{\"birthday\": {\"in_app\": true}}", "birthday")]
    [InlineData("PUT", "notifications/preferences", "{\"low_balance\": {\"sms\": true}}", "low_balance.sms")]
    [InlineData("PUT", "notifications/preferences", "{\"low_balance\": {\"in_app\": null}}", "low_balance.in_app")]
    [InlineData("PUT", "notifications/preferences", "{\"low_balance\": true}", "low_balance")]
    public async Task Send_FaultyField_IsNamed(string method, string path, string body, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Parse(method), path, body.Length == 0 ? null : body);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal(field, reply.FaultyFields().First());
    }

    [Fact]
    public async Task PostRead_NotificationOfSomebodyElse_IsNotFound()
    {
        using var owner = await app.RegisterAsync();
        await ImportAsync(owner, 1);
        var id = (await owner.ReadAsync("notifications")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        using var other = await app.RegisterAsync();

        var reply = await other.SendAsync(HttpMethod.Post, $"notifications/{id}/read");

        Assert.Equal((404, "not_found"), (reply.Status, reply.Code));
    }

    private static async Task<string> ImportAsync(UserClient user, int day)
    {
        var import = await user.ImportAsync(Encoding.UTF8.GetBytes($"Date,Description,Amount\n2026-03-{day:D2},Shop,-1.00\n"));
        return import.GetProperty("id").GetString()!;
    }
}
