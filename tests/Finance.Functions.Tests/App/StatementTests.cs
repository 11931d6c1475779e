using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class StatementTests(AppFixture app)
{
    private const string Ambiguous = "Date,Description,Amount\n03/04/2026,A,-1.00\n05/06/2026,B,-2.00\n";

    [Fact]
    public async Task Import_SampleYear_AgreesWithBalanceAndReports()
    {
        using var user = await app.RegisterAsync();

        var import = await user.ImportAsync(Sample("checking.ofx"));

        Assert.Equal(("completed", 314), (import.GetProperty("status").GetString(), import.GetProperty("created").GetInt32()));
        Assert.Equal("proven", import.GetProperty("balance_proof").GetProperty("status").GetString());
        var summary = await user.GetAsync("reports/summary?from=2025-11-01&to=2026-10-31");
        Assert.Equal("9216.67", summary.GetProperty("net").GetRawText());
        Assert.Equal("9216.67", summary.GetProperty("net_worth").GetRawText());
        Assert.Equal(314, summary.GetProperty("transaction_count").GetInt32());
        var months = await Task.WhenAll(Enumerable.Range(0, 12).Select(month =>
            user.GetAsync($"reports/monthly?month={new DateOnly(2025, 11, 1).AddMonths(month).ToString("yyyy-MM", CultureInfo.InvariantCulture)}")));
        Assert.Equal(9216.67m, months.Sum(month => month.GetProperty("net").GetDecimal()));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Import_SameYearInAnotherFormat_CreatesNothing()
    {
        using var user = await app.RegisterAsync();
        await user.ImportAsync(Sample("checking.csv"));

        var again = await user.ImportAsync(Sample("checking.ofx"));

        Assert.Equal((0, 314), (again.GetProperty("created").GetInt32(), again.GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task Drop_StatementTwice_CreatesEachEntryOnce()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();

        await DropAsync($"{user.Id}/{account}/first.ofx", Sample("checking.ofx"));
        await ImportsAsync(user, 1);
        await DropAsync($"{user.Id}/{account}/second.csv", Sample("checking.csv"));
        var imports = await ImportsAsync(user, 2);

        // Newest first by the second in which they arrived, which may be the same.
        Assert.Equal([0, 314], imports.Select(import => import.GetProperty("created").GetInt32()).Order());
        await user.VerifyAsync();
    }

    [Theory]
    [InlineData("/first.csv")]
    [InlineData("/nosuchaccount/first.csv")]
    public async Task Drop_PathWithoutAnAccount_IsRecordedAsFailed(string path)
    {
        using var user = await app.RegisterAsync();

        await DropAsync($"{user.Id}/{path.TrimStart('/')}".Replace($"{user.Id}/first", $"{user.Id}//first", StringComparison.Ordinal), Sample("checking.csv"));

        var import = Assert.Single(await ImportsAsync(user, 1));
        Assert.Equal("unknown_account", import.GetProperty("failure").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Drop_PathOfNobody_GoesToTheQuarantine()
    {
        var name = $"{Guid.NewGuid()}/account/lost.csv";

        await DropAsync(name, Sample("checking.csv"));

        var set = new BlobServiceClient(app.ConnectionString).GetBlobContainerClient("statements-quarantine").GetBlobClient(name);
        await WaitAsync(async () => await set.ExistsAsync());
        Assert.False(await new BlobServiceClient(app.ConnectionString).GetBlobContainerClient("statements").GetBlobClient(name).ExistsAsync());
    }

    [Fact]
    public async Task Drop_FileWithTwoReadings_WaitsForTheAnswer()
    {
        using var user = await app.RegisterAsync();
        await DropAsync($"{user.Id}/{await user.DefaultAccountAsync()}/open.csv", Encoding.UTF8.GetBytes(Ambiguous));
        var waiting = Assert.Single(await ImportsAsync(user, 1));
        Assert.Equal("ambiguous_format", waiting.GetProperty("failure").GetProperty("code").GetString());

        var id = waiting.GetProperty("id").GetString();
        await user.PostAsync($"imports/{id}/resolve", new { date_order = "dmy" });

        await WaitAsync(async () => (await user.GetAsync($"imports/{id}")).GetProperty("status").GetString() == "completed");
        var rows = await user.GetAsync($"imports/{id}/rows");
        Assert.Equal(2, rows.GetProperty("total_count").GetInt32());
        Assert.Equal("-3.00", (await user.GetAsync("reports/summary?year=2026")).GetProperty("net").GetRawText());
    }

    [Fact]
    public async Task Import_FileWithTwoReadings_IsRefusedWithItsEvidence()
    {
        using var user = await app.RegisterAsync();

        using var refused = await user.Http.PostAsync("import", new StringContent(Ambiguous));
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync());
        var taken = await user.ImportAsync(Encoding.UTF8.GetBytes(Ambiguous), "?date_order=mdy");

        Assert.Equal((HttpStatusCode.BadRequest, "ambiguous_format"), (refused.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("date_order", problem.GetProperty("evidence").GetProperty("questions")[0].GetProperty("parameter").GetString());
        Assert.Equal(2, taken.GetProperty("created").GetInt32());
    }

    [Fact]
    public async Task Import_LargeFile_IsAcceptedAndTakenFromTheContainer()
    {
        using var user = await app.RegisterAsync();
        var file = Encoding.UTF8.GetBytes(Statement(25_000));

        using var accepted = await user.Http.PostAsync("import", new ByteArrayContent(file));

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var location = accepted.Headers.Location!.ToString()["/api/".Length..];
        await WaitAsync(async () => (await user.GetAsync(location)).GetProperty("status").GetString() == "completed");
        Assert.Equal(25_000, (await user.GetAsync(location)).GetProperty("created").GetInt32());
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Import_MultipartFile_IsTakenUnderItsName()
    {
        using var user = await app.RegisterAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Sample("checking.csv")), "file", "my bank.csv" } };

        using var response = await user.Http.PostAsync("import?dry_run=true", form);
        var preview = JsonElement.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal((314, 314), (preview.GetProperty("created").GetInt32(), preview.GetProperty("rows").GetArrayLength()));
        Assert.Empty((await user.GetAsync("imports")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Import_OverTheLimit_IsRefusedBeforeItIsRead()
    {
        using var user = await app.RegisterAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "import") { Content = new ZerosContent(200L << 20) };
        request.Headers.ExpectContinue = true;

        using var response = await user.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("upload-url", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SameIdempotencyKey_AnswersTheFirstImport()
    {
        using var user = await app.RegisterAsync();
        user.Http.DefaultRequestHeaders.Add("Idempotency-Key", "statement-of-march");

        var first = await user.ImportAsync(Sample("checking.csv"));
        var second = await user.ImportAsync(Sample("checking.csv"));

        Assert.Equal(first.ToString(), second.ToString());
    }

    [Fact]
    public async Task Undo_OfAnImport_RestoresTheLedger()
    {
        using var user = await app.RegisterAsync();
        var import = await user.ImportAsync(Sample("checking.ofx"));

        var undone = await user.DeleteAsync($"imports/{import.GetProperty("id").GetString()}");

        Assert.Equal(314, undone.GetProperty("transactions_removed").GetInt32());
        Assert.Equal("0.00", (await user.GetAsync("reports/summary?year=2026")).GetProperty("net_worth").GetRawText());
        await user.VerifyAsync();
    }

    [Fact]
    public async Task GetImport_OfAnotherUser_IsNotFound()
    {
        using var owner = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        var import = await owner.ImportAsync(Sample("checking.csv"));

        using var response = await other.Http.GetAsync($"imports/{import.GetProperty("id").GetString()}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name));

    private static string Statement(int rows)
    {
        var text = new StringBuilder("Date,Description,Amount\n");
        for (var row = 0; row < rows; row++)
        {
            var day = new DateOnly(2020, 1, 1).AddDays(row * 2000 / rows);
            text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},A shop with a long name number {row % 97},-{(row % 300) + 1}.{row % 100:D2}\n");
        }

        return text.ToString();
    }

    private static async Task<IReadOnlyList<JsonElement>> ImportsAsync(UserClient user, int count)
    {
        IReadOnlyList<JsonElement> found = [];
        await WaitAsync(async () =>
        {
            found = [.. (await user.GetAsync("imports")).GetProperty("items").EnumerateArray()];
            return found.Count >= count && found.All(import => import.GetProperty("status").GetString() is "completed" or "failed");
        });
        return found;
    }

    private static async Task WaitAsync(Func<Task<bool>> isThere)
    {
        var limit = DateTime.UtcNow.AddMinutes(2);
        while (!await isThere())
        {
            Assert.True(DateTime.UtcNow < limit, "Waited two minutes in vain.");
            await Task.Delay(100);
        }
    }

    private Task DropAsync(string name, byte[] file) => new BlobServiceClient(app.ConnectionString)
        .GetBlobContainerClient("statements")
        .GetBlobClient(name)
        .UploadAsync(new BinaryData(file), overwrite: true);

    /// <summary>A body of zeros that exists only as it is sent.</summary>
    private sealed class ZerosContent(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[1 << 20];
            for (var left = length; left > 0; left -= piece.Length)
            {
                await stream.WriteAsync(piece);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
