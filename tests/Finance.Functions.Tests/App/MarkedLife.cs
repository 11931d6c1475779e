using System.Net.Http.Headers;
using System.Text;
using Finance.LocalRuntime;

namespace Finance.Functions.Tests.App;

/// <summary>A user with something of theirs in every field that takes a text, and the requests that bring it there.</summary>
internal sealed class MarkedLife(UserClient user, UserClient friend)
{
    /// <summary>Part of every text of the user, of their name and of their address.</summary>
    internal const string Mark = "zqmark";

    internal const string UserName = Mark + "user";

    internal const string Amount = "98765.43";

    internal static UserClient ClientOf(LocalHost host, string name) => new(name, LocalHost.UserIdOf(name), host.Address, host.IssueToken(name));

    /// <param name="hook">Where webhooks lead.</param>
    /// <returns>The path of an entry.</returns>
    internal async Task<string> LiveAsync(Uri hook)
    {
        await user.PostAsync("auth/register", new { username = UserName, email = $"{Mark}@example.com" });
        var category = await user.CreateIdAsync("categories", $$"""{"name": "{{Mark}} category", "type": "expense"}""");
        await user.CreateAsync("accounts", $$"""{"name": "{{Mark}} account", "type": "cash", "opening_balance": {{Amount}}}""");
        await user.CreateAsync(
            "budgets", $$"""{"name": "{{Mark}} budget", "amount": 1, "period": "monthly", "categories": ["{{category}}"], "start_date": "2026-01-01"}""");
        var goal = await user.CreateAsync("goals", $$"""{"name": "{{Mark}} goal", "target_amount": {{Amount}}, "goal_type": "savings"}""");
        await user.CreateAsync($"{goal}/contribute", $$"""{"amount": {{Amount}}, "notes": "{{Mark}} given"}""");
        await user.CreateAsync("webhooks", $$"""{"url": "{{hook}}{{Mark}}?key={{Mark}}", "description": "{{Mark}} hook"}""");
        await user.CreateAsync("import/profiles", $$"""{"name": "{{Mark}} profile"}""");
        await user.CreateAsync("recurring", $$"""
            {"template_name": "{{Mark}} rent", "frequency": "daily", "start_date": "{{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}}", "auto_create": true,
             "transaction": {"type": "expense", "amount": {{Amount}}, "payee": "{{Mark}} landlord", "category_id": "{{category}}"} }
            """);
        var entry = await user.CreateAsync("transactions", $$"""
            {"type": "expense", "amount": {{Amount}}, "payee": "{{Mark}} payee", "description": "{{Mark}} bought", "notes": "{{Mark}} notes",
             "tags": ["{{Mark}}tag"], "location": "{{Mark}} town", "custom_fields": {"{{Mark}}field": "{{Mark}} value"}, "category_id": "{{category}}"}
            """);
        await PutReceiptAsync(entry);
        await ImportAsync();
        return entry;
    }

    /// <summary>Each lets the other in, and changes the other's ledger; money goes from the user to the friend.</summary>
    internal async Task ShareAsync()
    {
        await user.CreateAsync("users/share-permission", $$"""{"grantee": "{{friend.Name}}", "access": "edit", "scope": {"kind": "all"} }""");
        await friend.CreateAsync("users/share-permission", $$"""{"grantee": "{{UserName}}", "access": "edit", "scope": {"kind": "all"} }""");
        await ChangeAsync(user, friend.Id, "A visitor's");
        await ChangeAsync(friend, user.Id, $"{Mark} from a friend");
        await user.CreateAsync("transfers", $$"""{"to": "{{friend.Name}}", "amount": 5, "description": "Shared lunch", "notes": "{{Mark}} mine"}""");
    }

    /// <summary>Statements: one that is read, with a row that is none, and one that leaves open how to read it.</summary>
    private async Task ImportAsync()
    {
        var account = await user.DefaultAccountAsync();
        await SendFileAsync($"Date,Payee,Amount\n2026-01-13,{Mark} shop,-{Amount}\n2026-01-14,{Mark} odd,{Mark}\n2026-01-15,{Mark} shop,-2.00\n", account);
        await SendFileAsync($"Date,Description,Amount\n03/04/2026,{Mark},-1.00\n05/06/2026,{Mark},-2.00\n", account);
    }

    private async Task SendFileAsync(string text, string account)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", $"{Mark}.csv" } };
        using var response = await user.Http.PostAsync($"import?account_id={account}", form);
        Assert.InRange((int)response.StatusCode, 200, 499);
    }

    private async Task PutReceiptAsync(string entry)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes($"%PDF-1.7\n{Mark}\n"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var response = await user.Http.PutAsync($"{entry}/receipt", content);
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static async Task ChangeAsync(UserClient guest, Guid owner, string payee)
    {
        var reply = await guest.SendAsync(
            HttpMethod.Post, "transactions", $$"""{"type": "income", "amount": 7, "payee": "{{payee}}"}""", ("X-Ledger", owner.ToString()));
        Assert.True(reply.Status == 201, reply.Body);
    }
}
