using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

/// <summary>Ledgers that are shared, and attempts to reach those that are not.</summary>
[Collection(AppCollection.Name)]
public sealed class SharingTests(AppFixture app)
{
    private const string Grants = "users/share-permission";

    [Fact]
    public async Task Grant_GivenAndRevoked_OpensAndClosesTheLedgerAtOnce()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        var given = await owner.CreateAsync(Grants, All(grantee, "edit"));
        var received = (await grantee.ReadAsync("users/shared-with-me")).Json.GetProperty("items")[0];
        var ledger = received.GetProperty("owner_id").GetString()!;

        var entered = await AskAsync(grantee, HttpMethod.Post, "transactions", ledger, """{"type": "income", "amount": 12.5}""");

        Assert.Equal((201, owner.Name), (entered.Status, received.GetProperty("owner").GetString()));
        Assert.Equal("1", (await owner.ReadAsync("transactions")).Raw("total_count"));
        Assert.Equal("0", (await grantee.ReadAsync("transactions")).Raw("total_count"));
        Assert.Equal("12.50", (await AskAsync(grantee, HttpMethod.Get, entered.Header("Location")!, ledger)).Raw("amount"));
        Assert.Equal(404, (await grantee.SendAsync(HttpMethod.Get, entered.Header("Location")!)).Status);

        Assert.Equal(200, (await owner.SendAsync(HttpMethod.Delete, given)).Status);

        Assert.Equal((404, "not_found"), await CodeAsync(grantee, HttpMethod.Get, "transactions", ledger));
        Assert.Equal((404, "not_found"), await CodeAsync(grantee, HttpMethod.Get, "export?format=csv", ledger));
        Assert.Equal((404, "not_found"), await CodeAsync(grantee, HttpMethod.Post, "transactions", ledger, """{"type": "income", "amount": 1}"""));
        Assert.Equal("0", (await grantee.ReadAsync("users/shared-with-me")).Raw("total_count"));
        await owner.VerifyAsync();
    }

    [Fact]
    public async Task Grants_OfTheOwner_AreMadeListedAndReadAsEverythingElse()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        var category = await owner.CreateIdAsync("categories", """{"name": "Allotment", "type": "expense"}""");
        var body = $$"""
            {"grantee": "{{grantee.Name}}", "access": "read",
             "scope": {"kind": "transactions", "category_ids": ["{{category}}"], "types": ["expense"] } }
            """;

        var made = await owner.SendAsync(HttpMethod.Post, Grants, body, ("Idempotency-Key", "share"));
        var again = await owner.SendAsync(HttpMethod.Post, Grants, body, ("Idempotency-Key", "share"));

        Assert.Equal(201, made.Status);
        Assert.Equal((made.Body, "true"), (again.Body, again.Header("Idempotency-Replayed")));
        Assert.Equal(made.Body, (await owner.ReadAsync(made.Header("Location")!)).Body);
        Assert.Equal($"\"{grantee.Name}\"", made.Raw("grantee"));
        Assert.Equal($"[\"{category}\"]", made.Raw("scope.category_ids"));
        Assert.Equal("[\"expense\"]", made.Raw("scope.types"));
        Assert.Equal("1", (await owner.ReadAsync(Grants)).Raw("total_count"));
        var stale = await owner.SendAsync(HttpMethod.Delete, made.Header("Location")!, ("If-Match", "\"v1\""));
        Assert.Equal(412, stale.Status);
        var gone = await owner.SendAsync(HttpMethod.Delete, made.Header("Location")!, ("If-Match", made.Header("ETag")!));
        Assert.Equal("true", gone.Raw("deleted"));
        Assert.Equal(404, (await owner.SendAsync(HttpMethod.Get, made.Header("Location")!)).Status);
    }

    [Theory]
    [InlineData("""{"grantee": "nobody-at-all", "access": "read", "scope": {"kind": "all"}}""", "grantee")]
    [InlineData("""{"grantee": "SELF", "access": "read", "scope": {"kind": "all"}}""", "grantee")]
    [InlineData("""{"grantee": "OTHER", "access": "own", "scope": {"kind": "all"}}""", "access")]
    [InlineData("""{"grantee": "OTHER", "access": "read", "scope": {"kind": "some"}}""", "scope.kind")]
    [InlineData("""{"grantee": "OTHER", "access": "read", "scope": {"kind": "all", "categories": []}}""", "scope.categories")]
    [InlineData("""{"grantee": "OTHER", "access": "read", "scope": {"kind": "all", "types": ["expense"]}}""", "scope.types")]
    [InlineData("""{"grantee": "OTHER", "access": "read", "scope": {"kind": "transactions", "types": []}}""", "scope.types")]
    [InlineData("""{"grantee": "OTHER", "access": "read", "scope": {"kind": "transactions", "category_ids": ["zzzz"]}}""", "scope.category_ids[0]")]
    [InlineData("""{"grantee": "OTHER", "access": "read"}""", "scope")]
    public async Task Create_WhatCannotBeGranted_IsRefusedByField(string json, string field)
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        var body = json.Replace("SELF", owner.Name, StringComparison.Ordinal).Replace("OTHER", grantee.Name, StringComparison.Ordinal);

        var reply = await owner.SendAsync(HttpMethod.Post, Grants, body);

        Assert.Equal(400, reply.Status);
        Assert.Equal([field], reply.FaultyFields());
        Assert.Equal("0", (await grantee.ReadAsync("users/shared-with-me")).Raw("total_count"));
    }

    [Fact]
    public async Task Ledger_OfAStranger_IsAnsweredLikeNone()
    {
        using var owner = await app.RegisterAsync();
        using var stranger = await app.RegisterAsync();
        var entry = await owner.CreateAsync("transactions", """{"type": "income", "amount": 1}""");

        foreach (var path in (string[])["transactions", entry, "export?format=csv", "reports/summary", "budgets", "auth/user", "imports"])
        {
            var real = await AskAsync(stranger, HttpMethod.Get, path, owner.Id.ToString());
            var absent = await AskAsync(stranger, HttpMethod.Get, path, Guid.NewGuid().ToString());
            Assert.Equal((404, absent.Raw("detail")), (real.Status, real.Raw("detail")));
            Assert.DoesNotContain(owner.Id.ToString(), real.Body, StringComparison.Ordinal);
            Assert.Null(real.Header("X-Storage-Calls"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("me")]
    [InlineData("{00000000-0000-0000-0000-000000000001}")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("AAAAAAAA-0000-0000-0000-000000000001")]
    [InlineData("aaaaaaaa-0000-0000-0000-000000000001, aaaaaaaa-0000-0000-0000-000000000002")]
    public async Task Header_ThatNamesNoLedger_IsRefusedByName(string header)
    {
        using var user = await app.RegisterAsync();

        var reply = await AskAsync(user, HttpMethod.Get, "accounts", header);

        Assert.Equal(400, reply.Status);
        Assert.Equal(["X-Ledger"], reply.FaultyFields());
    }

    [Fact]
    public async Task Header_WithOnesOwnId_ChangesNothing()
    {
        using var user = await app.RegisterAsync();

        var reply = await AskAsync(user, HttpMethod.Get, "auth/user", user.Id.ToString());

        Assert.Equal((200, $"\"{user.Name}\""), (reply.Status, reply.Raw("username")));
    }

    [Fact]
    public async Task Cursor_OfAnotherLedger_IsRefused()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        await owner.CreateAsync(Grants, All(grantee, "read"));
        foreach (var user in (UserClient[])[owner, grantee])
        {
            await user.CreateAsync("transactions", """{"type": "income", "amount": 1}""");
            await user.CreateAsync("transactions", """{"type": "income", "amount": 2}""");
        }

        var ledger = owner.Id.ToString();
        var own = (await grantee.ReadAsync("transactions?limit=1")).Json.GetProperty("next_cursor").GetString();
        var shared = (await AskAsync(grantee, HttpMethod.Get, "transactions?limit=1", ledger)).Json.GetProperty("next_cursor").GetString();

        Assert.Equal(200, (await AskAsync(grantee, HttpMethod.Get, $"transactions?limit=1&cursor={shared}", ledger)).Status);
        Assert.Equal((400, "invalid_cursor"), await CodeAsync(grantee, HttpMethod.Get, $"transactions?limit=1&cursor={own}", ledger));
        Assert.Equal((400, "invalid_cursor"), await CodeAsync(owner, HttpMethod.Get, $"transactions?limit=1&cursor={shared}", ledger));
        Assert.Equal(400, (await grantee.SendAsync(HttpMethod.Get, $"transactions?limit=1&cursor={shared}")).Status);
    }

    [Fact]
    public async Task Key_ThatTheOwnerUsed_GivesAGuestNoAnswerOfTheOwners()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        await owner.CreateAsync(Grants, All(grantee, "edit"));
        const string Body = """{"type": "income", "amount": 1}""";
        (string, string)[] headers = [("Idempotency-Key", "same"), ("X-Ledger", owner.Id.ToString())];

        var first = await owner.SendAsync(HttpMethod.Post, "transactions", Body, headers);
        var second = await grantee.SendAsync(HttpMethod.Post, "transactions", Body, headers);
        var replayed = await grantee.SendAsync(HttpMethod.Post, "transactions", Body, headers);

        Assert.Equal((201, 201), (first.Status, second.Status));
        Assert.NotEqual(first.Raw("id"), second.Raw("id"));
        Assert.Equal(second.Body, replayed.Body);
        Assert.Equal("2", (await owner.ReadAsync("transactions")).Raw("total_count"));
    }

    [Fact]
    public async Task Changes_ByAGuest_AreToldToTheOwnerOnce()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        await owner.CreateAsync(Grants, All(grantee, "edit"));
        for (var amount = 1; amount < 4; amount++)
        {
            var entered = await AskAsync(
                grantee, HttpMethod.Post, "transactions", owner.Id.ToString(), $$"""{"type": "income", "amount": {{amount}}}""");
            Assert.Equal(201, entered.Status);
        }

        var told = Assert.Single((await owner.ReadAsync("notifications")).Json.GetProperty("items").EnumerateArray());

        Assert.Equal("shared_change", told.GetProperty("kind").GetString());
        Assert.DoesNotContain(grantee.Name, told.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("0", (await grantee.ReadAsync("notifications")).Raw("total_count"));
    }

    [Fact]
    public async Task Grant_ToAnErasedUser_DoesNotReviveWhenTheyRegisterAgain()
    {
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        await owner.CreateAsync(Grants, All(grantee, "edit"));
        using var request = new HttpRequestMessage(HttpMethod.Delete, "auth/user") { Content = Json($$"""{"confirm": "{{grantee.Name}}"}""") };
        Assert.Equal(200, (int)(await grantee.Http.SendAsync(request)).StatusCode);
        await grantee.PostAsync("auth/register", new { username = grantee.Name });

        Assert.Equal((404, "not_found"), await CodeAsync(grantee, HttpMethod.Get, "transactions", owner.Id.ToString()));
        Assert.Equal("0", (await owner.ReadAsync(Grants)).Raw("total_count"));
    }

    [Fact]
    public async Task Upload_IntoASharedLedger_IsOnlyForThoseWhoMayEdit()
    {
        using var owner = await app.RegisterAsync();
        using var reader = await app.RegisterAsync();
        using var editor = await app.RegisterAsync();
        await owner.CreateAsync(Grants, All(reader, "read"));
        await owner.CreateAsync(Grants, All(editor, "edit"));
        var (ledger, body) = (owner.Id.ToString(), $$"""{"account_id": "{{await owner.DefaultAccountAsync()}}"}""");

        var address = await AskAsync(editor, HttpMethod.Post, "import/upload-url", ledger, body);

        Assert.Contains($"/statements/{owner.Id}/", address.Json.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal((403, "read_only_grant"), await CodeAsync(reader, HttpMethod.Post, "import/upload-url", ledger, body));
        Assert.Equal(400, (await editor.SendAsync(HttpMethod.Post, "import/upload-url", body)).Status);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static string All(UserClient grantee, string access) =>
        $$"""{"grantee": "{{grantee.Name}}", "access": "{{access}}", "scope": {"kind": "all"} }""";

    private static Task<Reply> AskAsync(UserClient user, HttpMethod method, string path, string ledger, string? json = null) =>
        user.SendAsync(method, path, json, ("X-Ledger", ledger));

    private static async Task<(int Status, string? Code)> CodeAsync(
        UserClient user, HttpMethod method, string path, string ledger, string? json = null)
    {
        var reply = await AskAsync(user, method, path, ledger, json);
        return (reply.Status, reply.Json.GetProperty("code").GetString());
    }
}
