using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Identity;

/// <summary>What an authority publishes of itself (https://openid.net/specs/openid-connect-discovery-1_0.html).</summary>
internal sealed record AuthorityMetadata(string Issuer, IReadOnlyDictionary<string, SigningKey> Keys);

/// <summary>
/// Fetches and keeps authorities' metadata. A key id that is not known asks again, at most once a minute; while an authority cannot be
/// reached, what was known of it stays good.
/// </summary>
internal sealed partial class AuthorityKeys(TimeProvider time, ILogger<AuthorityKeys> logger) : IDisposable
{
    private const int MaxDocumentBytes = 1 << 20;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaxDocumentBytes,
    };

    /// <summary>The metadata of <paramref name="authority"/>, fresh enough to be asked for the key; null while it cannot be had.</summary>
    public async Task<AuthorityMetadata?> GetAsync(string authority, string keyId, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(authority, static _ => new Entry());
        if (IsGoodEnough(entry, keyId))
            return entry.Metadata;
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (!IsGoodEnough(entry, keyId))
                await RefreshAsync(entry, authority, cancellationToken);
            return entry.Metadata;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var entry in _entries.Values)
            entry.Turn.Dispose();
    }

    private bool IsGoodEnough(Entry entry, string keyId)
    {
        if (entry.LastTry is not { } lastTry)
            return false;
        var age = time.GetElapsedTime(lastTry);
        if (entry.Metadata is not { } metadata)
            return age < FailurePause;
        return age < (metadata.Keys.ContainsKey(keyId) ? Lifetime : UnknownKeyPause);
    }

    private async Task RefreshAsync(Entry entry, string authority, CancellationToken cancellationToken)
    {
        try
        {
            entry.Metadata = await FetchAsync(authority, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or InvalidOperationException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Log.Unreachable(logger, authority, error.Message);
        }

        entry.LastTry = time.GetTimestamp();
    }

    private async Task<AuthorityMetadata> FetchAsync(string authority, CancellationToken cancellationToken)
    {
        var configuration = await FetchJsonAsync($"{authority}/.well-known/openid-configuration", cancellationToken);
        var issuer = Text(configuration, "issuer");
        var keys = SigningKey.ParseSet(await FetchJsonAsync(Text(configuration, "jwks_uri"), cancellationToken));
        return new AuthorityMetadata(issuer, keys);
    }

    private async Task<JsonElement> FetchJsonAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback))
            throw new InvalidOperationException($"'{address}' is neither HTTPS nor on this machine.");
        using var response = await _http.GetAsync(uri, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"{uri} answered {(int)response.StatusCode}.");
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return document.RootElement.Clone();
    }

    private static string Text(JsonElement document, string name)
        => document.ValueKind == JsonValueKind.Object
            && document.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : throw new JsonException($"The authority's configuration has no {name}.");

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public AuthorityMetadata? Metadata { get; set; }

        public long? LastTry { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The metadata of {Authority} cannot be had: {Reason}")]
        public static partial void Unreachable(ILogger logger, string authority, string reason);
    }
}
