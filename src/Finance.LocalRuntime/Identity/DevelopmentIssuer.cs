using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Finance.LocalRuntime.Identity;

/// <summary>
/// Stands in for Entra ID while no tenant is configured: signs access tokens of the same make with a key that only this machine has.
/// </summary>
internal sealed class DevelopmentIssuer : IDisposable
{
    private const string SettingsPrefix = "AzureAd:";
    private const string TenantSetting = SettingsPrefix + "TenantId";
    private const string TenantId = "5fbc3d92-0b3c-4c46-9a52-6c1d0d1f7c01";
    private const string ClientId = "9d1a5b0e-6a52-4b9f-8f0b-2f4a1c7e3d02";

    // Free of the port, so that a token outlives a restart of the app on another one.
    private const string Instance = "https://localhost/.local/";
    private const string Issuer = Instance + TenantId + "/v2.0";
    private const string Scope = "access_as_user";
    private const string SecondFactorContext = "c1";

    private readonly TimeProvider _time;
    private readonly RSA _key;
    private readonly Lock _signing = new();

    public DevelopmentIssuer(TimeProvider time, DevelopmentKeyStore keys)
    {
        _time = time;
        _key = keys.Open();
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        KeyId = Base64Url.EncodeToString(SHA256.HashData(parameters.Modulus!))[..27];
        Metadata = new AuthorityMetadata(
            Issuer, new Dictionary<string, SigningKey>(StringComparer.Ordinal) { [KeyId] = new(KeyId, parameters, Issuer) });
    }

    public AuthorityMetadata Metadata { get; }

    private string KeyId { get; }

    /// <summary>Makes the issuer the app's tenant, unless the settings before it name one.</summary>
    public static void OfferItself(IConfigurationManager configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[TenantSetting]))
        {
            configuration.Add(new DevelopmentSettings
            {
                InitialData =
                [
                    new(SettingsPrefix + "Instance", Instance),
                    new(TenantSetting, TenantId),
                    new(SettingsPrefix + "ClientId", ClientId),
                ],
            });
        }
    }

    /// <summary>Whether the tenant in force is this issuer because nothing else named one; its mere id does not open it.</summary>
    public static bool Serves(IConfiguration configuration)
        => configuration is IConfigurationRoot root
            && root.Providers.LastOrDefault(provider => provider.TryGet(TenantSetting, out _))
                is DevelopmentSettingsProvider { IsUntouched: true };

    /// <summary>The same name is always the same user.</summary>
    public static Guid UserIdOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("development user\n" + name))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <param name="user">The user's name; with an @ it is taken for the sign-in name too.</param>
    /// <param name="roles">App roles.</param>
    /// <param name="lifetime">Negative for a token that is expired when it is issued.</param>
    /// <param name="secondFactor">Whether the token proves one.</param>
    public string Issue(string user, IReadOnlyCollection<string> roles, TimeSpan lifetime, bool secondFactor)
    {
        var now = _time.GetUtcNow();
        var issuedAt = lifetime < TimeSpan.Zero ? now + lifetime + lifetime : now;
        var userId = UserIdOf(user).ToString();
        var claims = new Dictionary<string, object>
        {
            ["aud"] = ClientId,
            ["iss"] = Issuer,
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["nbf"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["amr"] = secondFactor ? (string[])["pwd", "mfa"] : ["pwd"],
            ["azp"] = ClientId,
            ["azpacr"] = "0",
            ["name"] = user,
            ["oid"] = userId,
            ["preferred_username"] = user.Contains('@', StringComparison.Ordinal) ? user : $"{user}@localhost",
            ["scp"] = Scope,
            ["sub"] = userId,
            ["tid"] = TenantId,
            ["uti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ["ver"] = "2.0",
        };
        if (roles.Count > 0)
            claims["roles"] = roles;
        if (secondFactor)
            claims["acrs"] = (string[])[SecondFactorContext];
        return Sign(claims);
    }

    public static object Configuration(string address) => new Dictionary<string, object>
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = $"{address}/.local/keys",
        ["token_endpoint"] = $"{address}/.local/token",
        ["id_token_signing_alg_values_supported"] = (string[])["RS256"],
        ["response_types_supported"] = (string[])["token"],
        ["subject_types_supported"] = (string[])["pairwise"],
    };

    public object Keys()
    {
        var parameters = Metadata.Keys[KeyId].Parameters;
        var key = new Dictionary<string, string>
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = KeyId,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            ["issuer"] = Issuer,
        };
        return new Dictionary<string, object> { ["keys"] = (object[])[key] };
    }

    public void Dispose() => _key.Dispose();

    private string Sign(Dictionary<string, object> claims)
    {
        var header = new Dictionary<string, string> { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = KeyId };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        lock (_signing)
        {
            var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    private static string Encode<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    // Only for their types: they tell settings that the runtime made up from settings that somebody wrote.
    private sealed class DevelopmentSettings : MemoryConfigurationSource, IConfigurationSource
    {
        IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => new DevelopmentSettingsProvider(this);
    }

    private sealed class DevelopmentSettingsProvider(MemoryConfigurationSource source) : MemoryConfigurationProvider(source)
    {
        public bool IsUntouched { get; private set; } = true;

        // Setting a value on a configuration sets it in every provider.
        public override void Set(string key, string? value)
        {
            IsUntouched &= !key.StartsWith(SettingsPrefix, StringComparison.OrdinalIgnoreCase);
            base.Set(key, value);
        }
    }
}
