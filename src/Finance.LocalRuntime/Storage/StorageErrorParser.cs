using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace Finance.LocalRuntime.Storage;

/// <summary>
/// Reads the code and message of a blob or queue error: from the XML body, or, where there is none (HEAD), from the header
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2"/>).
/// </summary>
internal sealed class StorageErrorParser : RequestFailedDetailsParser
{
    public static readonly StorageErrorParser Instance = new();

    public static string? CodeOf(Response response) => response.Headers.TryGetValue("x-ms-error-code", out var code) ? code : null;

    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = FromBody(response) ?? (CodeOf(response) is { } code ? new ResponseError(code, null) : null);
        return error is not null;
    }

    private static ResponseError? FromBody(Response response)
    {
        if (response.ContentStream is not MemoryStream { Length: > 0 } body)
            return null;
        try
        {
            body.Position = 0;
            var root = XDocument.Load(body).Root;
            return root?.Element("Code")?.Value is { } code ? new ResponseError(code, root.Element("Message")?.Value) : null;
        }
        catch (XmlException)
        {
            // A proxy's or load balancer's page, not the service's answer: the status has to do.
            return null;
        }
        finally
        {
            body.Position = 0;
        }
    }
}
