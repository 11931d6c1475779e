using System.Net;
using System.Text;

namespace Finance.Storage.Tests;

/// <summary>A table service that answers what it was told, in order; the last telling that says "always" or "never" stays.</summary>
internal sealed class ScriptedService : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly HashSet<string> _bodies = [];
    private Func<CancellationToken, Task<HttpResponseMessage>>? _always;

    public int Requests { get; private set; }

    public int DistinctBodies => _bodies.Count;

    public ScriptedService Answers(HttpStatusCode status, string? errorCode)
    {
        _script.Enqueue(_ => Task.FromResult(Failure(status, errorCode)));
        return this;
    }

    public ScriptedService AnswersRow()
    {
        _script.Enqueue(_ => Task.FromResult(Json(HttpStatusCode.OK, """{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"k"}""")));
        return this;
    }

    public ScriptedService AnswersCommitted()
    {
        const string Body = """
            --batchresponse_1
            Content-Type: multipart/mixed; boundary=changesetresponse_1

            --changesetresponse_1
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 204 No Content
            ETag: W/"1"


            --changesetresponse_1--
            --batchresponse_1--

            """;
        var bytes = Encoding.UTF8.GetBytes(Body.ReplaceLineEndings("\r\n"));
        var answer = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new ByteArrayContent(bytes) };
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed; boundary=batchresponse_1");
        _script.Enqueue(_ => Task.FromResult(answer));
        return this;
    }

    public ScriptedService Fails(Func<Exception> failure)
    {
        _script.Enqueue(_ => Task.FromException<HttpResponseMessage>(failure()));
        return this;
    }

    public void AnswersAlways(HttpStatusCode status, string errorCode) => _always = _ => Task.FromResult(Failure(status, errorCode));

    public void FailsAlways(Func<Exception> failure) => _always = _ => Task.FromException<HttpResponseMessage>(failure());

    public void NeverAnswers() => _always = async cancellationToken =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Nothing waits for ever.");
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (request.Content is not null)
        {
            _bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        }

        return await (_always ?? _script.Dequeue())(cancellationToken);
    }

    private static HttpResponseMessage Failure(HttpStatusCode status, string? errorCode)
    {
        var answer = Json(status, $$"""{"odata.error":{"message":{"lang":"en-US","value":"Not now."},"code":"{{errorCode}}" } }""");
        answer.Headers.TryAddWithoutValidation("x-ms-error-code", errorCode);
        return answer;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
