using System.Text;
using Finance.Core.Ledgers;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Writing;

/// <summary>What a route answers when nothing stands in the way.</summary>
/// <param name="Body">Written as JSON.</param>
public sealed record Answer(int Status, object Body)
{
    /// <summary>The version of the thing that is answered: becomes part of its <c>ETag</c>, and is what <c>If-Match</c> is about.</summary>
    public long? Version { get; init; }

    /// <summary>Path of what was created.</summary>
    public string? Location { get; init; }

    public static Answer Ok(object body, long? version = null) => new(StatusCodes.Status200OK, body) { Version = version };

    public static Answer Created(object body, string location, long? version = null) =>
        new(StatusCodes.Status201Created, body) { Location = location, Version = version };

    /// <summary>Work that goes on; <paramref name="location"/> tells how far it is.</summary>
    public static Answer Accepted(object body, string location) => new(StatusCodes.Status202Accepted, body) { Location = location };

    /// <summary>Renders the answer now, so that nothing can fail any more once the response has begun.</summary>
    public IResult ToResult(HttpRequest request) => new AnswerResult(RenderedAnswer.Of(this, HttpMethods.IsGet(request.Method)));
}

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
