using System.Globalization;
using Finance.Core;

namespace Finance.Functions.Http;

/// <summary>Pages of a list that a service answers whole, because a ledger holds few of its kind.</summary>
internal static class WholeList
{
    /// <param name="idOf">
    /// Tells the items apart; the next page begins after the item that this one ended with, wherever it stands by then.
    /// </param>
    internal static Page<T> PageOf<T>(IReadOnlyList<T> items, PageRequest page, Func<T, string> idOf)
    {
        var first = page.After is { } place ? FirstAfter(items, place, idOf) : 0;
        var shown = items.Skip(first).Take(page.Limit).ToList();
        var next = first + shown.Count;
        var end = next < items.Count ? string.Create(CultureInfo.InvariantCulture, $"{next}:{idOf(shown[^1])}") : null;
        return new Page<T>(shown, end, items.Count);
    }

    // Where the item has gone meanwhile, its successor has moved up into its place.
    private static int FirstAfter<T>(IReadOnlyList<T> items, string place, Func<T, string> idOf)
    {
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        var id = place[(colon + 1)..];
        for (var at = 0; at < items.Count; at++)
        {
            if (idOf(items[at]) == id)
            {
                return at + 1;
            }
        }

        return int.Parse(place.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture) - 1;
    }
}
