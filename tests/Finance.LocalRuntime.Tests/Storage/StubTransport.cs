using System.Collections.Concurrent;
using System.Net;
using Azure.Core.Pipeline;

namespace Finance.LocalRuntime.Tests.Storage;

/// <summary>Answers requests in place of a service and keeps what was asked.</summary>
public sealed class StubTransport(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    public HttpClientTransport Transport => new(new HttpClient(this, disposeHandler: false));

    public static HttpResponseMessage Json(string body, params (string Name, string Value)[] headers) =>
        WithHeaders(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) }, headers);

    public static HttpResponseMessage Empty(HttpStatusCode status, params (string Name, string Value)[] headers) =>
        WithHeaders(new HttpResponseMessage(status) { Content = new ByteArrayContent([]) }, headers);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(answer(request, Requests.Count));
    }

    private static HttpResponseMessage WithHeaders(HttpResponseMessage response, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
