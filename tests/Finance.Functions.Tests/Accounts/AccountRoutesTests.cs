using System.Text.Json;
using Finance.Core;
using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;
using Finance.Functions.Accounts;
using Finance.Functions.Http;
using Finance.Functions.Tests.Middleware;
using Finance.LocalRuntime;
using Finance.Testing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.Functions.Tests.Accounts;

public sealed class AccountRoutesTests : IAsyncLifetime
{
    private LocalHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await LocalHost.StartAsync(
            new LocalHostOptions
            {
                Functions = typeof(AccountFunctions).Assembly,
                Include = type => type == typeof(AccountFunctions),
                RoutePrefix = "api",
            },
            builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.UseHttp();
                builder.Services.AddHttp(builder.Configuration, typeof(AccountFunctions).Assembly)
                    .AddSingleton(TimeProvider.System)
                    .AddSingleton<ITableStore>(new InMemoryTableStore())
                    .AddSingleton(new LedgerCache())
                    .AddSingleton<LedgerStore>()
                    .AddSingleton<ChangeFeed>()
                    .AddSingleton<RegistrationService>()
                    .AddSingleton<AccountService>()
                    .AddSingleton<ReconciliationService>();
            });
        await RegisterAsync("alice");
        await RegisterAsync("bob");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Post_NewAccount_ReadsBackAsItWasAnswered()
    {
        var created = await SendAsync(HttpMethod.Post, "/api/accounts", """
            {"name": "Müller & Söhne", "type": "credit", "currency": "KWD", "opening_balance": -12.5}
            """);
        var read = await SendAsync(HttpMethod.Get, created.Header("Location")!);

        Assert.Equal(201, created.Status);
        Assert.Equal((created.Body, created.Header("ETag")), (read.Body, read.Header("ETag")));
        Assert.Equal("Müller & Söhne", read.Json.GetProperty("name").GetString());
        Assert.Equal("-12.500", read.Json.GetProperty("balance").GetRawText());
        Assert.Equal(
            [
                "id", "name", "type", "currency", "number", "opening_balance", "balance", "transaction_count", "is_default", "reconciled",
                "created_at", "closed_at",
            ],
            read.Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Post_SameIdempotencyKey_OpensOneAccount()
    {
        const string Json = """{"name": "Savings", "type": "savings"}""";

        var first = await SendAsync(HttpMethod.Post, "/api/accounts", Json, ("Idempotency-Key", "k"));
        var second = await SendAsync(HttpMethod.Post, "/api/accounts", Json, ("Idempotency-Key", "k"));
        var other = await SendAsync(HttpMethod.Post, "/api/accounts", """{"name": "Other", "type": "savings"}""", ("Idempotency-Key", "k"));

        Assert.Equal((first.Status, first.Body, first.Header("ETag")), (second.Status, second.Body, second.Header("ETag")));
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
        Assert.Equal("idempotency_key_reused", other.Code);
        Assert.Equal(2, (await SendAsync(HttpMethod.Get, "/api/accounts")).Json.GetProperty("total_count").GetInt32());
    }

    [Theory]
    [InlineData("""{"type": "cash"}""", "name")]
    [InlineData("""{"name": "A", "type": "chequing"}""", "type")]
    [InlineData("""{"name": "A", "type": "cash", "opening_balance": 1e3}""", "opening_balance")]
    [InlineData("""{"name": "A", "type": "cash", "opening_balance": 1.005}""", "opening_balance")]
    [InlineData("""{"name": "A", "type": "cash", "opening_balance": 9999999999999999999}""", "opening_balance")]
    [InlineData("""{"name": "A", "type": "cash", "currency": "usd"}""", "currency")]
    [InlineData("""{"name": "A\u0000", "type": "cash"}""", "name")]
    [InlineData("""{"name": "A", "type": "cash", "ballance": 1}""", "ballance")]
    public async Task Post_FaultyField_IsNamed(string json, string field)
    {
        var reply = await SendAsync(HttpMethod.Post, "/api/accounts", json);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Json.GetProperty("errors").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Put_NamedFields_ChangeAndOthersStay()
    {
        var created = await CreateAsync("Cash");
        var (path, tag) = (created.Header("Location")!, created.Header("ETag")!);

        var changed = await SendAsync(HttpMethod.Put, path, """{"number": "AT61 1904", "closed": true}""", ("If-Match", tag));
        var lost = await SendAsync(HttpMethod.Put, path, """{"number": null}""", ("If-Match", tag));
        var cleared = await SendAsync(HttpMethod.Put, path, """{"number": null, "closed": false}""");

        Assert.Equal((200, "AT61 1904", "Cash"), (changed.Status, Text(changed, "number"), Text(changed, "name")));
        Assert.NotNull(Text(changed, "closed_at"));
        Assert.Equal((412, "precondition_failed"), (lost.Status, lost.Code));
        Assert.Equal((200, null, null), (cleared.Status, Text(cleared, "number"), Text(cleared, "closed_at")));
    }

    [Fact]
    public async Task Delete_Account_TellsWhatItChangedAndIsGone()
    {
        var created = await CreateAsync("Cash");

        var deleted = await SendAsync(HttpMethod.Delete, created.Header("Location")!);
        var gone = await SendAsync(HttpMethod.Get, created.Header("Location")!);

        Assert.Equal((200, Text(created, "id")), (deleted.Status, Text(deleted, "id")));
        Assert.True(deleted.Json.GetProperty("deleted").GetBoolean());
        Assert.Equal((404, "not_found"), (gone.Status, gone.Code));
    }

    [Fact]
    public async Task Get_AnotherUsersAccount_IsAnsweredLikeNone()
    {
        var created = await CreateAsync("Cash");
        var path = created.Header("Location")!;

        var theirs = await SendAsAsync("bob", HttpMethod.Get, path);
        var none = await SendAsAsync("bob", HttpMethod.Get, "/api/accounts/zzzzzzzzzzzz");

        Assert.Equal((404, none.Json.GetProperty("detail").GetString()), (theirs.Status, theirs.Json.GetProperty("detail").GetString()));
        Assert.Equal(404, (await SendAsAsync("bob", HttpMethod.Put, path, """{"name": "Mine"}""")).Status);
        Assert.Equal(404, (await SendAsAsync("bob", HttpMethod.Delete, path)).Status);
        Assert.Equal("Cash", Text(await SendAsync(HttpMethod.Get, path), "name"));
    }

    [Fact]
    public async Task Get_UserWithoutLedger_IsNotRegistered()
    {
        var reply = await SendAsAsync("carol", HttpMethod.Get, "/api/accounts");

        Assert.Equal((404, "not_registered"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task List_Limited_GoesOnWithItsCursor()
    {
        await CreateAsync("Cash");
        await CreateAsync("Savings");

        var first = await SendAsync(HttpMethod.Get, "/api/accounts?limit=2");
        var second = await SendAsync(HttpMethod.Get, $"/api/accounts?limit=2&cursor={Text(first, "next_cursor")}");
        var theirs = await SendAsAsync("bob", HttpMethod.Get, $"/api/accounts?limit=2&cursor={Text(first, "next_cursor")}");

        Assert.Equal([2, 1], new[] { first, second }.Select(page => page.Json.GetProperty("items").GetArrayLength()));
        Assert.Null(Text(second, "next_cursor"));
        Assert.Equal("invalid_cursor", theirs.Code);
    }

    [Fact]
    public async Task Reconcile_StatementThatAgrees_ClearsTheAccount()
    {
        var created = await SendAsync(HttpMethod.Post, "/api/accounts", """{"name": "Bank", "type": "checking", "opening_balance": 100}""");
        var path = $"{created.Header("Location")}/reconcile";

        var off = await SendAsync(HttpMethod.Post, path, """{"statement_date": "2026-01-31", "statement_balance": 99.5}""");
        var agreed = await SendAsync(HttpMethod.Post, path, """{"statement_date": "2026-01-31", "statement_balance": "100.00"}""");

        Assert.Equal(("-0.50", "false"), (Raw(off, "difference"), Raw(off, "reconciled")));
        Assert.Equal(("0.00", "true"), (Raw(agreed, "difference"), Raw(agreed, "reconciled")));
    }

    private static string Raw(Reply reply, string member) => reply.Json.GetProperty(member).GetRawText();

    private static string? Text(Reply reply, string member) => reply.Json.GetProperty(member).GetString();

    private async Task RegisterAsync(string name)
    {
        var id = UserId.FromObjectId(LocalHost.UserIdOf(name));
        var caller = new Caller(id, DateTimeOffset.UtcNow, false, new HashSet<string>(), "trace");
        var user = await _host.Services.GetRequiredService<RegistrationService>()
            .RegisterAsync(new Change(caller), new NewUser { Username = name }, CancellationToken.None);
        Assert.True(user.IsOk, user.Error?.Detail);
    }

    private async Task<Reply> CreateAsync(string name)
    {
        var created = await SendAsync(HttpMethod.Post, "/api/accounts", JsonSerializer.Serialize(new { name, type = "cash" }));
        Assert.Equal(201, created.Status);
        return created;
    }

    private Task<Reply> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsAsync("alice", method, path, json, headers);

    private Task<Reply> SendAsAsync(
        string user, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        _host.SendAsync(_host.IssueToken(user), method, path, json, headers);
}
