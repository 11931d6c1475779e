using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Finance.LocalRuntime.Tests.Identity;

public sealed class TokenAttackTests : IAsyncLifetime
{
    private FakeAuthority _authority = null!;
    private LocalHost _host = null!;

    public async Task InitializeAsync()
    {
        _authority = await FakeAuthority.StartAsync();
        _host = await IdentityTestHost.StartAsync(_authority.Settings);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [Fact]
    public async Task Token_OfTheTenant_IsAccepted()
    {
        using var response = await _host.AskAsync(_authority.Sign(_authority.GoodClaims()));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("7e1f7a43-0000-4000-8000-000000000001", body.RootElement.GetProperty("user_id").GetString());
        Assert.Equal(FakeAuthority.TenantId, body.RootElement.GetProperty("tenant_id").GetString());
        Assert.Equal("access_as_user", body.RootElement.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task NoToken_IsRefusedAsProblem()
    {
        using var response = await _host.AskAsync(null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("Authorization failed.", body.RootElement.GetProperty("title").GetString());
        Assert.Equal(401, body.RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("")]
    public async Task AlgNone_WithOrWithoutSignature_IsRefused(string algorithm)
    {
        var unsigned = $"{FakeAuthority.Encode(FakeAuthority.Header(algorithm, "key-1"))}.{FakeAuthority.Encode(_authority.GoodClaims())}.";

        await AssertRefusedAsync(unsigned);
        await AssertRefusedAsync(unsigned + "AAAA");
        await AssertRefusedAsync(_authority.Sign(_authority.GoodClaims(), header: FakeAuthority.Header(algorithm, "key-1")));
    }

    [Fact]
    public async Task Hs256_WithThePublicKeyAsSecret_IsRefused()
    {
        var signed = $"{FakeAuthority.Encode(FakeAuthority.Header("HS256", "key-1"))}.{FakeAuthority.Encode(_authority.GoodClaims())}";
        var mac = HMACSHA256.HashData(_authority.PublicKeyPem("key-1"), Encoding.ASCII.GetBytes(signed));

        await AssertRefusedAsync($"{signed}.{Base64Url.EncodeToString(mac)}");
    }

    [Theory]
    [InlineData("alg", "RS384")]
    [InlineData("alg", "PS256")]
    [InlineData("alg", null)]
    [InlineData("kid", null)]
    [InlineData("kid", "")]
    [InlineData("typ", "id+jwt")]
    public async Task Header_ThatIsNotExactlyExpected_IsRefused(string member, string? value)
    {
        var header = FakeAuthority.Header("RS256", "key-1");
        header[member] = value;

        await AssertRefusedAsync(_authority.Sign(_authority.GoodClaims(), header: header));
    }

    [Fact]
    public async Task Header_WithCriticalExtension_IsRefused()
    {
        var header = FakeAuthority.Header("RS256", "key-1");
        header["crit"] = new[] { "b64" };

        await AssertRefusedAsync(_authority.Sign(_authority.GoodClaims(), header: header));
    }

    [Theory]
    [InlineData("iss", "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0")]
    [InlineData("iss", null)]
    [InlineData("aud", "another-app")]
    [InlineData("aud", "api://" + FakeAuthority.ClientId)]
    [InlineData("aud", null)]
    [InlineData("tid", "00000000-0000-0000-0000-000000000000")]
    [InlineData("tid", null)]
    [InlineData("scp", null)]
    [InlineData("scp", " ")]
    [InlineData("ver", "1.0")]
    [InlineData("exp", null)]
    [InlineData("exp", "tomorrow")]
    [InlineData("nbf", "yesterday")]
    public async Task Claim_ThatIsWrongOrMissing_IsRefused(string claim, string? value)
    {
        var claims = _authority.GoodClaims();
        claims[claim] = value;
        if (value is null)
            claims.Remove(claim);

        await AssertRefusedAsync(_authority.Sign(claims));
    }

    [Theory]
    [InlineData("exp", -301, false)]
    [InlineData("exp", -200, true)]
    [InlineData("nbf", 400, false)]
    [InlineData("nbf", 200, true)]
    public async Task Lifetime_IsHeldToFiveMinutes(string claim, int secondsFromNow, bool accepted)
    {
        var claims = _authority.GoodClaims();
        claims[claim] = FakeAuthority.Now() + secondsFromNow;

        using var response = await _host.AskAsync(_authority.Sign(claims));

        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Key_ThatIsNotPublished_IsRefused()
    {
        using var foreign = RSA.Create(2048);

        await AssertRefusedAsync(_authority.Sign(_authority.GoodClaims(), "key-1", foreign));
        await AssertRefusedAsync(_authority.Sign(_authority.GoodClaims(), "key-2", foreign));
    }

    [Fact]
    public async Task UnknownKeys_AreAskedForOnceAMinute()
    {
        using var foreign = RSA.Create(2048);
        for (var i = 0; i < 5; i++)
            await AssertRefusedAsync(_authority.Sign(_authority.GoodClaims(), $"unknown-{i}", foreign));

        Assert.Equal(1, _authority.KeyRequests);
    }

    [Fact]
    public async Task Payload_Altered_IsRefused()
    {
        var parts = _authority.Sign(_authority.GoodClaims()).Split('.');
        var claims = _authority.GoodClaims();
        claims["oid"] = "somebody-else";

        await AssertRefusedAsync($"{parts[0]}.{FakeAuthority.Encode(claims)}.{parts[2]}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(341)]
    public async Task Signature_AlteredByOneCharacter_IsRefused(int position)
    {
        var token = _authority.Sign(_authority.GoodClaims());
        var at = token.LastIndexOf('.') + 1 + position;
        var altered = token[at] == 'A' ? 'B' : 'A';

        await AssertRefusedAsync($"{token[..at]}{altered}{token[(at + 1)..]}");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("a.b.c.d.e")]
    [InlineData("%%%.###.!!!")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("W10.W10.W10")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9")]
    [InlineData("not a token")]
    public async Task Garbage_IsRefused(string token) => await AssertRefusedAsync(token);

    [Fact]
    public async Task Oversized_IsRefused()
    {
        var claims = _authority.GoodClaims();
        claims["padding"] = new string('x', 16_384);

        await AssertRefusedAsync(_authority.Sign(claims));
    }

    [Fact]
    public async Task DevelopmentToken_OfferedToATenant_IsRefusedAndNotIssued()
    {
        await using var development = await IdentityTestHost.StartAsync();
        var token = development.IssueToken("alice");
        using var accepted = await development.AskAsync(token);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);

        await AssertRefusedAsync(token);
        using var client = _host.CreateClient();
        using var response = await client.PostAsync("/.local/token", new StringContent("""{"user":"alice"}"""));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        using var keys = await client.GetAsync("/.local/keys");
        Assert.Equal(HttpStatusCode.NotFound, keys.StatusCode);
    }

    private async Task AssertRefusedAsync(string token)
    {
        using var response = await _host.AskAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
