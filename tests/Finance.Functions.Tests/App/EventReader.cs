using System.Globalization;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

/// <param name="Id">Null where the event names none.</param>
internal sealed record SentEvent(string? Id, string Name, JsonElement Data)
{
    internal long Version => Data.GetProperty("version").GetInt64();
}

/// <summary>Reads an event stream as a browser does.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    internal string? LastId { get; private set; }

    internal int Comments { get; private set; }

    internal string ContentType => _response.Content.Headers.ContentType!.ToString();

    internal static async Task<EventReader> OpenAsync(UserClient user, string? lastId = null)
    {
        var response = await SendAsync(user, lastId);
        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    internal static Task<HttpResponseMessage> SendAsync(UserClient user, string? lastId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "events");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        return user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    internal async Task<SentEvent?> NextAsync(int seconds = 20)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var (id, name, data) = ((string?)null, "message", (string?)null);
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].TrimStart(' '));
            switch (field)
            {
                case "" when line.Length > 0:
                    Comments++;
                    break;
                case "":
                    LastId = id ?? LastId;
                    if (data is not null)
                    {
                        return new SentEvent(id, name, JsonElement.Parse(data));
                    }

                    (id, name) = (null, "message");
                    break;
                case "id":
                    id = value;
                    break;
                case "event":
                    name = value;
                    break;
                case "data":
                    data += value;
                    break;
                default:
                    Assert.Equal("retry", field);
                    Assert.True(int.Parse(value, CultureInfo.InvariantCulture) > 0);
                    break;
            }
        }

        return null;
    }

    /// <summary>Reads until the stream says where it begins.</summary>
    internal async Task BeginAsync()
    {
        while (LastId is null && await _lines.ReadLineAsync() is { } line)
        {
            LastId = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : null;
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
