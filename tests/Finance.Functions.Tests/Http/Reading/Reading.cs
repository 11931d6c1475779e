using System.Text;
using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Functions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Tests.Http.Reading;

/// <summary>Reads requests as a function does.</summary>
internal static class Reading
{
    internal static readonly Caller Alice = NewCaller("aaaaaaaa-0000-0000-0000-000000000001");

    internal static Result<T> Body<T>(string json, Func<ObjectFields, T> read) => Bytes(Encoding.UTF8.GetBytes(json), read);

    internal static Result<T> Bytes<T>(byte[] json, Func<ObjectFields, T> read)
    {
        var request = Request("");
        return RequestInput.Read(request.Query, json, Cursor.For(Alice, request), input => read(input.Body));
    }

    internal static Result<T> Query<T>(string query, Func<QueryFields, T> read)
    {
        var request = Request(query);
        return RequestInput.Read(request.Query, default, Cursor.For(Alice, request), input => read(input.Query));
    }

    /// <summary>One field, written as a member of a body.</summary>
    internal static Result<T> Value<T>(string json, ValueReader<T> read) =>
        Body($$"""{"field": {{json}}}""", body => body.Required("field", read));

    /// <summary>What is wrong with one field.</summary>
    internal static string? Fault<T>(string json, ValueReader<T> read) => Value(json, read).Error?.Fields?["field"].Single();

    internal static Caller NewCaller(string id) =>
        new(UserId.FromObjectId(new Guid(id)), DateTimeOffset.UnixEpoch, false, new HashSet<string>(), "trace");

    internal static HttpRequest Request(string query, string path = "/api/things") =>
        new DefaultHttpContext { Request = { Method = "GET", Path = path, QueryString = new QueryString(query) } }.Request;
}
