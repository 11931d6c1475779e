using Finance.Core.Ledgers;
using Finance.Functions.Tests.Webhooks;
using Finance.LocalRuntime;
using Finance.LocalRuntime.Azurite;

namespace Finance.Functions.Tests.App;

/// <summary>Looks for an erased user in everything that the storage account holds, whatever wrote it.</summary>
[Collection(AppCollection.Name)]
public sealed class ErasedUserTests
{
    /// <summary>What the other user's own ledger records of money that came from the user: from whom.</summary>
    private static readonly IReadOnlyList<(string Row, string Property)> RightlyKept =
    [
        (LedgerKeys.TransferPrefix, "Counterparty"),
        (LedgerKeys.TransactionPrefix, "Payee"),
        (LedgerKeys.NotificationPrefix, "Title"),
        (LedgerKeys.NotificationPrefix, "Detail"),

        // The audited rows of the transfer that arrived.
        (LedgerKeys.AuditPrefix, "Rows0"),
    ];

    [Fact]
    public async Task Delete_UserWithEverything_NoTableAndNoBlobHoldsAnythingOfThem()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        await using var host = await AppFixture.StartAsync(azurite.ConnectionString);
        using var user = MarkedLife.ClientOf(host, MarkedLife.UserName);
        using var friend = MarkedLife.ClientOf(host, "otherperson");
        await friend.PostAsync("auth/register", new { username = friend.Name });
        var life = new MarkedLife(user, friend);
        await life.LiveAsync(receiver.Address);
        await life.ShareAsync();
        await RunNightlyAsync(host, days: 1);
        string[] traces = [MarkedLife.Mark, user.Id.ToString(), user.Id.ToString("N")];
        var before = await FindAsync(azurite, traces);

        using var request = new HttpRequestMessage(HttpMethod.Delete, "auth/user")
        {
            Content = new StringContent($$"""{"confirm": "{{MarkedLife.UserName}}"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        Assert.Equal(200, (int)(await user.Http.SendAsync(request)).StatusCode);
        await RunNightlyAsync(host, days: 2);
        await RunNightlyAsync(host, days: 3);
        var after = await FindAsync(azurite, traces);

        Assert.All(["ledger", "names", "due", "grants", "receipts"], place => Assert.Contains(before, found => InPlace(found, place)));
        Assert.All(traces[..2], trace => Assert.Contains(before, found => found.Holds(trace)));
        var left = string.Join('\n', after.Where(found => !IsRightlyKept(found, user, friend)));
        Assert.True(left.Length == 0, left);
    }

    private static async Task<IReadOnlyList<StoredValue>> FindAsync(AzuriteProcess azurite, string[] traces) =>
        [.. (await StoredBytes.AllAsync(azurite.ConnectionString, azurite.BlobEndpoint)).Where(value => traces.Any(value.Holds))];

    private static bool InPlace(StoredValue found, string place) => found.Place.StartsWith($"{place}/", StringComparison.Ordinal);

    /// <summary>Names the user by the username that money came from, and by nothing else.</summary>
    private static bool IsRightlyKept(StoredValue found, UserClient user, UserClient friend) =>
        !found.Holds(user.Id.ToString())
        && !found.Holds(user.Id.ToString("N"))
        && !found.Without(MarkedLife.UserName).Holds(MarkedLife.Mark)
        && RightlyKept.Any(kept => found.Place.StartsWith($"ledger/{friend.Id}/{kept.Row}", StringComparison.Ordinal) && found.Property == kept.Property);

    private static async Task RunNightlyAsync(LocalHost host, int days) =>
        Assert.Null(await host.RunTimerAsync("Nightly", DateTimeOffset.UtcNow.Date.AddDays(days).AddHours(2)));
}
