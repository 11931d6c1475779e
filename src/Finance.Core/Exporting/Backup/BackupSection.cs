using System.Text.Json;
using Finance.Core.Storage;

namespace Finance.Core.Exporting.Backup;

/// <summary>A kind of row as a section of a backup: rows in the order of their keys, an object each.</summary>
internal abstract class BackupSection(string name, string part, string from, string to)
{
    /// <summary>Its member of the document.</summary>
    internal string Name => name;

    /// <summary>What <c>include</c> calls it, with other sections that belong to it.</summary>
    internal string Part => part;

    /// <summary>Lowest key of its rows.</summary>
    internal string From => from;

    /// <summary>Key bound of its rows, excluded.</summary>
    internal string To => to;

    internal abstract void Write(Utf8JsonWriter json, Row row);

    /// <summary>The row that an object was written of, but for what follows from other rows.</summary>
    /// <remarks>
    /// Throws what a JSON value of another kind makes <see cref="JsonElement"/> throw, <see cref="FormatException"/>, and
    /// <see cref="InvalidRowException"/>.
    /// </remarks>
    internal abstract Row Read(JsonElement item, UserId owner);
}

/// <summary>A section whose objects have the properties of the rows, and the variable part of the key.</summary>
internal class RowSection(string name, string part, string prefix, params RowField[] fields)
    : BackupSection(name, part, prefix, KeyText.After(prefix))
{
    private protected IReadOnlyList<RowField> Fields => fields;

    private protected string Prefix => From;

    internal override void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        WriteKey(json, row);
        foreach (var field in fields)
        {
            field.Write(json, row);
        }

        json.WriteEndObject();
    }

    internal override Row Read(JsonElement item, UserId owner)
    {
        var row = new Row(owner.ToString(), KeyOf(item), 32);
        foreach (var field in fields)
        {
            field.Read(item, row);
        }

        return row;
    }

    private protected virtual void WriteKey(Utf8JsonWriter json, Row row) => json.WriteString("id", row.Key.AsSpan(Prefix.Length));

    private protected virtual string KeyOf(JsonElement item) => Prefix + IdOf(item, "id");

    /// <summary>A part of a key: what else could not have been one of ours is refused before it becomes a key.</summary>
    private protected static string IdOf(JsonElement item, string name) =>
        item.GetProperty(name).GetString() is { Length: > 0 and <= 64 } id && !id.AsSpan().ContainsAnyExcept(IdCharacters)
            ? id
            : throw new FormatException($"'{name}' is no id.");

    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-");
}
