using Finance.Core.Storage;

namespace Finance.Core.Summaries;

/// <summary>Numbers for the ids that a packed row repeats.</summary>
internal sealed class IdTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    internal int this[string id] => _numbers[id];

    internal static string[] Read(ref PackedReader reader)
    {
        var ids = new string[reader.Count()];
        for (var number = 0; number < ids.Length; number++)
        {
            ids[number] = reader.Text();
        }

        return ids;
    }

    internal void Add(string id) => _numbers.TryAdd(id, _numbers.Count);

    internal void Write(PackedWriter writer)
    {
        writer.Count(_numbers.Count);
        foreach (var id in _numbers.Keys)
        {
            writer.Text(id);
        }
    }
}
