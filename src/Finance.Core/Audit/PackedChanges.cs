using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Audit;

/// <summary>What a commit has changed, as bytes: an import names some ninety entries in every commit. Categories are written once.</summary>
internal static class PackedChanges
{
    private const byte Layout = 1;
    private const int Fates = 3;

    internal static byte[] Write(IReadOnlyList<ThingChange> changes)
    {
        var writer = new PackedWriter(Layout).Count(changes.Count);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            writer.Count(((int)change.Kind * Fates) + (int)change.Fate).Text(change.Id);
            if (change.Kind == ThingKind.Contribution)
            {
                writer.Text(change.ParentId ?? string.Empty);
            }
            else if (change.Kind == ThingKind.Transaction)
            {
                Write(writer, names, change.Before);
                Write(writer, names, change.After);
            }
        }

        return writer.ToBytes();
    }

    /// <exception cref="InvalidRowException">The bytes are not what <see cref="Write(IReadOnlyList{ThingChange})"/> wrote.</exception>
    internal static IReadOnlyList<ThingChange> Read(byte[] bytes)
    {
        var reader = new PackedReader(bytes, Layout);
        var names = new List<string>();
        var changes = new ThingChange[reader.Count()];
        for (var index = 0; index < changes.Length; index++)
        {
            var kind = reader.Count();
            var change = new ThingChange((ThingKind)(kind / Fates), reader.Text(), (ThingFate)(kind % Fates));
            changes[index] = change.Kind switch
            {
                ThingKind.Contribution => change with { ParentId = reader.Text() },
                ThingKind.Transaction => change with { Before = ReadPlace(ref reader, names), After = ReadPlace(ref reader, names) },
                _ => change,
            };
        }

        return changes;
    }

    // No place is 0; a type is one more than its number.
    private static void Write(PackedWriter writer, Dictionary<string, int> names, EntryPlace? place)
    {
        writer.Count(place is null ? 0 : (int)place.Type + 1);
        if (place is null)
        {
            return;
        }

        writer.Count(place.CategoryIds.Count);
        foreach (var id in place.CategoryIds)
        {
            if (names.TryGetValue(id, out var known))
            {
                writer.Count(known);
                continue;
            }

            // An id that is new has the next number, and follows it.
            writer.Count(names.Count).Text(id);
            names.Add(id, names.Count);
        }
    }

    private static EntryPlace? ReadPlace(ref PackedReader reader, List<string> names)
    {
        var type = reader.Count();
        if (type == 0)
        {
            return null;
        }

        var ids = new string[reader.Count()];
        for (var index = 0; index < ids.Length; index++)
        {
            var number = reader.Count();
            if (number == names.Count)
            {
                names.Add(reader.Text());
            }

            ids[index] = number < names.Count ? names[number] : throw new InvalidRowException("Packed changes name a category that they have not told.");
        }

        return new EntryPlace((TransactionType)(type - 1), ids);
    }
}
