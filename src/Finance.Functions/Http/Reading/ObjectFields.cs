using System.Text.Json;
using Finance.Core;

namespace Finance.Functions.Http.Reading;

/// <summary>The members of a JSON object. Names are compared as they are written; one that appears twice is refused.</summary>
public sealed class ObjectFields : Fields
{
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    internal ObjectFields(string path, JsonElement json, FieldErrors errors)
        : base(errors)
    {
        _path = path;
        foreach (var member in json.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                errors.Add(PathOf(member.Name), "appears twice.");
            }
        }
    }

    internal ObjectFields(List<DescribedField> described)
        : base(described) => _path = "";

    private ObjectFields(FieldErrors errors)
        : base(errors) => _path = "";

    private protected override IEnumerable<string> Names => _members.Keys;

    /// <summary>Members whose names the client chooses.</summary>
    public IEnumerable<(string Name, FieldValue Value)> All()
    {
        foreach (var name in _members.Keys)
        {
            _ = TryTake(name, out var value);
            yield return (name, value);
        }
    }

    internal static ObjectFields Empty(FieldErrors errors) => new(errors);

    private protected override bool TryFind(string name, out FieldValue value)
    {
        var isThere = _members.TryGetValue(name, out var json);
        value = new FieldValue(PathOf(name), json, Errors);
        return isThere;
    }

    private protected override string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
