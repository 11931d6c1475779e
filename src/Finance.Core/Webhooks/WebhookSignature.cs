using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Finance.Core.Webhooks;

/// <summary>
/// Secrets and signatures as the Standard Webhooks specification has them
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme).
/// </summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";
    private const int SecretBytes = 32;

    internal static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary><c>v1,</c> and HMAC-SHA256 of <c>{id}.{at}.{body}</c> in base 64.</summary>
    internal static string Of(string secret, string id, long at, ReadOnlySpan<byte> body)
    {
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }
}
