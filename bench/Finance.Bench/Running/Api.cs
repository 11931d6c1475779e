using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

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

    /// <summary>Reads an answer to its end and keeps nothing of it.</summary>
    /// <returns>Its bytes.</returns>
    internal async Task<long> DownloadAsync(string path)
    {
        using var answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, bytes) = (new byte[64 * 1024], 0L);
        while (await body.ReadAsync(buffer) is var count and > 0)
        {
            bytes += count;
        }

        return bytes;
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

    /// <summary>Enters an expense of today.</summary>
    internal Task<byte[]> EnterAsync() =>
        PostAsync("/api/transactions", new { type = "expense", amount = 12.50m, payee = "Blue Door Coffee" });

    public void Dispose() => _http.Dispose();

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (answer.IsSuccessStatusCode)
        {
            return body;
        }

        var request = answer.RequestMessage?.RequestUri;
        throw new InvalidOperationException($"{request} answered {answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
    }
}
