using System.Numerics;

namespace Finance.Core.Recurring;

/// <summary>Days of the week, Monday first, as a value.</summary>
internal readonly record struct WeekdaySet
{
    private const int DaysPerWeek = 7;
    private readonly byte _days;

    private WeekdaySet(int days) => _days = (byte)days;

    public int Count => BitOperations.PopCount(_days);

    public static WeekdaySet Of(IEnumerable<DayOfWeek> days) => new(days.Aggregate(0, (set, day) => set | (1 << DaysFromMonday(day))));

    public static int DaysFromMonday(DayOfWeek day) => ((int)day + DaysPerWeek - 1) % DaysPerWeek;

    /// <summary>How many of the days come before <paramref name="day"/> in a week.</summary>
    public int CountBefore(DayOfWeek day) => BitOperations.PopCount((uint)(_days & ((1 << DaysFromMonday(day)) - 1)));

    /// <summary>The days as their distance from Monday, in order.</summary>
    public IEnumerable<int> FromMonday()
    {
        for (var day = 0; day < DaysPerWeek; day++)
        {
            if ((_days & (1 << day)) != 0)
            {
                yield return day;
            }
        }
    }

    public IReadOnlyList<DayOfWeek> ToList() => [.. FromMonday().Select(day => (DayOfWeek)((day + 1) % DaysPerWeek))];
}
