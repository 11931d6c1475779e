using Finance.Core.Storage;

namespace Finance.Core.Summaries;

/// <summary>Packed bytes of a summary spread over as many properties of its row as the store's 64 KiB bound asks for.</summary>
internal static class PackedCells
{
    private const int PropertyBytes = 60 * 1024;

    internal static Row Spread(Row row, byte[] bytes)
    {
        for (var part = 0; part * PropertyBytes < bytes.Length; part++)
        {
            var from = part * PropertyBytes;
            row.Set($"Cells{part}", bytes[from..Math.Min(bytes.Length, from + PropertyBytes)]);
        }

        return row;
    }

    internal static byte[] Gather(Row row)
    {
        var first = row.FindBytes("Cells0") ?? throw new InvalidRowException($"Row '{row.Key}' lacks its cells.");
        if (row.FindBytes("Cells1") is null)
        {
            return first;
        }

        var bytes = new List<byte>(first);
        for (var part = 1; row.FindBytes($"Cells{part}") is { } next; part++)
        {
            bytes.AddRange(next);
        }

        return [.. bytes];
    }
}
