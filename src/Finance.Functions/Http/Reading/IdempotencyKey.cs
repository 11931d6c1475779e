using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Finance.Core;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Reading;

/// <summary>The <c>Idempotency-Key</c> of a request, and what makes another request with the same key a different one.</summary>
internal static class IdempotencyKey
{
    internal const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <returns>The key; null without one. Errors: <c>validation_failed</c>.</returns>
    internal static Result<string?> Read(HttpRequest request)
    {
        var sent = request.Headers[Header];
        if (sent.Count == 0)
        {
            return (string?)null;
        }

        var key = sent.Count == 1 ? sent[0] : null;
        return key?.Length is > 0 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : Errors.Validation(Header, "must be 1 to 255 visible ASCII characters, sent once.");
    }

    internal static string Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(request.Method));
        Append(hash, Encoding.UTF8.GetBytes(request.Path.Value ?? ""));
        Append(hash, Encoding.UTF8.GetBytes(request.QueryString.Value ?? ""));
        Append(hash, body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each part is preceded by its length: no two requests run together into the same bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
