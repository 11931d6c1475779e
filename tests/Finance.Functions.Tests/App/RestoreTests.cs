using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Finance.LocalRuntime.Azurite;
using Finance.Testing;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class RestoreTests(AppFixture app)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_IntoANewUser_IsTheSameLedgerByteForByte(bool isCompressed)
    {
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        var hook = await FillAsync(user);
        var document = await ExportAsync(user);

        var restored = await SendAsync(other, document, isCompressed);

        Assert.Equal(HttpStatusCode.OK, restored.Status);
        Assert.Equal(Encoding.UTF8.GetString(document), Encoding.UTF8.GetString(await ExportAsync(other)));
        var webhook = Assert.Single(restored.Json.GetProperty("webhooks").EnumerateArray());
        Assert.NotEqual(hook, webhook.GetProperty("secret").GetString());
        await other.VerifyAsync();
        Assert.Equal(await ItemsAsync(user, "transactions"), await ItemsAsync(other, "transactions"));
        Assert.Equal(await ItemsAsync(user, "goals"), await ItemsAsync(other, "goals"));
        var old = (await user.GetAsync("goals")).GetProperty("next_since").GetString();
        Assert.Equal((410, "since_too_old"), await other.SendAsync(HttpMethod.Get, $"goals?since={old}") is var gone ? (gone.Status, gone.Code) : default);
        var bare = (await other.GetAsync("goals")).GetProperty("version").GetInt64();
        Assert.Equal(410, (await other.SendAsync(HttpMethod.Get, $"goals?since={bare - 1}")).Status);
        Assert.Equal(200, (await other.SendAsync(HttpMethod.Get, $"goals?since={bare}")).Status);
        Assert.Equal(other.Name, (await other.GetAsync("auth/user")).GetProperty("username").GetString());
        var again = await other.ImportAsync(Encoding.UTF8.GetBytes(Statement));
        Assert.Equal((0, 2), (again.GetProperty("created").GetInt32(), again.GetProperty("duplicates").GetInt32()));
    }

    private static async Task<string> ItemsAsync(UserClient user, string list) => (await user.GetAsync(list)).GetProperty("items").ToString();

    [Fact]
    public async Task Restore_IntoALedgerThatHoldsSomething_IsRefused()
    {
        using var user = await app.RegisterAsync();
        await FillAsync(user);

        var refused = await SendAsync(user, await ExportAsync(user), false);

        Assert.Equal((HttpStatusCode.Conflict, "ledger_not_empty"), (refused.Status, refused.Json.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("\"payee\":\"Rent\"", "\"payee\":\"Rents\"", "backup_unreadable")]
    [InlineData("\"checksum\"", "\n", "backup_unreadable")]
    [InlineData("{\"format\"", "[", "backup_unreadable")]
    public async Task Restore_EditedDocument_IsRefusedAndNothingIsThere(string from, string to, string code)
    {
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        await FillAsync(user);
        var text = Encoding.UTF8.GetString(await ExportAsync(user)).Replace(from, to, StringComparison.Ordinal);

        var refused = await SendAsync(other, Encoding.UTF8.GetBytes(text), false);

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Json.GetProperty("code").GetString()));
        Assert.Equal(0, (await other.GetAsync("transactions")).GetProperty("total_count").GetInt32());
    }

    [Fact]
    public async Task Restore_BodyOfAnotherEncoding_IsRefused()
    {
        using var user = await app.RegisterAsync();
        using var brotli = new ByteArrayContent([1, 2, 3]) { Headers = { ContentEncoding = { "br" } } };
        using var none = new ByteArrayContent([1, 2, 3]) { Headers = { ContentEncoding = { "gzip" } } };

        using var unknown = await user.Http.PostAsync("restore", brotli);
        using var damaged = await user.Http.PostAsync("restore", none);
        using var asked = await user.Http.PostAsync("restore?force=true", new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, damaged.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
    }

    [Fact]
    public async Task Restore_AppKilledInTheMiddle_GoesOnWhenItIsSentAgain()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        byte[] document;
        using (var first = await AppProcess.StartAsync(azurite.ConnectionString))
        {
            using var user = await first.ClientAsync("grace");
            using var other = await first.ClientAsync("henry");
            await user.PostAsync("auth/register", new { username = "grace" });
            await other.PostAsync("auth/register", new { username = "henry" });
            await user.ImportAsync(Encoding.UTF8.GetBytes(LongStatement()));
            document = await ExportAsync(user);
            var sending = Record.ExceptionAsync(() => SendAsync(other, document, false));
            while ((await other.Http.GetAsync("accounts")).StatusCode != HttpStatusCode.Conflict)
            {
                await Task.Delay(5);
            }

            await Task.Delay(150);
            first.Kill();
            Assert.NotNull(await sending);
        }

        using var again = await AppProcess.StartAsync(azurite.ConnectionString);
        using var same = await again.ClientAsync("henry");
        using var shut = await same.Http.GetAsync("accounts");
        var restored = await SendAsync(same, document, false);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (shut.StatusCode, restored.Status));
        Assert.Equal(Encoding.UTF8.GetString(document), Encoding.UTF8.GetString(await ExportAsync(same)));
        await same.VerifyAsync();
    }

    private const string Statement = "Date,Description,Amount\n2026-03-14,Café Zoë,-4.50\n2026-03-15,שלום,-7.25\n";

    private static string LongStatement()
    {
        var first = new DateOnly(2024, 1, 1);
        var rows = Enumerable.Range(0, 12_000).Select(row => $"{first.AddDays(row / 20):yyyy-MM-dd},Shop {row},-1.{(row % 90) + 10}\n");
        return "Date,Description,Amount\n" + string.Concat(rows);
    }

    /// <returns>The secret of a webhook.</returns>
    private static async Task<string> FillAsync(UserClient user)
    {
        var yen = await IdAsync(user, "accounts", new { name = "Yen", type = "savings", currency = "JPY", opening_balance = 500 });
        var hook = await user.PostAsync("webhooks", new { url = "http://127.0.0.1:9/hook", kinds = Array.Empty<string>() });
        await user.ImportAsync(Encoding.UTF8.GetBytes(Statement));
        string[] tags = ["home"];
        var rent = await IdAsync(user, "transactions", new { type = "expense", amount = 900, payee = "Rent", date = "2026-03-01", tags });
        await IdAsync(user, "transactions", new { type = "transfer", amount = 10, to_account_id = yen, to_amount = 1500, date = "2026-03-02" });
        var goal = await IdAsync(user, "goals", new { name = "Car", target_amount = 100, goal_type = "savings" });
        await user.PostAsync($"goals/{goal}/contribute", new { transaction_id = rent, amount = 30 });
        await user.PostAsync("recurring", new
        {
            template_name = "Gym",
            transaction = new { type = "expense", amount = 20 },
            frequency = "monthly",
            start_date = "2026-07-01",
        });
        return hook.GetProperty("secret").GetString()!;
    }

    private static async Task<string> IdAsync(UserClient user, string path, object body) =>
        (await user.PostAsync(path, body)).GetProperty("id").GetString()!;

    private static Task<byte[]> ExportAsync(UserClient user) => user.Http.GetByteArrayAsync("export?format=json");

    private static async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(UserClient user, byte[] document, bool isCompressed)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(document);
        }

        using var content = new ByteArrayContent(isCompressed ? packed.ToArray() : document);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(isCompressed ? "gzip" : "identity");
        using var response = await user.Http.PostAsync("restore", content);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }
}
