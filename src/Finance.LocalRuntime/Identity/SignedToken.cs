using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Finance.LocalRuntime.Identity;

/// <summary>
/// A compact JWS (https://www.rfc-editor.org/rfc/rfc7515#section-7.1) taken apart and not yet believed. Encodings other than the
/// canonical one and repeated members are refused, so that one token has one spelling and one meaning.
/// </summary>
internal sealed class SignedToken
{
    /// <summary>In characters; an Entra ID token with every optional claim is a few thousand.</summary>
    public const int MaxLength = 16_384;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int MaxDepth = 8;

    private static readonly SearchValues<char> Base64UrlCharacters = SearchValues.Create(Alphabet);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private readonly byte[] _payload;

    private SignedToken(JsonElement header, byte[] payload, byte[] signedBytes, byte[] signature)
    {
        Header = header;
        _payload = payload;
        SignedBytes = signedBytes;
        Signature = signature;
    }

    public JsonElement Header { get; }

    public byte[] SignedBytes { get; }

    public byte[] Signature { get; }

    /// <summary>Null for anything that is not a token; never throws.</summary>
    public static SignedToken? Parse(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var parts = text.Split('.');
        if (parts.Length != 3
            || Decode(parts[0]) is not { } header
            || Decode(parts[1]) is not { } payload
            || Decode(parts[2]) is not { } signature)
        {
            return null;
        }

        return ParseObject(header) is { } members
            ? new SignedToken(members, payload, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), signature)
            : null;
    }

    /// <summary>Read only once the signature has been verified. Null when it is not a JSON object.</summary>
    public JsonElement? ParseClaims() => ParseObject(_payload);

    private static byte[]? Decode(string part)
    {
        if (part.Length == 0 || part.AsSpan().ContainsAnyExcept(Base64UrlCharacters))
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        var status = Base64Url.DecodeFromChars(part, bytes, out _, out var written);
        Array.Resize(ref bytes, written);
        return status == OperationStatus.Done && Base64Url.EncodeToString(bytes) == part ? bytes : null;
    }

    private static JsonElement? ParseObject(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
