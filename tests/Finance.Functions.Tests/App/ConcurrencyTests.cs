using System.Globalization;
using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

/// <summary>Versions, retries, and many writers at once.</summary>
[Collection(AppCollection.Name)]
public sealed class ConcurrencyTests(AppFixture app)
{
    private const string Entry = """{"type": "expense", "amount": 10}""";

    [Fact]
    public async Task Get_KnownVersion_IsNotModifiedUntilSomethingShownChanges()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("transactions", Entry);
        var tag = (await user.ReadAsync(path)).Header("ETag")!;

        var same = await user.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));
        await user.CreateAsync("transactions", Entry);
        var balanceMoved = await user.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));

        Assert.Equal((304, ""), (same.Status, same.Body));
        Assert.Equal(200, balanceMoved.Status);
    }

    [Fact]
    public async Task Put_StaleVersion_LosesNothing()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("transactions", Entry);
        var tag = (await user.ReadAsync(path)).Header("ETag")!;
        await user.CreateAsync("transactions", Entry);

        var first = await user.SendAsync(HttpMethod.Put, path, """{"amount": 20}""", ("If-Match", tag));
        var second = await user.SendAsync(HttpMethod.Put, path, """{"amount": 30}""", ("If-Match", tag));
        var deleted = await user.SendAsync(HttpMethod.Delete, path, ("If-Match", tag));

        Assert.Equal([200, 412, 412], new[] { first, second, deleted }.Select(reply => reply.Status));
        Assert.Equal("20.00", (await user.ReadAsync(path)).Raw("amount"));
    }

    [Fact]
    public async Task Post_SameKeyAtOnce_EntersOneTransaction()
    {
        using var user = await app.RegisterAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            user.SendAsync(HttpMethod.Post, "transactions", Entry, ("Idempotency-Key", "once"))));
        var changed = Entry.Replace("10", "11", StringComparison.Ordinal);
        var other = await user.SendAsync(HttpMethod.Post, "transactions", changed, ("Idempotency-Key", "once"));

        Assert.All(replies, reply => Assert.Equal((201, replies[0].Body), (reply.Status, reply.Body)));
        Assert.Equal((409, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal("1", (await user.ReadAsync("transactions")).Raw("total_count"));
    }

    [Fact]
    public async Task Post_ManyWritersToOneAccount_BalanceIsExact()
    {
        const int Writers = 16;
        const int Each = 25;
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();

        await Task.WhenAll(Enumerable.Range(1, Writers).Select(async writer =>
        {
            for (var entry = 0; entry < Each; entry++)
            {
                await CreateAsync(user, $$"""{"type": "income", "amount": {{writer}}.01, "date": "2026-01-{{entry + 1:D2}}"}""");
            }
        }));

        var expected = (Each * Writers * (Writers + 1) / 2) + (Each * Writers * 0.01m);
        Assert.Equal(expected.ToString("F2", CultureInfo.InvariantCulture), await user.BalanceAsync(account));
        var page = await user.ReadAsync("transactions?limit=500");
        Assert.Equal(Writers * Each, page.Json.GetProperty("items").GetArrayLength());
        Assert.Equal(expected, page.Json.GetProperty("items")[0].GetProperty("running_balance").GetDecimal());
        Assert.Equal(expected, (await user.GetAsync("reports/summary?month=2026-01")).GetProperty("income").GetDecimal());
        await user.VerifyAsync();
    }

    /// <summary>As a client does that was told to send it again: a conflict has written nothing.</summary>
    private static async Task CreateAsync(UserClient user, string json)
    {
        Reply reply;
        do
        {
            reply = await user.SendAsync(HttpMethod.Post, "transactions", json);
        }
        while (reply.Code == "conflict");

        Assert.True(reply.Status == 201, reply.Body);
    }
}
