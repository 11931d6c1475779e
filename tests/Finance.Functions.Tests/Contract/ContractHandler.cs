namespace Finance.Functions.Tests.Contract;

/// <summary>Fails a test whose request or answer is not what the OpenAPI document says.</summary>
internal sealed class ContractHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isJson = request.Content?.Headers.ContentType?.MediaType == "application/json";
        var sent = isJson ? await request.Content!.ReadAsByteArrayAsync(cancellationToken) : null;
        var response = await base.SendAsync(request, cancellationToken);
        if (!request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
        {
            return response;
        }

        // A stream goes on; whatever else is sent ends, and is short.
        var isWhole = response.Content.Headers.ContentType?.MediaType is null or "application/json" or "application/problem+json";
        var body = isWhole ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : [];
        var faults = ApiContract.OfTheApp.FaultsOf(request.Method.Method, request.RequestUri.AbsolutePath, sent, response, body).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        return response;
    }
}
