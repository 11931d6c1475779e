using System.Net.Http.Headers;
using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class ReceiptTests(AppFixture app)
{
    private static readonly byte[] Png = Convert.FromHexString("89504E470D0A1A0A0000000D49484452000000010000000108060000001F15C48900000000");
    private static readonly byte[] Pdf = "%PDF-1.7\n1 0 obj\n"u8.ToArray();

    [Fact]
    public async Task PutGetDelete_Receipt_IsWhatWasSent()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("transactions", """{"type": "expense", "amount": 5, "date": "2026-02-03"}""");

        var put = await SendAsync(user, path, Png, "image/png");
        using var got = await user.Http.GetAsync($"{path}/receipt");
        using var known = await GetAsync(user, path, got.Headers.ETag!);

        Assert.Equal(200, put.Status);
        Assert.Equal(["\"image/png\"", $"{Png.Length}"], put.Raws("content_type", "size"));
        Assert.Equal(Png, await got.Content.ReadAsByteArrayAsync());
        Assert.Equal(
            ("image/png", "attachment; filename=\"receipt-2026-02-03.png\"", "nosniff"),
            (got.Content.Headers.ContentType?.ToString(), got.Content.Headers.ContentDisposition?.ToString(), Header(got, "X-Content-Type-Options")));
        Assert.Contains("sandbox", Header(got, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(304, (int)known.StatusCode);
        Assert.Equal(put.Body, (await user.ReadAsync(path)).Raw("receipt"));
        Assert.Equal("true", (await user.SendAsync(HttpMethod.Delete, $"{path}/receipt", ("If-Match", put.Header("ETag")!))).Raw("deleted"));
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, $"{path}/receipt")).Status);
        Assert.Equal("null", (await user.ReadAsync(path)).Raw("receipt"));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Put_InPlaceOfAnother_IsTheNewOne()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("transactions", """{"type": "expense", "amount": 5}""");
        var large = new byte[9_000_000];
        Pdf.CopyTo(large, 0);
        large[^1] = 7;

        var first = await SendAsync(user, path, Png, "image/png");
        var second = await SendAsync(user, path, large, "application/pdf");
        var late = await SendAsync(user, path, Png, "image/png", first.Header("ETag"));
        using var got = await user.Http.GetAsync($"{path}/receipt");

        Assert.Equal((200, 412), (second.Status, late.Status));
        Assert.Equal("application/pdf", got.Content.Headers.ContentType?.ToString());
        Assert.Equal(large, await got.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("3C7376672F3E", "image/png", 415)]
    [InlineData("504B0304140000000800", "application/pdf", 415)]
    [InlineData("3C21444F43545950452068746D6C3E", "text/html", 415)]
    [InlineData("255044462D312E370A", "image/png", 415)]
    [InlineData("255044462D312E370A", "application/octet-stream", 415)]
    [InlineData("0A255044462D312E370A", "application/pdf", 415)]
    [InlineData("", "application/pdf", 400)]
    public async Task Put_NoReceipt_IsRefused(string hex, string declared, int status)
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("transactions", """{"type": "expense", "amount": 5}""");

        var reply = await SendAsync(user, path, Convert.FromHexString(hex), declared);

        Assert.Equal(status, reply.Status);
        Assert.Equal("null", (await user.ReadAsync(path)).Raw("receipt"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_TooLarge_Is413(bool saysItsLength)
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("transactions", """{"type": "expense", "amount": 5}""");
        var large = new byte[(10 << 20) + 1];
        Pdf.CopyTo(large, 0);

        var reply = await SendAsync(user, path, large, "application/pdf", isChunked: !saysItsLength);

        Assert.Equal((413, "payload_too_large"), (reply.Status, reply.Code));
        Assert.Equal("null", (await user.ReadAsync(path)).Raw("receipt"));
    }

    [Fact]
    public async Task Stranger_OfAnyKind_FindsNothing()
    {
        using var owner = await app.RegisterAsync();
        using var stranger = await app.RegisterAsync();
        var path = await owner.CreateAsync("transactions", """{"type": "expense", "amount": 5}""");
        await SendAsync(owner, path, Png, "image/png");

        Assert.Equal(404, (await stranger.SendAsync(HttpMethod.Get, $"{path}/receipt")).Status);
        Assert.Equal(404, (await stranger.SendAsync(HttpMethod.Delete, $"{path}/receipt")).Status);
        Assert.Equal(404, (await SendAsync(stranger, path, Png, "image/png")).Status);
        Assert.Equal(404, (await owner.SendAsync(HttpMethod.Get, "transactions/nothing/receipt")).Status);
        Assert.Equal(404, (await SendAsync(owner, "transactions/nothing", Png, "image/png")).Status);
    }

    private static async Task<Reply> SendAsync(
        UserClient user, string path, byte[] content, string declared, string? ifMatch = null, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{path}/receipt") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(declared);
        request.Headers.TransferEncodingChunked = isChunked;
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await user.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    private static async Task<HttpResponseMessage> GetAsync(UserClient user, string path, EntityTagHeaderValue known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/receipt");
        request.Headers.IfNoneMatch.Add(known);
        return await user.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(',', response.Headers.GetValues(name));
}
