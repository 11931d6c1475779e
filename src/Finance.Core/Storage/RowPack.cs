using System.IO.Compression;

namespace Finance.Core.Storage;

/// <summary>
/// Many small rows as the bytes of one property: their keys, the names of their properties once, and the values. What is longer than a
/// little is compressed.
/// </summary>
internal static class RowPack
{
    private const byte Plain = 1;
    private const byte Compressed = 2;
    private const int LongestPlain = 2048;

    private enum ValueKind
    {
        Text,
        Long,
        Int,
        False,
        True,
        Bytes,
        Instant,
    }

    internal static byte[] Write(IReadOnlyCollection<Row> rows)
    {
        var writer = new PackedWriter(Plain).Count(rows.Count);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            writer.Text(row.Key).Count(row.Properties.Count);
            foreach (var (name, value) in row.Properties)
            {
                Write(writer, names, name);
                Write(writer, value);
            }
        }

        var bytes = writer.ToBytes();
        return bytes.Length <= LongestPlain ? bytes : Compress(bytes);
    }

    /// <param name="partition">Of the row that the bytes are a property of.</param>
    /// <exception cref="InvalidRowException">The bytes are not what <see cref="Write(IReadOnlyCollection{Row})"/> wrote.</exception>
    internal static IReadOnlyList<Row> Read(string partition, byte[] bytes)
    {
        var reader = new PackedReader(bytes is [Compressed, ..] ? Expand(bytes) : bytes, Plain);
        var names = new List<string>();
        var rows = new Row[reader.Count()];
        for (var index = 0; index < rows.Length; index++)
        {
            var key = reader.Text();
            var count = reader.Count();
            var row = rows[index] = new Row(partition, key, count);
            for (var property = 0; property < count; property++)
            {
                var name = ReadName(ref reader, names);
                row.SetObject(name, ReadValue(ref reader));
            }
        }

        return rows;
    }

    private static void Write(PackedWriter writer, Dictionary<string, int> names, string name)
    {
        if (names.TryGetValue(name, out var known))
        {
            writer.Count(known);
            return;
        }

        // A name that is new has the next number, and follows it.
        writer.Count(names.Count).Text(name);
        names.Add(name, names.Count);
    }

    private static string ReadName(ref PackedReader reader, List<string> names)
    {
        var number = reader.Count();
        if (number == names.Count)
        {
            names.Add(reader.Text());
        }

        return number < names.Count ? names[number] : throw new InvalidRowException("Packed rows name a property that they have not told.");
    }

    private static void Write(PackedWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.Count((int)ValueKind.Text).Text(text);
                break;
            case long number:
                writer.Count((int)ValueKind.Long).Signed(number);
                break;
            case int number:
                writer.Count((int)ValueKind.Int).Signed(number);
                break;
            case bool flag:
                writer.Count((int)(flag ? ValueKind.True : ValueKind.False));
                break;
            case byte[] bytes:
                writer.Count((int)ValueKind.Bytes).Bytes(bytes);
                break;
            case DateTimeOffset instant:
                writer.Count((int)ValueKind.Instant).Signed(instant.UtcTicks);
                break;
            default:
                throw new ArgumentException($"A row holds no {value.GetType().Name}.", nameof(value));
        }
    }

    private static object ReadValue(ref PackedReader reader) => (ValueKind)reader.Count() switch
    {
        ValueKind.Text => reader.Text(),
        ValueKind.Long => reader.Signed(),
        ValueKind.Int => checked((int)reader.Signed()),
        ValueKind.False => false,
        ValueKind.True => true,
        ValueKind.Bytes => reader.Bytes().ToArray(),
        ValueKind.Instant => new DateTimeOffset(reader.Signed(), TimeSpan.Zero),
        var kind => throw new InvalidRowException($"Packed rows hold a value of kind {kind}."),
    };

    private static byte[] Compress(byte[] plain)
    {
        using var compressed = new MemoryStream(plain.Length / 2);
        compressed.WriteByte(Compressed);
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Fastest))
        {
            deflate.Write(plain);
        }

        return compressed.ToArray();
    }

    private static byte[] Expand(byte[] compressed)
    {
        using var source = new MemoryStream(compressed, 1, compressed.Length - 1);
        using var deflate = new DeflateStream(source, CompressionMode.Decompress);
        using var plain = new MemoryStream(compressed.Length * 4);
        try
        {
            deflate.CopyTo(plain);
        }
        catch (InvalidDataException damage)
        {
            throw new InvalidRowException("Packed rows cannot be expanded.", damage);
        }

        return plain.ToArray();
    }
}
