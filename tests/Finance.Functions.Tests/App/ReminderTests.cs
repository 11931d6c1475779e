using System.Text.Json;
using Finance.Core;
using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class ReminderTests(AppFixture app)
{
    private readonly DateOnly _today = DateOnly.FromDateTime(DateTime.UtcNow);

    [Fact]
    public async Task Nightly_TwiceAtOnceThreeDaysBefore_TellsOnce()
    {
        using var user = await app.RegisterAsync();
        var id = await AddAsync(user, _today.AddDays(20), "yearly");

        await app.RunNightlyAsync(_today.AddDays(16));
        Assert.Empty(await ToldAsync(user, "upcoming_bill"));
        await Task.WhenAll(app.RunNightlyAsync(_today.AddDays(17)), app.RunNightlyAsync(_today.AddDays(17)));
        await app.RunNightlyAsync(_today.AddDays(18));
        await app.RunNightlyAsync(_today.AddDays(20));

        var told = Assert.Single(await ToldAsync(user, "upcoming_bill"));
        Assert.Equal($"Insurance is due on {LedgerDates.Format(_today.AddDays(20))}", told.GetProperty("title").GetString());
        Assert.Equal(id, told.GetProperty("subject_id").GetString());
        Assert.Equal("1", (await user.ReadAsync($"recurring/{id}")).Raw("created_count"));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Nightly_AfterThreeMissedDays_CreatesAllAndTellsOfWhatIsAhead()
    {
        using var user = await app.RegisterAsync();
        await PutDaysAsync(user, "1");
        var id = await AddAsync(user, _today.AddDays(1), "daily", count: 5);

        await app.RunNightlyAsync(_today);
        Assert.Single(await ToldAsync(user, "upcoming_bill"));
        await Task.WhenAll(app.RunNightlyAsync(_today.AddDays(4)), app.RunNightlyAsync(_today.AddDays(4)));

        Assert.Equal("4", (await user.ReadAsync($"recurring/{id}")).Raw("created_count"));
        var told = (await ToldAsync(user, "upcoming_bill")).Select(item => item.GetProperty("title").GetString());
        Assert.Equal(
            new[] { 5, 4, 1 }.Select(days => $"Insurance is due on {LedgerDates.Format(_today.AddDays(days))}"),
            told);
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Nightly_NoReminderDaysOrKindSwitchedOff_TellsNothing()
    {
        using var never = await app.RegisterAsync();
        using var off = await app.RegisterAsync();
        await PutDaysAsync(never, "0");
        await off.SendAsync(HttpMethod.Put, "notifications/preferences", """{"upcoming_bill": {"in_app": false, "webhook": false}}""");
        await AddAsync(never, _today.AddDays(2), "yearly");
        await AddAsync(off, _today.AddDays(2), "yearly");

        await app.RunNightlyAsync(_today);

        Assert.Empty(await ToldAsync(never, "upcoming_bill"));
        Assert.Empty(await ToldAsync(off, "upcoming_bill"));
    }

    [Fact]
    public async Task Post_TemplateThatTakesMoreThanThereIs_TellsOfTheLowBalanceOnce()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();
        await user.CreateAsync("transactions", """{"type": "income", "amount": 100}""");
        var day = _today.AddDays(10);

        await AddAsync(user, day, "yearly");
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 1}""");
        await Task.WhenAll(app.RunNightlyAsync(_today.AddDays(7)), app.RunNightlyAsync(_today.AddDays(7)));

        var told = Assert.Single(await ToldAsync(user, "low_balance"));
        Assert.Equal(account, told.GetProperty("subject_id").GetString());
        Assert.Equal(
            $"{await NameAsync(user, account)} is expected at -20.00 USD on {LedgerDates.Format(day)}: Insurance takes 120.00.",
            told.GetProperty("detail").GetString());
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Put_ReminderDays_AreKeptOrRefused()
    {
        using var user = await app.RegisterAsync();

        Assert.Equal("3", (await user.ReadAsync("auth/user")).Raw("settings.reminder_days"));
        foreach (var days in new[] { "0", "30" })
        {
            var changed = await PutDaysAsync(user, days);
            Assert.Equal((200, days), (changed.Status, changed.Raw("settings.reminder_days")));
        }

        foreach (var wrong in new[] { "31", "-1", "2.5", "\"3\"", "null" })
        {
            var refused = await PutDaysAsync(user, wrong);
            Assert.Equal((400, "validation_failed"), (refused.Status, refused.Code));
            Assert.Equal(["settings.reminder_days"], refused.FaultyFields());
        }

        Assert.Equal("30", (await user.ReadAsync("auth/user")).Raw("settings.reminder_days"));
    }

    private static Task<Reply> PutDaysAsync(UserClient user, string days) =>
        user.SendAsync(HttpMethod.Put, "auth/user", $$$"""{"settings": {"reminder_days": {{{days}}}}}""");

    private static Task<string> AddAsync(UserClient user, DateOnly start, string frequency, int count = 1) => user.CreateIdAsync(
        "recurring",
        $$"""
        {"template_name": "Insurance", "transaction": {"type": "expense", "amount": 120}, "frequency": "{{frequency}}",
         "start_date": "{{LedgerDates.Format(start)}}", "count": {{count}}}
        """);

    /// <summary>What the user was told of a kind, newest first.</summary>
    private static async Task<IReadOnlyList<JsonElement>> ToldAsync(UserClient user, string kind) =>
        [.. (await user.ReadAsync($"notifications?kind={kind}")).Json.GetProperty("items").EnumerateArray()];

    private static async Task<string?> NameAsync(UserClient user, string account) =>
        (await user.ReadAsync($"accounts/{account}")).Json.GetProperty("name").GetString();
}
