using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class ExportTests(AppFixture app)
{
    [Fact]
    public async Task Export_Csv_IsWhatTheListHolds()
    {
        using var user = await app.RegisterAsync();
        await EnterAsync(user, 3);
        await user.PostAsync("transactions", new { type = "expense", amount = 7, payee = "=cmd|'/C calc'!A0", date = "2026-03-09" });

        using var response = await user.Http.GetAsync("export?format=csv");

        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType?.ToString());
        Assert.Matches("^attachment; filename=\"transactions-[0-9-]{10}\\.csv\"$", Header(response, "Content-Disposition"));
        Assert.Equal(("nosniff", "no-store"), (Header(response, "X-Content-Type-Options"), Header(response, "Cache-Control")));
        Assert.True(response.Headers.TransferEncodingChunked);
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.StartsWith("date,account,type,amount,currency,payee,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-03-09,Checking,expense,-7.00,USD,'=cmd|'/C calc'!A0,", lines[1], StringComparison.Ordinal);
        var listed = (await user.GetAsync("transactions")).GetProperty("items").EnumerateArray();
        Assert.Equal(listed.Select(item => item.GetProperty("id").GetString()), lines[1..^1].Select(line => line.Split(',')[^1]));
    }

    [Fact]
    public async Task Export_CsvWithFilters_IsTheFilteredList()
    {
        using var user = await app.RegisterAsync();
        await EnterAsync(user, 6);

        var csv = await user.Http.GetStringAsync("export?format=csv&from=2026-03-02&to=2026-03-05&min_amount=4&sort=date");

        Assert.Equal(["2026-03-03", "2026-03-04", "2026-03-05"], csv.Split("\r\n")[1..^1].Select(line => line[..10]));
    }

    [Fact]
    public async Task Export_CsvImportedElsewhere_IsTheSameLedger()
    {
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        await EnterAsync(user, 9);
        var csv = await user.Http.GetByteArrayAsync("export?format=csv");

        var (elsewhere, here) = (await other.ImportAsync(csv), await user.ImportAsync(csv));

        Assert.Equal((9, 0), (elsewhere.GetProperty("created").GetInt32(), elsewhere.GetProperty("failed").GetInt32()));
        Assert.Equal((0, 9), (here.GetProperty("created").GetInt32(), here.GetProperty("duplicates").GetInt32()));
        await other.VerifyAsync();
    }

    [Fact]
    public async Task Export_OfxImported_IsNewElsewhereAndKnownHere()
    {
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        await EnterAsync(user, 9);

        using var response = await user.Http.GetAsync("export?format=ofx&from=2026-03-03");

        Assert.Equal("application/x-ofx", response.Content.Headers.ContentType?.ToString());
        Assert.Matches("^attachment; filename=\"transactions-[0-9-]{10}\\.ofx\"$", Header(response, "Content-Disposition"));
        var file = await response.Content.ReadAsByteArrayAsync();
        var (elsewhere, here) = (await other.ImportAsync(file), await user.ImportAsync(file));
        Assert.Equal((7, 0), (elsewhere.GetProperty("created").GetInt32(), elsewhere.GetProperty("failed").GetInt32()));
        Assert.Equal((0, 7), (here.GetProperty("created").GetInt32(), here.GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task Export_Xlsx_IsAWorkbook()
    {
        using var user = await app.RegisterAsync();
        await EnterAsync(user, 3);

        using var response = await user.Http.GetAsync("export?format=xlsx&include=transactions,goals");

        Assert.Equal(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType?.ToString());
        Assert.Matches("^attachment; filename=\"ledger-[0-9-]{10}\\.xlsx\"$", Header(response, "Content-Disposition"));
        using var book = new ZipArchive(await response.Content.ReadAsStreamAsync());
        Assert.Equal(7, book.Entries.Count);
    }

    [Fact]
    public async Task Export_Pdf_IsAStatementWithItsFonts()
    {
        using var user = await app.RegisterAsync();
        await EnterAsync(user, 3);
        await user.PostAsync("transactions", new { type = "expense", amount = 7, payee = "北京 مقهى 😀 \U00013000", date = "2026-03-09" });

        using var response = await user.Http.GetAsync("export?format=pdf&from=2026-03-01&to=2026-03-31");

        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.ToString());
        Assert.Matches("^attachment; filename=\"statement-[0-9-]{10}\\.pdf\"$", Header(response, "Content-Disposition"));
        var file = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("%PDF-1.", file, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", file, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF", file.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Json_IsCompleteAndProvesItself()
    {
        using var user = await app.RegisterAsync();
        await EnterAsync(user, 3);
        var hook = await user.PostAsync("webhooks", new { url = "http://127.0.0.1:9/hook", kinds = new[] { "low_balance" } });

        using var response = await user.Http.GetAsync("export?format=json");

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        var text = await response.Content.ReadAsStringAsync();
        var json = JsonElement.Parse(text);
        Assert.Equal((true, 1), (json.GetProperty("complete").GetBoolean(), json.GetProperty("version").GetInt32()));
        Assert.Equal(3, json.GetProperty("transactions").GetArrayLength());
        Assert.Equal("4.25", json.GetProperty("transactions")[0].GetProperty("amount").GetRawText());
        Assert.Equal(json.GetProperty("ledger").GetProperty("version").GetInt64(), json.GetProperty("audit").GetArrayLength());
        Assert.DoesNotContain(hook.GetProperty("secret").GetString()!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Id.ToString(), text, StringComparison.Ordinal);
        var above = text[..text.LastIndexOf("\"checksum\"", StringComparison.Ordinal)];
        Assert.Equal(
            "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(above))), json.GetProperty("checksum").GetString());
    }

    [Theory]
    [InlineData("export?format=json&from=2026-03-02", 2, true)]
    [InlineData("export?format=json&include=accounts,transactions", 3, false)]
    public async Task Export_JsonOfAPart_SaysThatItIsNotComplete(string path, int transactions, bool hasAudit)
    {
        using var user = await app.RegisterAsync();
        await EnterAsync(user, 3);

        var json = await user.GetAsync(path);

        Assert.False(json.GetProperty("complete").GetBoolean());
        Assert.Equal(transactions, json.GetProperty("transactions").GetArrayLength());
        Assert.Equal(hasAudit, json.TryGetProperty("audit", out _));
    }

    [Theory]
    [InlineData("export", "format")]
    [InlineData("export?format=exe", "format")]
    [InlineData("export?format=csv&include=secrets", "include")]
    [InlineData("export?format=json&include=accounts,nothing", "include")]
    [InlineData("export?format=json&sort=date", "sort")]
    [InlineData("export?format=ofx&sort=date", "sort")]
    [InlineData("export?format=xlsx&include=audit", "include")]
    [InlineData("export?format=ofx&include=accounts", "include")]
    [InlineData("export?format=pdf&include=budgets", "include")]
    [InlineData("export?format=pdf&account_id=0123456789ab", "account_id")]
    [InlineData("export?format=pdf&to=2026-13-01", "to")]
    [InlineData("export?format=csv&sort=payee", "sort")]
    [InlineData("export?format=csv&from=2026-02-30", "from")]
    [InlineData("export?format=csv&from=2026-03-02&to=2026-03-01", "from")]
    [InlineData("export?format=csv&account_id=0123456789ab", "account_id")]
    [InlineData("export?format=csv&limit=5", "limit")]
    [InlineData("export?format=csv&cursor=abc", "cursor")]
    public async Task Export_WrongParameter_IsRefusedByName(string path, string field)
    {
        using var user = await app.RegisterAsync();

        using var response = await user.Http.GetAsync(path);

        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task Export_BeforeRegistration_IsNotFound()
    {
        using var stranger = app.Client("nobody-to-export");

        using var response = await stranger.Http.GetAsync("export?format=csv");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task EnterAsync(UserClient user, int count)
    {
        for (var day = 1; day <= count; day++)
        {
            var amount = string.Create(CultureInfo.InvariantCulture, $"{day + 1}.25");
            await user.PostAsync("transactions", new { type = "expense", amount, payee = $"Shop {day}", date = $"2026-03-{day:D2}" });
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? values.Single()
            : null;
}
