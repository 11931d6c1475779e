using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Finance.LocalRuntime.Identity;

/// <summary>An RSA public key of an authority (https://www.rfc-editor.org/rfc/rfc7517).</summary>
/// <param name="id">The key's <c>kid</c>.</param>
/// <param name="parameters">Modulus and exponent.</param>
/// <param name="issuer">Entra ID says of some keys whose tokens they sign; <c>{tenantid}</c> stands for any tenant.</param>
internal sealed class SigningKey(string id, RSAParameters parameters, string? issuer)
{
    private const int MinimumModulusBytes = 256;

    // To make one takes several times as long as to check a signature with it.
    private readonly ConcurrentBag<RSA> _idle = [];

    public string Id => id;

    public RSAParameters Parameters => parameters;

    public string? Issuer => issuer;

    /// <summary>The keys of a set that can verify RS256; others are passed over.</summary>
    /// <exception cref="JsonException">It is not a key set.</exception>
    public static IReadOnlyDictionary<string, SigningKey> ParseSet(JsonElement set)
    {
        if (!set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw new JsonException("The key set has no keys.");
        var usable = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var key in keys.EnumerateArray())
        {
            if (Parse(key) is { } parsed)
                usable[parsed.Id] = parsed;
        }

        return usable;
    }

    // RSA objects are not promised to be safe for use by several threads, so each check has one to itself.
    public bool Verifies(SignedToken token)
    {
        var rsa = _idle.TryTake(out var idle) ? idle : RSA.Create(parameters);
        var verifies = rsa.VerifyData(token.SignedBytes, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _idle.Add(rsa);
        return verifies;
    }

    private static SigningKey? Parse(JsonElement key)
    {
        if (Text(key, "kty") != "RSA" || Text(key, "use") is not (null or "sig") || Text(key, "alg") is not (null or "RS256"))
            return null;
        return Text(key, "kid") is { } id
            && Bytes(key, "n") is { Length: >= MinimumModulusBytes } modulus
            && Bytes(key, "e") is { } exponent
            ? new SigningKey(id, new RSAParameters { Modulus = modulus, Exponent = exponent }, Text(key, "issuer"))
            : null;
    }

    private static string? Text(JsonElement key, string name)
        => key.ValueKind == JsonValueKind.Object && key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static byte[]? Bytes(JsonElement key, string name)
        => Text(key, name) is { Length: > 0 } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
