using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace Finance.Pdf;

/// <summary>A stretch of text in one font, one script and one direction.</summary>
internal sealed record TextRun(string Text, SKTypeface Typeface, Script Script, bool IsRightToLeft);

/// <summary>
/// Parts a line into runs and puts them in the order in which they are seen, left to right. Directions follow the Unicode Bidirectional Algorithm
/// (https://www.unicode.org/reports/tr9) for text without explicit embeddings, whose controls are dropped.
/// </summary>
internal static class TextRuns
{
    internal static IReadOnlyList<TextRun> Of(string text, FontSet fonts, bool isBold)
    {
        var runes = Clean(text);
        var levels = Levels(runes);
        var parts = new List<(TextRun Run, int Level)>();
        for (var at = 0; at < runes.Count;)
        {
            var (start, typeface, script) = (at, fonts.For(runes[at], isBold), ScriptOf(runes[at]));
            for (at++; at < runes.Count && levels[at] == levels[start]; at++)
            {
                var (next, isJoined) = (ScriptOf(runes[at]), IsJoined(runes[at]));
                if ((!isJoined && fonts.For(runes[at], isBold) != typeface) || (IsOwn(next) && IsOwn(script) && next != script))
                {
                    break;
                }

                script = IsOwn(script) ? script : next;
            }

            var part = string.Concat(runes[start..at]);
            parts.Add((new TextRun(part, typeface, script, levels[start] % 2 == 1), levels[start]));
        }

        return InSight(parts);
    }

    /// <summary>One line: breaks and controls are spaces, what only directs text is left out, halves of characters are U+FFFD.</summary>
    private static List<Rune> Clean(string text)
    {
        var runes = new List<Rune>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF)
            {
                continue;
            }

            var isBreak = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            runes.Add(isBreak ? new Rune(' ') : rune);
        }

        return runes;
    }

    /// <summary>Even levels run left to right, odd ones right to left.</summary>
    private static int[] Levels(List<Rune> runes)
    {
        var sides = runes.Select(SideOf).ToArray();
        var ground = sides.FirstOrDefault(side => side is Side.Left or Side.Right) == Side.Right ? 1 : 0;
        var before = ground == 1 ? Side.Right : Side.Left;
        for (var (at, strong) = (0, before); at < sides.Length; at++)
        {
            strong = sides[at] is Side.Left or Side.Right ? sides[at] : strong;
            sides[at] = sides[at] switch
            {
                Side.Mark => at == 0 ? Side.Neutral : sides[at - 1],
                Side.Digit when strong == Side.Left => Side.Left,
                Side.Neutral when IsWithinNumber(sides, at) => sides[at - 1],
                var side => side,
            };
        }

        PairBrackets(runes, sides, before);
        for (var at = 0; at < sides.Length; at++)
        {
            var end = at;
            while (end < sides.Length && sides[end] == Side.Neutral)
            {
                end++;
            }

            if (end > at)
            {
                var own = ground == 1 ? Side.Right : Side.Left;
                var (left, right) = (at == 0 ? own : Towards(sides[at - 1]), end == sides.Length ? own : Towards(sides[end]));
                Array.Fill(sides, left == right ? left : own, at, end - at);
            }
        }

        return [.. sides.Select(side => side switch { Side.Right => 1, Side.Left => ground * 2, _ => 2 })];
    }

    /// <summary>Brackets go with the line where what is in them does, else with what is before them if that is what is in them.</summary>
    private static void PairBrackets(List<Rune> runes, Side[] sides, Side ground)
    {
        var open = new Stack<int>();
        var pairs = new List<(int From, int To)>();
        for (var at = 0; at < runes.Count; at++)
        {
            if (runes[at].IsAscii && "([{".Contains((char)runes[at].Value, StringComparison.Ordinal))
            {
                open.Push(at);
            }
            else if (open.TryPeek(out var from) && runes[at].Value == Closing(runes[from].Value))
            {
                pairs.Add((open.Pop(), at));
            }
        }

        foreach (var (from, to) in pairs.OrderBy(pair => pair.From))
        {
            var inside = sides[(from + 1)..to].Where(side => side is not (Side.Neutral or Side.Mark)).Select(Towards).ToHashSet();
            var before = sides[..from].Where(side => side is not (Side.Neutral or Side.Mark)).Select(Towards).Prepend(ground).Last();
            if (inside.Count > 0)
            {
                sides[from] = sides[to] = inside.Contains(ground) || !inside.Contains(before) ? ground : before;
            }
        }
    }

    private static int Closing(int bracket) => bracket == '(' ? ')' : bracket + 2;

    /// <summary>A single separator between two digits.</summary>
    private static bool IsWithinNumber(Side[] sides, int at) =>
        at > 0 && at + 1 < sides.Length && sides[at - 1] == Side.Digit && sides[at + 1] == Side.Digit;

    /// <summary>Numbers count as right to left for what stands beside them.</summary>
    private static Side Towards(Side side) => side == Side.Left ? Side.Left : Side.Right;

    /// <summary>Turns around whatever lies between lower levels, from the highest level down to 1.</summary>
    private static List<TextRun> InSight(List<(TextRun Run, int Level)> parts)
    {
        for (var level = parts.Select(part => part.Level).DefaultIfEmpty().Max(); level > 0; level--)
        {
            for (var at = 0; at < parts.Count; at++)
            {
                var count = parts.Skip(at).TakeWhile(part => part.Level >= level).Count();
                parts.Reverse(at, count);
                at += count;
            }
        }

        return [.. parts.Select(part => part.Run)];
    }

    private static bool IsOwn(Script script) => script != Script.Common && script != Script.Inherited && script != Script.Unknown;

    /// <summary>Whether it only changes the character before it, and so needs its font.</summary>
    private static bool IsJoined(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static Script ScriptOf(Rune rune) => UnicodeFunctions.Default.GetScript(rune.Value);

    private static Side SideOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Side.Mark,
        UnicodeCategory.DecimalDigitNumber when rune.Value is < 0x0700 => Side.Digit,
        _ when ScriptOf(rune).HorizontalDirection == Direction.RightToLeft => Side.Right,
        var category when category <= UnicodeCategory.OtherLetter || category == UnicodeCategory.SpacingCombiningMark => Side.Left,
        UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber => Side.Left,
        _ => Side.Neutral,
    };

    private enum Side
    {
        Neutral,
        Left,
        Right,
        Digit,
        Mark,
    }
}
