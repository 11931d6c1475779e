using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Finance.LocalRuntime.Storage;

/// <summary>
/// Signs table requests: date and resource, nothing else
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key"/>).
/// </summary>
internal sealed class SharedKeyLitePolicy(AccountKey key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var headers = message.Request.Headers;
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        headers.SetValue("x-ms-date", date);

        // A "comp" parameter would be signed too; no table operation of this client has one.
        var signature = key.Sign(string.Concat(date, "\n/", key.AccountName, message.Request.Uri.ToUri().AbsolutePath));
        headers.SetValue("Authorization", string.Concat("SharedKeyLite ", key.AccountName, ":", signature));
    }
}
