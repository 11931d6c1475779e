using Finance.Core.Storage;

namespace Finance.Core.Summaries;

/// <summary>Packed bytes spread over as many properties of their row as the store's 64 KiB bound asks for.</summary>
internal static class PackedCells
{
    private const string Cells = "Cells";
    private const int PropertyBytes = 60 * 1024;

    internal static Row Spread(Row row, byte[] bytes, string name = Cells)
    {
        for (var part = 0; part * PropertyBytes < bytes.Length; part++)
        {
            var from = part * PropertyBytes;
            row.Set($"{name}{part}", bytes[from..Math.Min(bytes.Length, from + PropertyBytes)]);
        }

        return row;
    }

    internal static byte[] Gather(Row row, string name = Cells)
    {
        var first = row.FindBytes($"{name}0") ?? throw new InvalidRowException($"Row '{row.Key}' lacks '{name}0'.");
        if (row.FindBytes($"{name}1") is null)
        {
            return first;
        }

        var bytes = new List<byte>(first);
        for (var part = 1; row.FindBytes($"{name}{part}") is { } next; part++)
        {
            bytes.AddRange(next);
        }

        return [.. bytes];
    }
}
