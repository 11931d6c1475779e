using System.Collections.Immutable;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Goals;

/// <summary>
/// Sum and number of what was put into a goal on each day that has any, so that what it came to on any day, its pace and the days on which it
/// reached its milestones are known from the goal's own row.
/// </summary>
public sealed class GoalHistory
{
    /// <summary>Different days of a goal's contributions: all stand in its row.</summary>
    public const int MaxDays = 10_000;

    private const byte Layout = 1;
    private readonly ImmutableSortedDictionary<DateOnly, Tally> _days;

    private GoalHistory(ImmutableSortedDictionary<DateOnly, Tally> days, Tally total) => (_days, Total) = (days, total);

    public static GoalHistory Empty { get; } = new(ImmutableSortedDictionary<DateOnly, Tally>.Empty, default);

    /// <summary>All days together, in minor units of the goal's currency.</summary>
    public Tally Total { get; }

    /// <summary>Oldest first; days without contributions are not there.</summary>
    public IReadOnlyDictionary<DateOnly, Tally> Days => _days;

    /// <summary>Whether a contribution of a day finds room.</summary>
    public bool Takes(DateOnly day) => _days.Count < MaxDays || _days.ContainsKey(day);

    /// <summary>Adds a contribution (<paramref name="sign"/> 1) or takes it away (−1).</summary>
    public GoalHistory Post(GoalContribution contribution, int sign)
    {
        var (day, minor) = (contribution.Date, contribution.Amount.Minor);
        var changed = _days.GetValueOrDefault(day).Add(minor, sign);
        return new GoalHistory(changed == default ? _days.Remove(day) : _days.SetItem(day, changed), Total.Add(minor, sign));
    }

    internal byte[] ToBytes()
    {
        var writer = new PackedWriter(Layout).Count(_days.Count);
        var previous = 0;
        foreach (var (day, given) in _days)
        {
            given.Write(writer.Count(day.DayNumber - previous));
            previous = day.DayNumber;
        }

        return writer.ToBytes();
    }

    internal static GoalHistory FromBytes(byte[] bytes)
    {
        var reader = new PackedReader(bytes, Layout);
        var days = ImmutableSortedDictionary.CreateBuilder<DateOnly, Tally>();
        var (day, total) = (0, default(Tally));
        for (var left = reader.Count(); left > 0; left--)
        {
            day += reader.Count();
            var given = Tally.Read(ref reader);
            days.Add(DateOnly.FromDayNumber(day), given);
            total += given;
        }

        return new GoalHistory(days.ToImmutable(), total);
    }
}
