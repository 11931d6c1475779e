using System.Text.Json;
using Finance.Core;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Reading;

/// <summary>
/// What a request says, for the function that turns it into a service's input. Whatever that function does not ask for by name is refused,
/// and every fault of query and body is gathered into one answer.
/// </summary>
/// <remarks>
/// A reader that notes a fault answers a default instead, null included: build the input from the values, and do nothing else with them.
/// </remarks>
public sealed class RequestInput
{
    private readonly FieldErrors _errors = new();
    private readonly Cursor? _cursor;
    private Error? _refusal;

    private RequestInput(IQueryCollection query, JsonElement? body, Cursor cursor)
    {
        _cursor = cursor;
        Query = new QueryFields(query, _errors);
        Body = body is { } json ? new ObjectFields("", json, _errors) : ObjectFields.Empty(_errors);
    }

    private RequestInput(List<DescribedField> query, List<DescribedField> body)
    {
        Query = new QueryFields(query);
        Body = new ObjectFields(body);
    }

    public QueryFields Query { get; }

    /// <summary>The members of the JSON object; a body that was left out is an empty object.</summary>
    public ObjectFields Body { get; }

    /// <summary>Which page of a list is asked for: <c>limit</c> and <c>cursor</c>.</summary>
    public PageRequest Page()
    {
        var limit = Query.Optional(
            PageFields.Limit,
            Reading.Read.Int(1, PageRequest.MaxLimit).Says("How many items the page has at most."),
            PageRequest.DefaultLimit);
        return new PageRequest(limit, Place());
    }

    /// <summary>Where to go on: <c>cursor</c>; null to begin.</summary>
    public string? Place() => Query.Optional(
        PageFields.Cursor,
        new ValueReader<string>(
            new Schema("string") { Description = "Where to go on: next_cursor of the page before, under the same filters." },
            Open));

    /// <summary>What a function asks for.</summary>
    internal static (IReadOnlyList<DescribedField> Query, IReadOnlyList<DescribedField> Body) Describe<T>(Func<RequestInput, T> read)
    {
        var (query, body) = (new List<DescribedField>(), new List<DescribedField>());
        _ = read(new RequestInput(query, body));
        return (query, body);
    }

    /// <param name="body">The bytes of a JSON object; empty for none.</param>
    internal static Result<T> Read<T>(IQueryCollection query, ReadOnlyMemory<byte> body, Cursor cursor, Func<RequestInput, T> read)
    {
        if (body.IsEmpty)
        {
            return new RequestInput(query, null, cursor).Finish(read);
        }

        var parsed = JsonBody.Parse(body);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        using var document = parsed.Value;
        return new RequestInput(query, document.RootElement, cursor).Finish(read);
    }

    private string Open(FieldValue value)
    {
        _ = value.TryGetText(out var text);
        var after = _cursor!.Open(text);
        _refusal ??= after.Error;
        return after.IsOk ? after.Value : null!;
    }

    private Result<T> Finish<T>(Func<RequestInput, T> read)
    {
        var value = read(this);
        Query.RefuseUnknown();
        Body.RefuseUnknown();
        return _refusal is { } refusal ? refusal : _errors.Or(() => value);
    }
}

internal static class PageFields
{
    internal const string Limit = "limit";
    internal const string Cursor = "cursor";
}
