using System.Text;
using Finance.Functions.Tests.Webhooks;
using Finance.LocalRuntime.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Tests.App;

/// <summary>Looks for what users enter in everything that the app logs, at the lowest level of every category.</summary>
[Collection(AppCollection.Name)]
public sealed class LogPrivacyTests
{
    [Fact]
    public async Task Log_RequestsOfAllKindsAndAStorageFailure_HoldsNothingThatUsersEntered()
    {
        using var log = new CapturedLog();
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers.Enqueue(500);
        await using (var host = await AppFixture.StartAsync(azurite.ConnectionString, configure: builder => builder.Services.AddLogging(logging =>
            logging.AddProvider(log).AddFilter<CapturedLog>(null, LogLevel.Trace))))
        {
            using var user = MarkedLife.ClientOf(host, MarkedLife.UserName);
            using var friend = MarkedLife.ClientOf(host, "otherperson");
            await friend.PostAsync("auth/register", new { username = friend.Name });
            var life = new MarkedLife(user, friend);
            var entry = await life.LiveAsync(receiver.Address);
            await life.ShareAsync();
            await AskWronglyAsync(user, entry);
            Assert.Null(await host.RunTimerAsync("Nightly", DateTimeOffset.UtcNow.Date.AddDays(1).AddHours(2)));
            Assert.Null(await host.RunTimerAsync("Webhooks", DateTimeOffset.UtcNow.AddDays(1)));

            // From here on there is no storage.
            await azurite.DisposeAsync();
            var failed = await user.SendAsync(HttpMethod.Post, "transactions", Entry);
            Assert.InRange(failed.Status, 500, 599);
        }

        Assert.NotEmpty(receiver.All);
        Assert.Contains(log.Lines, line => line.StartsWith("Debug ", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("Finance.", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
        var leaks = log.Lines.Where(line =>
            line.Contains(MarkedLife.Mark, StringComparison.OrdinalIgnoreCase) || line.Contains("98765", StringComparison.Ordinal));
        Assert.Empty(leaks.Select(line => line[..Math.Min(line.Length, 400)]).Distinct());
    }

    private static string Entry => $$"""{"type": "expense", "amount": {{MarkedLife.Amount}}, "payee": "{{MarkedLife.Mark}} late"}""";

    /// <summary>Requests that are refused, with what the user entered where it does not belong.</summary>
    private static async Task AskWronglyAsync(UserClient user, string entry)
    {
        (HttpMethod Method, string Path, string Json, int Status)[] wrong =
        [
            (HttpMethod.Post, "transactions", $$"""{"type": "{{MarkedLife.Mark}}", "amount": "{{MarkedLife.Mark}}"}""", 400),
            (HttpMethod.Post, "transactions", $$"""{"{{MarkedLife.Mark}}": {{MarkedLife.Amount}} """, 400),
            (HttpMethod.Put, entry, $$"""{"{{MarkedLife.Mark}}": "{{MarkedLife.Mark}}"}""", 400),
            (HttpMethod.Post, "users/share-permission", $$"""{"grantee": "{{MarkedLife.Mark}}", "access": "read", "scope": {"kind": "all"} }""", 400),
            (HttpMethod.Delete, "auth/user", $$"""{"confirm": "{{MarkedLife.Mark}}"}""", 400),
        ];
        foreach (var (method, path, json, status) in wrong)
        {
            Assert.Equal(status, (await user.SendAsync(method, path, json)).Status);
        }

        using var spoilt = await user.Http.PostAsync("import", new ByteArrayContent(Encoding.UTF8.GetBytes($"\0{MarkedLife.Mark}")));
        Assert.False(spoilt.IsSuccessStatusCode);
    }
}
