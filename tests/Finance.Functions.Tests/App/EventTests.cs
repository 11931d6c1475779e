using System.Text.Json;
using Finance.LocalRuntime;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class EventTests(AppFixture app)
{
    [Fact]
    public async Task Get_Changes_AreToldOnceInOrderAndWithoutWhatTheySay()
    {
        using var user = await app.RegisterAsync();
        using var stream = await EventReader.OpenAsync(user);
        await stream.BeginAsync();
        var started = System.Diagnostics.Stopwatch.StartNew();
        var id = await user.CreateIdAsync("transactions", """{"type": "expense", "amount": 1234.56, "payee": "Secret Shop"}""");

        var told = (await stream.NextAsync())!;

        Assert.InRange(started.ElapsedMilliseconds, 0, 5000);
        Assert.Equal(("text/event-stream", "change"), (stream.ContentType, told.Name));
        Assert.Equal(("transaction.created", user.Id.ToString()), (Text(told, "action"), Text(told, "actor")));
        Assert.Equal(
            [$"transaction {id} created", $"account {await user.DefaultAccountAsync()} updated"],
            told.Data.GetProperty("changes").EnumerateArray().Select(change => $"{change.GetProperty("kind")} {change.GetProperty("id")} {change.GetProperty("change")}"));
        Assert.DoesNotContain("Secret", told.Data.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("1234", told.Data.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((await user.ReadAsync("transactions")).Json.GetProperty("next_since").GetString(), told.Id);
    }

    [Fact]
    public async Task Get_TwoHundredCommitsWithBrokenConnectionsAndARestart_MissesNothingAndRepeatsNothing()
    {
        var host = await AppFixture.StartAsync(app.ConnectionString);
        using var user = await app.RegisterAsync();
        var (seen, last) = (new List<long>(), (string?)null);
        using (var first = await EventReader.OpenAsync(user))
        {
            await first.BeginAsync();
            last = first.LastId;
        }

        var writing = Task.Run(async () =>
        {
            for (var number = 0; number < 200; number++)
            {
                await user.CreateAsync("transactions", """{"type": "expense", "amount": 1}""");
            }
        });
        var random = new Random(4);
        while (seen.Count < 200)
        {
            // Half of the time the other process serves the stream, which learns of commits by looking only.
            using var elsewhere = Elsewhere(host, user);
            using var stream = await EventReader.OpenAsync(seen.Count % 2 == 0 ? user : elsewhere, last);
            for (var count = random.Next(1, 40); count > 0 && seen.Count < 200; count--)
            {
                seen.Add((await stream.NextAsync())!.Version);
                last = stream.LastId;
            }

            if (seen.Count is > 60 and < 120)
            {
                await host.DisposeAsync();
                host = await AppFixture.StartAsync(app.ConnectionString);
            }
        }

        await writing;
        await host.DisposeAsync();
        Assert.Equal(Enumerable.Range(2, 200).Select(version => (long)version), seen);
    }

    [Fact]
    public async Task Get_SignedOutMeanwhile_EndsAtOnce()
    {
        using var user = await app.RegisterAsync();
        using var stream = await EventReader.OpenAsync(user);
        await stream.BeginAsync();
        await user.PostAsync("auth/logout");

        var end = (await stream.NextAsync())!;

        Assert.Equal(("end", "token_revoked"), (end.Name, Text(end, "reason")));
        Assert.Null(await stream.NextAsync());
        using var again = await EventReader.SendAsync(user, stream.LastId);
        Assert.Equal(401, (int)again.StatusCode);
    }

    [Fact]
    public async Task Get_ErasedAndRegisteredAgain_EndsAndBeginsAnew()
    {
        using var user = await app.RegisterAsync();
        using var stream = await EventReader.OpenAsync(user);
        await stream.BeginAsync();
        await user.SendAsync(HttpMethod.Delete, "auth/user", $$"""{"confirm": "{{user.Name}}"}""");

        var end = (await stream.NextAsync())!;
        await user.PostAsync("auth/register", new { username = user.Name });
        using var again = await EventReader.OpenAsync(user, stream.LastId);

        Assert.Equal("end", end.Name);
        Assert.Contains(Text(end, "reason"), new[] { "ledger_erasing", "not_registered" });
        Assert.Equal("reset", (await again.NextAsync())!.Name);
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 1}""");
        Assert.Equal(2, (await again.NextAsync())!.Version);
    }

    [Fact]
    public async Task Get_SharedLedger_TellsOfTheGrantedPartUntilItIsRevoked()
    {
        using var owner = await app.RegisterAsync();
        using var guest = await app.RegisterAsync();
        var grant = await owner.CreateAsync(
            "users/share-permission", $$$"""{"grantee": "{{{guest.Name}}}", "access": "read", "scope": {"kind": "budgets"}}""");
        guest.Http.DefaultRequestHeaders.Add("X-Ledger", owner.Id.ToString());
        using var stream = await EventReader.OpenAsync(guest);
        await stream.BeginAsync();
        await owner.CreateAsync("transactions", """{"type": "expense", "amount": 1}""");
        var budget = await owner.CreateIdAsync("budgets", """{"name": "All", "amount": 9, "period": "monthly", "start_date": "2026-01-01"}""");

        var told = (await stream.NextAsync())!;
        await owner.SendAsync(HttpMethod.Delete, grant);
        var end = (await stream.NextAsync())!;

        Assert.Equal(("change", $"budget {budget}"), (told.Name, string.Join(' ', told.Data.GetProperty("changes").EnumerateArray().Select(change => $"{change.GetProperty("kind")} {change.GetProperty("id")}"))));
        Assert.Equal(("end", "not_found"), (end.Name, Text(end, "reason")));
        Assert.Equal(404, (await guest.SendAsync(HttpMethod.Get, "budgets?since=0")).Status);
    }

    [Theory]
    [InlineData("something")]
    [InlineData("999999-0abcde")]
    [InlineData("999999")]
    public async Task Get_IdThatIsNotOfTheLedger_IsToldToBeginAnew(string id)
    {
        using var user = await app.RegisterAsync();
        using var stream = await EventReader.OpenAsync(user, id);

        Assert.Equal(("reset", 1), ((await stream.NextAsync()) is { } reset ? (reset.Name, reset.Version) : default));
    }

    [Fact]
    public async Task Get_MoreStreamsThanAUserMayHave_IsRefusedUntilOneIsClosed()
    {
        using var user = await app.RegisterAsync();
        var streams = new List<EventReader>();
        for (var number = 0; number < 8; number++)
        {
            streams.Add(await EventReader.OpenAsync(user));
        }

        using var refused = await EventReader.SendAsync(user);
        streams.ForEach(stream => stream.Dispose());

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("too_many_streams", JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("code").GetString());
        for (var attempt = 0; ; attempt++)
        {
            // The server learns of a client that has left when it next writes, or from the socket.
            using var later = await EventReader.SendAsync(user);
            if (later.IsSuccessStatusCode)
            {
                break;
            }

            Assert.True(attempt < 100);
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Get_NotRegisteredOrBadQuery_IsRefused()
    {
        using var nobody = app.Client("event-nobody");
        using var user = await app.RegisterAsync();

        Assert.Equal((404, "not_registered"), await CodeAsync(nobody, "events"));
        Assert.Equal((400, "validation_failed"), await CodeAsync(user, "events?last_event_id=x"));
        Assert.Equal((400, "validation_failed"), await CodeAsync(user, "events?from=1"));
    }

    private static async Task<(int, string?)> CodeAsync(UserClient user, string path)
    {
        var reply = await user.SendAsync(HttpMethod.Get, path);
        return (reply.Status, reply.Code);
    }

    private static UserClient Elsewhere(LocalHost host, UserClient user) =>
        new(user.Name, user.Id, host.Address, host.IssueToken(user.Name));

    private static string? Text(SentEvent told, string member) => told.Data.GetProperty(member).GetString();
}
