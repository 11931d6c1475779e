using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Finance.LocalRuntime.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace Finance.LocalRuntime.Tests.Identity;

public sealed class DevelopmentIssuerTests : IAsyncLifetime
{
    private LocalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await IdentityTestHost.StartAsync();
        _client = _host.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Token_ForAUser_IsAcceptedAndNamesThatUser()
    {
        var (token, userId) = await TokenAsync(new { user = "alice", roles = new[] { "Admin" }, mfa = true });

        using var response = await _host.AskAsync(token);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(userId.ToString(), body.RootElement.GetProperty("user_id").GetString());
        Assert.Equal("alice", body.RootElement.GetProperty("name").GetString());
        Assert.True(body.RootElement.GetProperty("admin").GetBoolean());
        Assert.Equal(["pwd", "mfa"], body.RootElement.GetProperty("amr").EnumerateArray().Select(method => method.GetString()));
    }

    [Fact]
    public async Task Token_ForTheSameName_IsTheSameUser()
    {
        var (first, firstId) = await TokenAsync(new { user = "alice" });
        var (second, secondId) = await TokenAsync(new { user = "alice", minutes = 5 });
        var (_, otherId) = await TokenAsync(new { user = "Alice" });

        Assert.NotEqual(first, second);
        Assert.Equal(firstId, secondId);
        Assert.NotEqual(firstId, otherId);
        Assert.Equal(firstId, LocalHost.UserIdOf("alice"));
    }

    [Fact]
    public async Task Token_WithNegativeMinutes_IsExpired()
    {
        var (token, _) = await TokenAsync(new { user = "alice", minutes = -10 });

        using var response = await _host.AskAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"user":" "}""")]
    [InlineData("""{"user":"a\u0000b"}""")]
    [InlineData("""{"user":"alice","role":"Admin"}""")]
    [InlineData("""{"user":"alice","minutes":999999999}""")]
    [InlineData("""["alice"]""")]
    [InlineData("""nonsense""")]
    public async Task TokenRequest_ThatIsMalformed_Is400(string body)
    {
        using var response = await _client.PostAsync("/.local/token", new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("Host", "attacker.example")]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    public async Task TokenRequest_ThatMayComeFromElsewhere_Is404(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/.local/token");
        request.Content = JsonContent.Create(new { user = "alice" });
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Metadata_LeadsToTheKeyOfTheTokens()
    {
        var (token, _) = await TokenAsync(new { user = "alice" });
        using var configuration = JsonDocument.Parse(await _client.GetStringAsync("/.local/.well-known/openid-configuration"));
        using var keys = JsonDocument.Parse(await _client.GetStringAsync(configuration.RootElement.GetProperty("jwks_uri").GetString()));

        var parsed = SignedToken.Parse(token)!;
        var key = SigningKey.ParseSet(keys.RootElement)[parsed.Header.GetProperty("kid").GetString()!];

        Assert.True(key.Verifies(parsed));
        var issuer = configuration.RootElement.GetProperty("issuer").GetString();
        Assert.Equal(issuer, parsed.ParseClaims()!.Value.GetProperty("iss").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tenant_ConfiguredByTheAppItself_ClosesTheIssuer(bool bySource)
    {
        // The very id of the development tenant opens nothing when it is configured.
        var tenant = DevelopmentSetting(_host, "AzureAd:TenantId");
        await using var host = await Hosting.TestHost.StartAsync<WhoAmI>(builder =>
        {
            if (bySource)
                builder.Configuration.AddInMemoryCollection([new("AzureAd:TenantId", tenant)]);
            else
                builder.Configuration["AzureAd:TenantId"] = tenant;
            builder.Services.AddAuthentication("Bearer").AddMicrosoftIdentityWebApi(builder.Configuration);
        });
        using var client = host.CreateClient();

        using var refused = await client.PostAsJsonAsync("/.local/token", new { user = "alice" });
        using var unauthorized = await host.AskAsync(_host.IssueToken("alice"));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unauthorized.StatusCode);
    }

    [Fact]
    public void KeyStore_InAFolder_KeepsItsKeyToItself()
    {
        var folder = Directory.CreateTempSubdirectory("issuer-test-");
        try
        {
            using var first = new DevelopmentKeyStore(folder.FullName).Open();
            using var second = new DevelopmentKeyStore(folder.FullName).Open();

            Assert.Equal(first.ExportRSAPublicKey(), second.ExportRSAPublicKey());
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.GetFiles().Single().FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? DevelopmentSetting(LocalHost host, string key)
        => host.Services.GetRequiredService<IConfiguration>()[key];

    private async Task<(string Token, Guid UserId)> TokenAsync(object request)
    {
        using var response = await _client.PostAsJsonAsync("/.local/token", request);
        response.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (body.RootElement.GetProperty("access_token").GetString()!, body.RootElement.GetProperty("user_id").GetGuid());
    }
}
