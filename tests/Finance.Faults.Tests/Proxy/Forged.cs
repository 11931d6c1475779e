using System.Text;
using Microsoft.AspNetCore.Http;

namespace Finance.Faults.Tests.Proxy;

/// <summary>
/// Answers in the service's words (https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes) that the service never
/// gave.
/// </summary>
internal static class Forged
{
    internal static Task ErrorAsync(HttpResponse response, int status, string code)
    {
        response.StatusCode = status;
        response.Headers["x-ms-error-code"] = code;
        response.ContentType = "application/json";
        return response.WriteAsync(ErrorOf(code));
    }

    /// <summary>What an entity group transaction answers whose first row has another version.</summary>
    internal static Task ConflictAsync(HttpResponse response)
    {
        const string Code = "UpdateConditionNotSatisfied";
        var (batch, changeset) = ($"batchresponse_{Guid.NewGuid()}", $"changesetresponse_{Guid.NewGuid()}");
        var body = new StringBuilder()
            .Append("--").Append(batch).Append("\r\nContent-Type: multipart/mixed; boundary=").Append(changeset).Append("\r\n\r\n")
            .Append("--").Append(changeset).Append("\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
            .Append("HTTP/1.1 412 Precondition Failed\r\nContent-Type: application/json\r\n\r\n")
            .Append(ErrorOf(Code)).Append("\r\n--").Append(changeset).Append("--\r\n--").Append(batch).Append("--\r\n");
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = $"multipart/mixed; boundary={batch}";
        return response.WriteAsync(body.ToString());
    }

    /// <summary>A page without rows that is not the last.</summary>
    internal static Task EmptyPageAsync(HttpResponse response)
    {
        response.Headers["x-ms-continuation-NextPartitionKey"] = StoredCall.Onward.Split('=')[1];
        response.Headers["x-ms-continuation-NextRowKey"] = "onward";
        response.ContentType = "application/json;odata=nometadata";
        return response.WriteAsync("""{"value":[]}""");
    }

    private static string ErrorOf(string code) =>
        "{\"odata.error\":{\"code\":\"" + code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"0:Injected.\"}}}";
}
