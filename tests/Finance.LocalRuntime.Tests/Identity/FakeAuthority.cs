using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Tests.Identity;

/// <summary>An authority on loopback that publishes metadata like Entra ID's, and signs whatever a test asks for.</summary>
internal sealed class FakeAuthority : IAsyncDisposable
{
    public const string TenantId = "c0a80101-1111-4222-8333-444455556666";
    public const string ClientId = "11111111-aaaa-4bbb-8ccc-222222222222";

    private readonly WebApplication _app;
    private readonly Dictionary<string, RSA> _published = [];

    private FakeAuthority(WebApplication app) => _app = app;

    public string Instance => _app.Urls.First() + "/";

    public string Issuer => $"{Instance}{TenantId}/v2.0";

    public int KeyRequests { get; private set; }

    public Dictionary<string, string?> Settings => new()
    {
        ["AzureAd:Instance"] = Instance,
        ["AzureAd:TenantId"] = TenantId,
        ["AzureAd:ClientId"] = ClientId,
    };

    public static async Task<FakeAuthority> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var authority = new FakeAuthority(app);
        app.MapGet($"/{TenantId}/v2.0/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = authority.Issuer,
            ["jwks_uri"] = $"{authority.Instance}keys",
        }));
        app.MapGet("/keys", () => Results.Json(authority.PublicKeys()));
        await app.StartAsync();
        authority.Publish("key-1");
        return authority;
    }

    public RSA Publish(string keyId) => _published[keyId] = RSA.Create(2048);

    public byte[] PublicKeyPem(string keyId) => Encoding.ASCII.GetBytes(_published[keyId].ExportSubjectPublicKeyInfoPem());

    public Dictionary<string, object?> GoodClaims() => new()
    {
        ["aud"] = ClientId,
        ["iss"] = Issuer,
        ["iat"] = Now(),
        ["nbf"] = Now(),
        ["exp"] = Now() + 3600,
        ["oid"] = "7e1f7a43-0000-4000-8000-000000000001",
        ["sub"] = "subject",
        ["tid"] = TenantId,
        ["scp"] = "access_as_user",
        ["ver"] = "2.0",
    };

    public string Sign(
        Dictionary<string, object?> claims, string keyId = "key-1", RSA? key = null, Dictionary<string, object?>? header = null)
    {
        var signed = $"{Encode(header ?? Header("RS256", keyId))}.{Encode(claims)}";
        var signature = (key ?? _published[keyId]).SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public static Dictionary<string, object?> Header(string algorithm, string keyId)
        => new() { ["typ"] = "JWT", ["alg"] = algorithm, ["kid"] = keyId };

    public static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    public static long Now() => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        foreach (var key in _published.Values)
            key.Dispose();
    }

    private Dictionary<string, object> PublicKeys()
    {
        KeyRequests++;
        return new Dictionary<string, object>
        {
            ["keys"] = _published.Select(key =>
            {
                var parameters = key.Value.ExportParameters(includePrivateParameters: false);
                return new Dictionary<string, string>
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["kid"] = key.Key,
                    ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                    ["e"] = Base64Url.EncodeToString(parameters.Exponent),
                    ["issuer"] = $"{Instance}{{tenantid}}/v2.0",
                };
            }).ToArray(),
        };
    }
}
