using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Finance.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Finance.Functions.Http.Reading;

/// <summary>Reads the JSON object that a request carries, and says in plain words why it is none.</summary>
internal static class JsonBody
{
    private const int MaxDepth = 16;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The bytes of the body; empty when there is none.</summary>
    /// <param name="limit">Bytes that are read at most.</param>
    /// <returns>Errors: <c>unsupported_media_type</c>, <c>payload_too_large</c>.</returns>
    internal static async Task<Result<ReadOnlyMemory<byte>>> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, limit));
        var buffer = new byte[8 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > limit)
            {
                return Errors.PayloadTooLarge(limit);
            }

            bytes.Write(buffer, 0, read);
        }

        if (bytes.Length > 0 && MediaTypeFault(request) is { } fault)
        {
            return Errors.UnsupportedMediaType(fault);
        }

        return new ReadOnlyMemory<byte>(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <returns>The document, which is an object. Errors: <c>malformed_body</c>.</returns>
    internal static Result<JsonDocument> Parse(ReadOnlyMemory<byte> body)
    {
        var json = body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        if (!Utf8.IsValid(json.Span))
        {
            return Errors.MalformedBody("The body is not valid UTF-8.");
        }

        try
        {
            if (FindHalfPair(json.Span) is { } at)
            {
                return Malformed(json.Span, at, "a \\u escape is half of a surrogate pair");
            }

            var document = JsonDocument.Parse(json, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : NoObject(document);
        }
        catch (JsonException error)
        {
            var at = OffsetOf(json.Span, error);
            return Malformed(json.Span, at, Reason(json.Span[at..], error));
        }
    }

    private static string? MediaTypeFault(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
        {
            return "The body must not be compressed.";
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return "Send JSON, and say so: 'Content-Type: application/json'.";
        }

        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return charset.HasValue && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? "JSON must be in UTF-8." : null;
    }

    private static Error NoObject(JsonDocument document)
    {
        document.Dispose();
        return Errors.MalformedBody("The body must be a JSON object: { … }.");
    }

    private static Error Malformed(ReadOnlySpan<byte> json, int at, string reason)
    {
        var before = json[..at];
        var line = before.Count((byte)'\n') + 1;
        var position = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return Errors.MalformedBody(string.Create(CultureInfo.InvariantCulture, $"Line {line}, position {position}: {reason}."));
    }

    private static string Reason(ReadOnlySpan<byte> rest, JsonException error)
    {
        if (rest.IsEmpty)
        {
            return "the JSON ends before it is complete";
        }

        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8))
        {
            return "NaN and Infinity are no numbers";
        }

        if (rest[0] == '\'')
        {
            return "names and texts stand in double quotes";
        }

        if (error.Message.Contains("depth", StringComparison.Ordinal))
        {
            return string.Create(CultureInfo.InvariantCulture, $"objects and lists lie more than {MaxDepth} deep in one another");
        }

        if (error.Message.Contains("trailing comma", StringComparison.Ordinal))
        {
            return "there is a comma before the closing bracket";
        }

        return Rune.DecodeFromUtf8(rest, out var rune, out _) == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune)
            ? $"'{rune}' has no place here"
            : "a control character has no place here";
    }

    private static int OffsetOf(ReadOnlySpan<byte> json, JsonException error)
    {
        var offset = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            offset += json[offset..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Clamp(offset + (error.BytePositionInLine ?? 0), 0, json.Length);
    }

    /// <summary>Where the first escape stands that no text can hold; a valid document that has one cannot be read as text.</summary>
    private static int? FindHalfPair(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            var isText = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String;
            if (isText && reader.ValueIsEscaped && HasHalfPair(reader.ValueSpan))
            {
                return (int)reader.TokenStartIndex;
            }
        }

        return null;
    }

    private static bool HasHalfPair(ReadOnlySpan<byte> escaped)
    {
        var isHighBefore = false;
        for (var at = 0; at < escaped.Length;)
        {
            var unit = escaped[at] == '\\' && escaped[at + 1] == 'u' ? Unit(escaped.Slice(at + 2, 4)) : '\0';
            if (isHighBefore != char.IsLowSurrogate(unit))
            {
                return true;
            }

            isHighBefore = char.IsHighSurrogate(unit);
            at += escaped[at] != '\\' ? 1 : escaped[at + 1] == 'u' ? 6 : 2;
        }

        return isHighBefore;
    }

    private static char Unit(ReadOnlySpan<byte> digits) =>
        (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
