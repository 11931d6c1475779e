using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Finance.Faults.Tests.Running;

/// <summary>What the app said in the end.</summary>
internal sealed record Verdict(int Status, string Text)
{
    internal JsonElement Json => JsonElement.Parse(Text);

    internal string? Code => Status >= 400 && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <exception cref="InvalidOperationException">It is none of these.</exception>
    internal Verdict Expect(params int[] statuses) =>
        statuses.Contains(Status) ? this : throw new InvalidOperationException($"Expected {string.Join('/', statuses)}, got {Status}: {Text}");
}

/// <summary>
/// Calls the API as a client does that wants to know in the end: what got no answer, or was put off, is sent again under the same
/// <c>Idempotency-Key</c>, to whichever process is there.
/// </summary>
/// <param name="device">Tells its keys from those of the user's other devices.</param>
internal sealed class PatientClient(AppPair apps, HttpMessageInvoker http, string user, string device, int seed)
{
    private const int LinesOfLog = 200;

    private static readonly TimeSpan WhileLogIsWritten = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private int _sent;

    internal Task<Verdict> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    internal Task<Verdict> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, Json(json));

    internal Task<Verdict> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, Json(json));

    internal Task<Verdict> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    internal Task<Verdict> ImportAsync(string path, string statement) =>
        SendAsync(HttpMethod.Post, path, (Encoding.UTF8.GetBytes(statement), "application/octet-stream"));

    /// <summary>All transactions of the ledger, page by page.</summary>
    /// <param name="filter">As the query goes on.</param>
    internal async Task<IReadOnlyList<JsonElement>> TransactionsAsync(string filter = "")
    {
        var found = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await GetAsync($"/api/transactions?limit=40{filter}{cursor}")).Expect(200).Json;
            found.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : null;
        }

        return found;
    }

    private static (byte[] Body, string Type) Json(string json) => (Encoding.UTF8.GetBytes(json), "application/json");

    private async Task<Verdict> SendAsync(HttpMethod method, string path, (byte[] Body, string Type)? content)
    {
        var key = $"{user}-{device}-{++_sent}";
        object last = "";
        for (var until = DateTime.UtcNow + Patience; ; await Task.Delay(_random.Next(5, 60)))
        {
            try
            {
                var verdict = await TryAsync(method, path, content, key);
                if (!IsPutOff(verdict))
                {
                    return verdict;
                }

                last = verdict;
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
            {
                // The process was killed, or is not there yet: nobody knows what became of the call.
                last = lost;
            }

            if (DateTime.UtcNow > until)
            {
                throw new TimeoutException($"{method} {path} got no verdict in {Patience}; last: {last}");
            }
        }
    }

    /// <summary>Whether the answer says that nothing was done, or that nobody knows.</summary>
    private static bool IsPutOff(Verdict verdict) => verdict.Status switch
    {
        (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.TooManyRequests => true,
        (int)HttpStatusCode.Conflict => verdict.Code == "conflict",
        _ => false,
    };

    private async Task<Verdict> TryAsync(HttpMethod method, string path, (byte[] Body, string Type)? content, string key)
    {
        using var timeout = new CancellationTokenSource(LongestAnswer);
        var app = apps.One(_random.Next(2));
        var (_, token) = await apps.TokenAsync(app, user);
        using var request = new HttpRequestMessage(method, new Uri(app.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (content is { } sent)
        {
            request.Content = new ByteArrayContent(sent.Body) { Headers = { ContentType = new MediaTypeHeaderValue(sent.Type) } };
        }

        using var response = await http.SendAsync(request, timeout.Token);
        var text = await response.Content.ReadAsStringAsync(timeout.Token);
        var verdict = new Verdict((int)response.StatusCode, text);
        if (verdict.Status == (int)HttpStatusCode.InternalServerError)
        {
            await Task.Delay(WhileLogIsWritten, CancellationToken.None);
            throw new InvalidOperationException($"{method} {path}: {text}\n{string.Join('\n', app.Log.TakeLast(LinesOfLog))}");
        }

        return verdict;
    }
}
