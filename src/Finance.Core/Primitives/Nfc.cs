using System.Globalization;
using System.Text;

namespace Finance.Core;

/// <summary>
/// Text in normalization form C (https://www.unicode.org/reports/tr15/), so that an é is one é however it was typed. The runtime's own
/// <see cref="string.Normalize()"/> answers every text unchanged under invariant globalisation, so this is done here.
/// </summary>
public static class Nfc
{
    // Below U+0300 every character is composed already and combines with nothing before it.
    private const char FirstThatMayChange = '\u0300';
    private const int HangulFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailBase = 0x11A7;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int HangulCount = 19 * VowelCount * TailCount;
    private static readonly Lazy<Data> Loaded = new(Data.Load);

    /// <exception cref="ArgumentException">The text holds half of a surrogate pair.</exception>
    public static string Normalize(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstThatMayChange, char.MaxValue))
        {
            return text;
        }

        var points = Decompose(text);
        SortMarks(points);
        Compose(points);
        var composed = new StringBuilder(text.Length);
        foreach (var point in points)
        {
            composed.Append(char.ConvertFromUtf32(point));
        }

        var result = composed.ToString();
        return result == text ? text : result;
    }

    /// <summary>The full canonical decomposition, marks in the order they came.</summary>
    internal static List<int> Decompose(string text)
    {
        var points = new List<int>(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            var point = char.ConvertToUtf32(text, at);
            at += point > char.MaxValue ? 1 : 0;
            var syllable = point - HangulFirst;
            if (syllable is >= 0 and < HangulCount)
            {
                points.Add(LeadFirst + (syllable / (VowelCount * TailCount)));
                points.Add(VowelFirst + (syllable / TailCount % VowelCount));
                if (syllable % TailCount > 0)
                {
                    points.Add(TailBase + (syllable % TailCount));
                }
            }
            else if (point >= 0xC0 && Loaded.Value.Decompositions.TryGetValue(point, out var parts))
            {
                points.AddRange(parts);
            }
            else
            {
                points.Add(point);
            }
        }

        return points;
    }

    /// <summary>Marks that follow one another stand in the order of their classes; equal classes keep their order.</summary>
    private static void SortMarks(List<int> points)
    {
        for (var at = 1; at < points.Count; at++)
        {
            var point = points[at];
            var order = ClassOf(point);
            var place = at;
            for (; order > 0 && place > 0 && ClassOf(points[place - 1]) > order; place--)
            {
                points[place] = points[place - 1];
            }

            points[place] = point;
        }
    }

    private static void Compose(List<int> points)
    {
        var starter = -1;
        var classBefore = 0;
        var kept = 0;
        for (var at = 0; at < points.Count; at++)
        {
            var point = points[at];
            var order = ClassOf(point);
            var isBlocked = starter >= 0 && starter < kept - 1 && classBefore >= order;
            if (starter >= 0 && !isBlocked && TryPair(points[starter], point, out var pair))
            {
                points[starter] = pair;
                continue;
            }

            if (order == 0)
            {
                starter = kept;
            }

            classBefore = order;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static bool TryPair(int first, int second, out int pair)
    {
        if (first - LeadFirst is >= 0 and < 19 && second - VowelFirst is >= 0 and < VowelCount)
        {
            pair = HangulFirst + ((((first - LeadFirst) * VowelCount) + (second - VowelFirst)) * TailCount);
            return true;
        }

        var syllable = first - HangulFirst;
        if (syllable is >= 0 and < HangulCount && syllable % TailCount == 0 && second - TailBase is > 0 and < TailCount)
        {
            pair = first + (second - TailBase);
            return true;
        }

        return Loaded.Value.Pairs.TryGetValue((first, second), out pair);
    }

    private static int ClassOf(int point) => point < FirstThatMayChange ? 0 : Loaded.Value.Classes.GetValueOrDefault(point);

    private sealed record Data(
        IReadOnlyDictionary<int, int> Classes,
        IReadOnlyDictionary<int, int[]> Decompositions,
        IReadOnlyDictionary<(int First, int Second), int> Pairs)
    {
        internal static Data Load()
        {
            var decompositions = new Dictionary<int, int[]>();
            var composable = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var entry in Entries(NfcData.Decompositions))
            {
                var isExcluded = entry.StartsWith('!');
                var (point, parts) = Halves(entry.TrimStart('!'), '=');
                decompositions.Add(Hex(point), [.. parts.Split('+').Select(Hex)]);
                if (!isExcluded && parts.Contains('+', StringComparison.Ordinal))
                {
                    composable.Add(parts, Hex(point));
                }
            }

            return new Data(ReadClasses(), decompositions, PairsOf(composable));
        }

        private static Dictionary<int, int> ReadClasses()
        {
            var classes = new Dictionary<int, int>();
            foreach (var entry in Entries(NfcData.CombiningClasses))
            {
                var (range, order) = Halves(entry, ':');
                var bounds = range.Split('-');
                for (var point = Hex(bounds[0]); point <= Hex(bounds[^1]); point++)
                {
                    classes.Add(point, Hex(order));
                }
            }

            return classes;
        }

        // What a character is composed of in one step: all but the last part of its full decomposition, composed, and that last part.
        private static Dictionary<(int First, int Second), int> PairsOf(Dictionary<string, int> composable)
        {
            var pairs = new Dictionary<(int First, int Second), int>();
            foreach (var (parts, point) in composable)
            {
                var last = parts.LastIndexOf('+');
                var before = parts[..last];
                pairs.Add((composable.TryGetValue(before, out var composed) ? composed : Hex(before), Hex(parts[(last + 1)..])), point);
            }

            return pairs;
        }

        private static string[] Entries(string table) => table.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

        private static (string Left, string Right) Halves(string entry, char separator)
        {
            var at = entry.IndexOf(separator, StringComparison.Ordinal);
            return (entry[..at], entry[(at + 1)..]);
        }

        private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
