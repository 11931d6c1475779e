using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Finance.Bench.Running;

/// <summary>One user's calls to the app; every answer is read to its end.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    internal Api(HttpClient http, string token)
    {
        _http = http;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <param name="path">Under the app's address, <c>/api</c> included.</param>
    internal async Task<byte[]> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return await ReadAsync(answer);
    }

    /// <inheritdoc cref="GetAsync"/>
    internal async Task<byte[]> PostAsync(string path, object body)
    {
        using var content = JsonContent.Create(body);
        // With its length, as clients send it, not in chunks.
        await content.LoadIntoBufferAsync();
        using var answer = await _http.PostAsync(path, content);
        return await ReadAsync(answer);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode
            ? body
            : throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
