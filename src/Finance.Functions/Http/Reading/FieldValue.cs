using System.Text.Json;
using Finance.Core;

namespace Finance.Functions.Http.Reading;

/// <summary>One value of a request: a JSON value of the body, or the text of a query parameter.</summary>
public readonly struct FieldValue
{
    private readonly FieldErrors _errors;
    private readonly JsonElement _json;
    private readonly string? _parameter;

    internal FieldValue(string path, JsonElement json, FieldErrors errors) => (Path, _json, _errors) = (path, json, errors);

    internal FieldValue(string path, string parameter, FieldErrors errors) => (Path, _parameter, _errors) = (path, parameter, errors);

    /// <summary>Where the value stands: <c>amount</c>, <c>splits[0].amount</c>.</summary>
    public string Path { get; }

    internal bool IsNull => _parameter is null && _json.ValueKind == JsonValueKind.Null;

    internal JsonElement Json =>
        _parameter is null ? _json : throw new InvalidOperationException($"'{Path}' is a query parameter, not JSON.");

    internal FieldErrors Errors => _errors;

    /// <summary>Notes what is wrong; <paramref name="why"/> completes the sentence that begins with the field's name.</summary>
    public T Refuse<T>(string why)
    {
        _errors.Add(Path, why);
        return default!;
    }

    /// <summary>A JSON string, or a parameter as it stands.</summary>
    public bool TryGetText(out string text)
    {
        text = _parameter ?? (_json.ValueKind == JsonValueKind.String ? _json.GetString()! : "");
        return _parameter is not null || _json.ValueKind == JsonValueKind.String;
    }

    /// <summary>The digits of a JSON number as they were written, or a parameter as it stands.</summary>
    public bool TryGetNumber(out string digits)
    {
        digits = _parameter ?? (_json.ValueKind == JsonValueKind.Number ? _json.GetRawText() : "");
        return _parameter is not null || _json.ValueKind == JsonValueKind.Number;
    }

    /// <summary>A JSON <c>true</c> or <c>false</c>, or a parameter that spells one.</summary>
    public bool TryGetBool(out bool value)
    {
        value = _parameter is null ? _json.ValueKind == JsonValueKind.True : _parameter == "true";
        return value || (_parameter is null ? _json.ValueKind == JsonValueKind.False : _parameter == "false");
    }
}
