using System.Numerics;

namespace Finance.Core.Recurring.Detection;

/// <summary>A rhythm in which bills come.</summary>
/// <param name="Tolerance">How many days an entry may lie off its day: weekends, holidays, slow banks.</param>
/// <param name="MinCount">Entries that are needed to see it.</param>
internal sealed record Rhythm(RecurrenceFrequency Frequency, int Interval, int Tolerance, int MinCount)
{
    private const int DaysPerWeek = 7;
    private const int MonthsPerYear = 12;
    private const int DaysPerYear = 365;
    private const int MaxGrace = 45;

    internal static readonly IReadOnlyList<Rhythm> All =
    [
        new(RecurrenceFrequency.Weekly, 1, 1, 3),
        new(RecurrenceFrequency.Weekly, 2, 2, 3),
        new(RecurrenceFrequency.Monthly, 1, 4, 3),
        new(RecurrenceFrequency.Monthly, 3, 5, 3),
        new(RecurrenceFrequency.Monthly, 6, 5, 3),
        new(RecurrenceFrequency.Yearly, 1, 6, 2),
    ];

    internal bool IsByMonth => Frequency != RecurrenceFrequency.Weekly;

    /// <summary>Days from one entry to the next.</summary>
    internal int Days => IsByMonth ? Months * DaysPerYear / MonthsPerYear : Interval * DaysPerWeek;

    /// <summary>Days after its day on which an entry that did not come is still waited for.</summary>
    internal int Grace => Math.Min(Days / 2, MaxGrace);

    private int Months => Frequency == RecurrenceFrequency.Yearly ? MonthsPerYear * Interval : Interval;

    /// <summary>Whether entries that lie so many days apart in the middle can be of this rhythm at all.</summary>
    internal bool MayHave(int medianGap) => Math.Abs(medianGap - Days) <= 2 * Tolerance;

    /// <summary>The rules that may tell some days, each with its first occurrence well before the first of them.</summary>
    internal IEnumerable<RecurrenceRule> RulesFor(IReadOnlyList<DateOnly> days) => IsByMonth
        ? days.SelectMany(day => RulesThrough(day, days[0])).Distinct()
        : Enumerable.Range(1, Days).Select(ahead => RuleOf(days[0].AddDays(-Days - ahead), null, WeekendRule.Keep));

    private IEnumerable<RecurrenceRule> RulesThrough(DateOnly anchor, DateOnly first)
    {
        var month = Month.Of(anchor);
        var start = month.AddMonths(-((((month.Index - Month.Of(first).Index) / Months) + 2) * Months)).FirstDay;
        return from day in anchor == month.LastDay && anchor.Day != 31 ? new[] { anchor.Day, -1 } : [anchor.Day == 31 ? -1 : anchor.Day]
               from weekend in (WeekendRule[])[WeekendRule.Keep, WeekendRule.After, WeekendRule.Before]
               select RuleOf(start, day, weekend);
    }

    /// <summary>
    /// How much an entry says for the rhythm that lies so many days off its day: how often the chance of hitting it has to be halved, if
    /// entries came at any time, as often as these on the average.
    /// </summary>
    internal int PointsOf(int deviation) => BitOperations.Log2((uint)Math.Max(1, 3 * Days / ((2 * deviation) + 1)));

    private RecurrenceRule RuleOf(DateOnly start, int? dayOfMonth, WeekendRule weekend) => RecurrenceRule.Create(new RecurrenceTerms
    {
        Frequency = Frequency,
        Interval = Interval,
        Start = start,
        DayOfMonth = dayOfMonth,
        Weekend = weekend,
    }).Value;
}
