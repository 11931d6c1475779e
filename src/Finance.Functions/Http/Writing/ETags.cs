using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Finance.Core;
using Finance.Core.Ledgers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Finance.Functions.Http.Writing;

/// <summary>
/// Entity tags: <c>"v12-3k9…"</c>, the version of the thing and a hash of the answer as it was written. <c>If-None-Match</c> compares all
/// of it, since an answer also shows what changes without the thing itself (the balance of a transaction's account). <c>If-Match</c>
/// compares the version alone, so that such changes stand in nobody's way.
/// </summary>
internal static class ETags
{
    private const int HashLength = 13;

    internal static string Of(long? version, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        var text = Base32.Write(BinaryPrimitives.ReadUInt64BigEndian(hash), HashLength);
        return version is { } number ? string.Create(CultureInfo.InvariantCulture, $"\"v{number}-{text}\"") : $"\"{text}\"";
    }

    /// <summary>The tag of a version, without an answer: good for <c>If-Match</c> alone.</summary>
    internal static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>Whether the client says that it has this answer already.</summary>
    internal static bool IsKnown(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == etag);

    /// <returns>The versions that <c>If-Match</c> accepts; null without one. Errors: <c>validation_failed</c>.</returns>
    internal static Result<IfMatch?> ReadIfMatch(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return (IfMatch?)null;
        }

        return Versions([.. request.Headers.IfMatch.OfType<string>()]) is { } match
            ? match
            : Errors.Validation(HeaderNames.IfMatch, "must be *, or entity tags as this API gives them, in their quotes.");
    }

    /// <summary>The versions that some entity tags accept; null where they are none.</summary>
    internal static IfMatch? Versions(params IList<string> text)
    {
        if (!EntityTagHeaderValue.TryParseStrictList(text, out var tags))
        {
            return null;
        }

        // A weak tag never fulfils If-Match: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
        var versions = tags.Where(tag => !tag.IsWeak).Select(tag => VersionIn(tag.Tag.AsSpan())).OfType<long>();
        return new IfMatch([.. versions], tags.Contains(EntityTagHeaderValue.Any));
    }

    private static long? VersionIn(ReadOnlySpan<char> tag)
    {
        var text = tag.Trim('"');
        var end = text.IndexOf('-');
        var isOurs = text.StartsWith('v') && (end < 0 || Base32.IsValid(text[(end + 1)..], HashLength));
        var digits = isOurs ? text[1..(end < 0 ? text.Length : end)] : [];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
