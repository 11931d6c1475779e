using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// The names of the properties seen so far in one answer. Rows repeat their names in the same order, so a name is found by comparing
/// its bytes with the one expected next, and its string exists once.
/// </summary>
internal sealed class PropertyNames
{
    private const string TypeSuffix = "@odata.type";

    private readonly List<PropertyName> _names = [];
    private int _next;

    /// <summary>Counts the rows begun.</summary>
    public int Row { get; private set; }

    public void StartRow()
    {
        _next = 0;
        Row++;
    }

    public PropertyName Read(ref Utf8JsonReader json)
    {
        for (var tried = 0; tried < _names.Count; tried++)
        {
            var candidate = _names[_next < _names.Count ? _next : _next = 0];
            _next++;
            if (json.ValueTextEquals(candidate.Utf8))
                return candidate;
        }

        var added = Add(json.GetString()!);
        _next = _names.Count;
        return added;
    }

    private PropertyName Add(string text)
    {
        var name = new PropertyName(text, text.EndsWith(TypeSuffix, StringComparison.Ordinal) ? Named(text[..^TypeSuffix.Length]) : null);
        _names.Insert(name.Annotated is null ? _names.Count : _names.IndexOf(name.Annotated), name);
        return name;
    }

    private PropertyName Named(string text) => _names.Find(name => name.Text == text) ?? Add(text);
}

/// <summary>A property's name; for the annotation of another property's type, that property.</summary>
internal sealed class PropertyName(string text, PropertyName? annotated)
{
    private string? _type;
    private int _typeRow;

    public string Text { get; } = text;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);

    public PropertyName? Annotated { get; } = annotated;

    public string? TypeIn(int row) => _typeRow == row ? _type : null;

    public void SetType(string type, int row) => (_type, _typeRow) = (type, row);
}
