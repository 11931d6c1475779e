using System.Text.Json;
using Finance.Core;
using Finance.Core.Ledgers;
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
    private static readonly ValueReader<LedgerMark> Mark = new(
        new Schema("string")
        {
            Pattern = "^[0-9]{1,18}(-[0-9a-z]{6})?$",
            Description = "Answers only what changed after this version: next_since of an earlier answer, or a bare version. "
                + "What is not there any more is answered as {\"id\", \"deleted\": true}.",
            Example = "0",
        },
        value => value.TryGetText(out var text) && LedgerMark.TryParse(text, out var mark)
            ? mark
            : value.Refuse<LedgerMark>("must be next_since of an earlier answer, or a version: a whole number from 0."));

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

    /// <summary>
    /// Since which version changes are asked for: <c>since</c>; null for the list itself. What filters or orders the list is refused beside it:
    /// whether something has left a filter is not told by what it has become.
    /// </summary>
    public LedgerMark? Since()
    {
        var since = Query.Optional(PageFields.Since, Mark);
        if (since is not null)
        {
            Query.RefuseBeside(PageFields.Since, PageFields.Limit, PageFields.Cursor, PageFields.On);
        }

        return since;
    }

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
    internal const string Since = "since";

    /// <summary>As of which day a list answers: no filter of what is in it.</summary>
    internal const string On = "on";
}
