using System.Text;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

/// <summary>Statements whose rows are recurring entries.</summary>
[Collection(AppCollection.Name)]
public sealed class MatchingTests(AppFixture app)
{
    private const string Statement = """
        Date,Description,Amount
        2026-01-04,LANDLORD GMBH,-710.00
        2026-01-05,Grocer,-12.00
        2026-02-02,LANDLORD GMBH,-725.00
        """;

    [Fact]
    public async Task Import_RecurringEntries_AreMatchedAndUndone()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();
        var entered = await EnterAsync(user, await RentAsync(user, "2026-01-01"));
        var waiting = await RentAsync(user, "2026-02-01");
        var (listing, templates) = ((await user.ReadAsync("transactions")).Raw("items"), (await user.ReadAsync("recurring")).Raw("items"));

        var preview = await ImportAsync(user, "?dry_run=true");
        var import = await ImportAsync(user);

        Assert.Equal((2, 1), (preview.GetProperty("matched").GetInt32(), preview.GetProperty("created").GetInt32()));
        Assert.Equal((2, 1), (import.GetProperty("matched").GetInt32(), import.GetProperty("created").GetInt32()));
        Assert.Equal("-1447.00", await user.BalanceAsync(account));
        var rows = (await user.ReadAsync($"imports/{import.GetProperty("id").GetString()}/rows")).Json.GetProperty("items");
        Assert.Equal(["matched", "new", "matched"], rows.EnumerateArray().Select(row => row.GetProperty("verdict").GetString()));
        Assert.Equal(["0.65", "1", "0.75"], rows.EnumerateArray().Select(row => row.GetProperty("score").GetRawText()));
        Assert.Equal(entered, rows[0].GetProperty("transaction_id").GetString());
        Assert.Equal("It is 'Rent' of 2026-01-01, which the ledger had entered. The amount was 700.00.", rows[0].GetProperty("reason").GetString());
        var entry = await user.ReadAsync($"transactions/{entered}");
        Assert.Equal(["\"2026-01-04\"", "710.00", "\"Landlord\""], entry.Raws("date", "amount", "payee"));
        var after = await user.ReadAsync(waiting);
        Assert.Equal(["725.00", "\"2026-02-02\"", "725.00"], after.Raws("transaction.amount", "last_matched.date", "last_matched.amount"));
        await user.VerifyAsync();

        var again = await ImportAsync(user);
        Assert.Equal((3, 0), (again.GetProperty("duplicates").GetInt32(), again.GetProperty("matched").GetInt32()));
        var repeated = (await user.ReadAsync($"imports/{again.GetProperty("id").GetString()}/rows")).Json.GetProperty("items")[0];
        var led = await user.ReadAsync($"transactions/{repeated.GetProperty("transaction_id").GetString()}");
        Assert.Equal(entry.Body, led.Body);

        var undone = await user.SendAsync(HttpMethod.Delete, $"imports/{import.GetProperty("id").GetString()}");
        Assert.Equal(["2", "1"], undone.Raws("transactions_removed", "transactions_restored"));
        Assert.Equal(listing, (await user.ReadAsync("transactions")).Raw("items"));
        Assert.Equal(templates, (await user.ReadAsync("recurring")).Raw("items"));
        await user.VerifyAsync();
        Assert.Equal(2, (await ImportAsync(user)).GetProperty("matched").GetInt32());
    }

    [Fact]
    public async Task Delete_MatchedEntry_TheStatementDoesNotBringItBack()
    {
        using var user = await app.RegisterAsync();
        var entered = await EnterAsync(user, await RentAsync(user, "2026-01-01"));
        Assert.Equal(1, (await ImportAsync(user)).GetProperty("matched").GetInt32());

        var deleted = await user.SendAsync(HttpMethod.Delete, $"transactions/{entered}");

        Assert.Equal(200, deleted.Status);
        Assert.Equal(3, (await ImportAsync(user)).GetProperty("duplicates").GetInt32());
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Nightly_TheBankWasEarly_CreatesNothingBesideIt()
    {
        using var user = await app.RegisterAsync();
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(2);
        await user.CreateAsync("recurring", $$"""
            {"template_name": "Gym", "transaction": {"type": "expense", "amount": 20, "payee": "Gym"}, "frequency": "weekly",
             "start_date": "{{day:yyyy-MM-dd}}", "count": 3}
            """);
        var import = await user.ImportAsync(Encoding.UTF8.GetBytes($"Date,Description,Amount\n{day.AddDays(-1):yyyy-MM-dd},GYM 24,-20.00\n"));

        await RunAsync(day.AddDays(30));
        await RunAsync(day.AddDays(30));

        Assert.Equal(1, import.GetProperty("matched").GetInt32());
        Assert.Equal("3", (await user.ReadAsync("transactions")).Raw("total_count"));
        await user.VerifyAsync();
    }

    private static Task<string> RentAsync(UserClient user, string day) => user.CreateAsync("recurring", $$"""
        {"template_name": "Rent", "transaction": {"type": "expense", "amount": 700, "payee": "Landlord"}, "frequency": "monthly",
         "start_date": "{{day}}", "count": 1, "auto_create": false, "follow_amount": true}
        """);

    private static async Task<string> EnterAsync(UserClient user, string path) =>
        (await user.SendAsync(HttpMethod.Post, $"{path}/process")).Json.GetProperty("created")[0].GetProperty("id").GetString()!;

    private static async Task<JsonElement> ImportAsync(UserClient user, string query = "") =>
        await user.ImportAsync(Encoding.UTF8.GetBytes(Statement), query);

    private async Task RunAsync(DateOnly night)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(app.Address, $"/.local/timers/Nightly/run?at={night:yyyy-MM-dd}T02:00:00Z"), null);
        response.EnsureSuccessStatusCode();
    }
}
