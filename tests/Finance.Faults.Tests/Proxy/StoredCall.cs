using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Finance.Faults.Tests.Proxy;

/// <summary>One call of the app to its storage.</summary>
internal sealed partial record StoredCall(string Method, string PathAndQuery, byte[] Body)
{
    private const int LookedAt = 4096;

    /// <summary>Where <see cref="Fault.EmptyPage"/> sends the client on to.</summary>
    internal const string Onward = "NextPartitionKey=onward";

    /// <summary>Whether it is an entity group transaction that expects a row in a certain version.</summary>
    internal bool IsConditional => Method == "POST"
        && PathAndQuery.EndsWith("/$batch", StringComparison.Ordinal)
        && Body.AsSpan().IndexOf("If-Match: W/"u8) >= 0;

    /// <summary>Whether it asks for a page of rows, and for its beginning.</summary>
    internal bool IsQuery => Method == "GET"
        && PathAndQuery.Contains("()", StringComparison.Ordinal)
        && !PathAndQuery.Contains("NextPartitionKey=", StringComparison.Ordinal);

    /// <summary>What the storage is asked for: without a continuation that <see cref="Fault.EmptyPage"/> gave, which it does not know.</summary>
    internal string Target => PathAndQuery.Contains(Onward, StringComparison.Ordinal) ? Continuations().Replace(PathAndQuery, "") : PathAndQuery;

    /// <summary>The user whose rows or files it is about; null where it names none.</summary>
    internal Guid? User()
    {
        var text = Uri.UnescapeDataString(PathAndQuery);
        var match = UserIds().Match(text);
        if (!match.Success)
        {
            match = UserIds().Match(Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, LookedAt)));
        }

        return match.Success ? Guid.Parse(match.ValueSpan) : null;
    }

    internal static async Task<StoredCall> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return new StoredCall(
            request.Method,
            request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget,
            body.ToArray());
    }

    [GeneratedRegex("(?<=[?&])Next(Partition|Row)Key=[^&]*&?|&Next(Partition|Row)Key=[^&]*$")]
    private static partial Regex Continuations();

    // Not the boundaries of a batch, which are ids too: those follow an underscore.
    [GeneratedRegex("(?<![_0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex UserIds();
}
