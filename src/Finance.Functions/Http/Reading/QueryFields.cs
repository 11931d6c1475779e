using Finance.Core;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Reading;

/// <summary>The parameters of a query. One that is repeated is refused.</summary>
public sealed class QueryFields : Fields
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    internal QueryFields(IQueryCollection query, FieldErrors errors)
        : base(errors)
    {
        foreach (var (name, values) in query)
        {
            _parameters.Add(name, values.Count > 0 ? values[0] ?? "" : "");
            if (values.Count > 1)
            {
                errors.Add(name, "appears twice.");
            }
        }
    }

    internal QueryFields(List<DescribedField> described)
        : base(described)
    {
    }

    /// <summary>Refuses everything but some parameters beside one that allows no others.</summary>
    internal void RefuseBeside(string name, params string[] allowed)
    {
        foreach (var other in _parameters.Keys.Where(other => other != name && !allowed.Contains(other)))
        {
            Errors.Add(other, $"cannot be combined with {name}: changes are answered of the whole list.");
        }
    }

    private protected override IEnumerable<string> Names => _parameters.Keys;

    private protected override bool TryFind(string name, out FieldValue value)
    {
        var isThere = _parameters.TryGetValue(name, out var text);
        value = new FieldValue(name, text ?? "", Errors);
        return isThere;
    }

    private protected override string PathOf(string name) => name;
}
