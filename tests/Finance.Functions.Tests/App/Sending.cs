using System.Text;
using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

/// <summary>Sends what a test spells out, and keeps what is answered, refusals too.</summary>
internal static class Sending
{
    internal static Task<Reply> SendAsync(
        this UserClient user, HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        user.SendAsync(method, path, null, headers);

    /// <param name="path">Below <c>/api/</c>, or a <c>Location</c>.</param>
    internal static async Task<Reply> SendAsync(
        this UserClient user, HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await user.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    /// <summary>Creates a thing and answers its path.</summary>
    internal static async Task<string> CreateAsync(this UserClient user, string path, string json)
    {
        var reply = await user.SendAsync(HttpMethod.Post, path, json);
        Assert.True(reply.Status == 201, reply.Body);
        return reply.Header("Location")!;
    }

    internal static async Task<string> CreateIdAsync(this UserClient user, string path, string json) =>
        (await user.CreateAsync(path, json)).Split('/')[^1];

    internal static async Task<Reply> ReadAsync(this UserClient user, string path)
    {
        var reply = await user.SendAsync(HttpMethod.Get, path);
        Assert.True(reply.Status == 200, reply.Body);
        return reply;
    }

    internal static async Task<string> BalanceAsync(this UserClient user, string accountId) =>
        (await user.ReadAsync($"accounts/{accountId}")).Raw("balance");

    /// <summary>A member as it is written: <c>-12.50</c>, <c>"text"</c>, <c>null</c>. <c>a.b</c> is a member of a member.</summary>
    internal static string Raw(this Reply reply, string member) =>
        member.Split('.').Aggregate(reply.Json, (json, name) => json.GetProperty(name)).GetRawText();

    internal static IEnumerable<string> Raws(this Reply reply, params string[] members) => members.Select(reply.Raw);

    internal static IEnumerable<string> FaultyFields(this Reply reply) =>
        reply.Json.GetProperty("errors").EnumerateObject().Select(field => field.Name);
}
