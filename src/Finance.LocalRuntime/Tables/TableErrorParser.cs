using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// Reads <c>{"odata.error":{"code":"…","message":{"lang":"…","value":"1:…"}}}</c>. Inside a transaction the message begins with the
/// index of the operation that failed
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions"/>).
/// </summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Instance = new();

    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is not MemoryStream { Length: > 0 } body)
            return false;
        try
        {
            body.Position = 0;
            using var document = JsonDocument.Parse(body);
            if (!document.RootElement.TryGetProperty("odata.error", out var node))
                return false;
            var message = node.TryGetProperty("message", out var text) && text.TryGetProperty("value", out var value)
                ? value.GetString()
                : null;
            data = new Dictionary<string, string>();
            if (message is not null && TryReadIndex(message, out var index))
                data[TableTransactionFailedException.IndexDataKey] = index;
            error = new ResponseError(node.GetProperty("code").GetString(), message);
            return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // A proxy's page, or another shape of JSON: the status has to do.
            return false;
        }
        finally
        {
            body.Position = 0;
        }
    }

    private static bool TryReadIndex(string message, out string index)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        index = colon > 0 ? message[..colon] : "";
        return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }
}
