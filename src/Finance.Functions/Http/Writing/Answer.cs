using System.Text;
using Finance.Core.Ledgers;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Writing;

/// <summary>What a route answers when nothing stands in the way.</summary>
/// <param name="Body">Written as JSON.</param>
public abstract record Answer(int Status, object Body)
{
    /// <summary>The version of the thing that is answered: becomes part of its <c>ETag</c>, and is what <c>If-Match</c> is about.</summary>
    public long? Version { get; init; }

    /// <summary>Path of what was created.</summary>
    public string? Location { get; init; }

    public static Answer<TJson> Ok<TJson>(TJson body, long? version = null)
        where TJson : notnull => new(StatusCodes.Status200OK, body) { Version = version };

    public static Created<TJson> Created<TJson>(TJson body, string location, long? version = null)
        where TJson : notnull => new(body) { Location = location, Version = version };

    /// <summary>Work that goes on; <paramref name="location"/> tells how far it is.</summary>
    public static Accepted<TJson> Accepted<TJson>(TJson body, string location)
        where TJson : notnull => new(body) { Location = location };

    /// <summary>Renders the answer now, so that nothing can fail any more once the response has begun.</summary>
    public IResult ToResult(HttpRequest request) => new AnswerResult(RenderedAnswer.Of(this, HttpMethods.IsGet(request.Method)));
}

/// <summary>An answer whose JSON is known by its type, so that the interface can be described from the code that answers.</summary>
public record Answer<TJson>(int Status, TJson Json) : Answer(Status, Json)
    where TJson : notnull;

/// <summary>An answer of <c>201</c>. A method that makes one says so by its return type.</summary>
public sealed record Created<TJson>(TJson Json) : Answer<TJson>(StatusCodes.Status201Created, Json)
    where TJson : notnull;

/// <summary>An answer of <c>202</c>. A method that makes one says so by its return type.</summary>
public sealed record Accepted<TJson>(TJson Json) : Answer<TJson>(StatusCodes.Status202Accepted, Json)
    where TJson : notnull;

/// <summary>What is sent: the same whether it was decided now or recorded for a retry.</summary>
internal sealed record RenderedAnswer(int Status, byte[] Body, string? Location, string? ETag)
{
    internal static RenderedAnswer Of(Answer answer, bool isRead)
    {
        var body = ApiJson.Write(answer.Body);
        var etag = isRead || answer.Version is not null ? ETags.Of(answer.Version, body) : null;
        return new RenderedAnswer(answer.Status, body, answer.Location, etag);
    }

    internal static RenderedAnswer Of(RecordedResponse recorded) =>
        new(recorded.Status, Encoding.UTF8.GetBytes(recorded.Body ?? ""), recorded.Location, recorded.ETag);

    internal RecordedResponse ToRecorded() => new(Status, Encoding.UTF8.GetString(Body), Location, ETag);
}
