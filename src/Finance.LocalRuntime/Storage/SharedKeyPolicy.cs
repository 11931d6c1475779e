using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Finance.LocalRuntime.Storage;

/// <summary>
/// Signs blob and queue requests with the account's key
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key"/>).
/// </summary>
internal sealed class SharedKeyPolicy(AccountKey key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture));
        var signature = key.Sign(StringToSign(request));
        request.Headers.SetValue("Authorization", $"SharedKey {key.AccountName}:{signature}");
    }

    internal string StringToSign(Request request)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method.Method).Append('\n');
        AppendHeader(text, request, "Content-Encoding");
        AppendHeader(text, request, "Content-Language");
        if (request.Content is { } content && content.TryComputeLength(out var length) && length > 0)
            text.Append(CultureInfo.InvariantCulture, $"{length}");
        text.Append('\n');
        AppendHeader(text, request, "Content-MD5");
        AppendHeader(text, request, "Content-Type");
        text.Append('\n'); // Date: x-ms-date is sent and signed in its place.
        AppendHeader(text, request, "If-Modified-Since");
        AppendHeader(text, request, "If-Match");
        AppendHeader(text, request, "If-None-Match");
        AppendHeader(text, request, "If-Unmodified-Since");
        AppendHeader(text, request, "Range");
        AppendStorageHeaders(text, request);
        AppendResource(text, request.Uri.ToUri());
        return text.ToString();
    }

    private static void AppendHeader(StringBuilder text, Request request, string name)
    {
        if (request.Headers.TryGetValue(name, out var value))
            text.Append(value);
        text.Append('\n');
    }

    private static void AppendStorageHeaders(StringBuilder text, Request request)
    {
        var headers = new List<(string Name, string Value)>();
        foreach (var header in request.Headers)
        {
            if (header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
                headers.Add((header.Name.ToLowerInvariant(), header.Value));
        }

        headers.Sort(static (left, right) => CompareNames(left.Name, right.Name));
        foreach (var (name, value) in headers)
            text.Append(name).Append(':').Append(value).Append('\n');
    }

    /// <summary>
    /// The service orders header names as words: hyphens do not count and an underscore comes before digits and letters.
    /// Ordinal order would break the signature of metadata such as <c>a_b</c> beside <c>a1</c>.
    /// </summary>
    internal static int CompareNames(string left, string right)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < left.Length && left[i] == '-')
                i++;
            while (j < right.Length && right[j] == '-')
                j++;
            if (i == left.Length || j == right.Length)
                return i == left.Length ? (j == right.Length ? string.CompareOrdinal(left, right) : -1) : 1;
            var order = Weight(left[i++]).CompareTo(Weight(right[j++]));
            if (order != 0)
                return order;
        }

        static int Weight(char c) => c == '_' ? 1 : c + 1;
    }

    private void AppendResource(StringBuilder text, Uri uri)
    {
        text.Append('/').Append(key.AccountName).Append(uri.AbsolutePath);
        if (uri.Query.Length < 2)
            return;
        var parameters = new List<(string Name, string Value)>();
        foreach (var part in uri.Query[1..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(equals < 0
                ? (Uri.UnescapeDataString(part).ToLowerInvariant(), "")
                : (Uri.UnescapeDataString(part[..equals]).ToLowerInvariant(), Uri.UnescapeDataString(part[(equals + 1)..])));
        }

        parameters.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (var (name, value) in parameters)
            text.Append('\n').Append(name).Append(':').Append(value);
    }
}
