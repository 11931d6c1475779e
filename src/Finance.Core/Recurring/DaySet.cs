using System.Collections.Immutable;

namespace Finance.Core.Recurring;

/// <summary>Some days, earliest first, as a value.</summary>
public sealed record DaySet
{
    private readonly ImmutableSortedSet<DateOnly> _days;

    private DaySet(ImmutableSortedSet<DateOnly> days) => _days = days;

    public static DaySet Empty { get; } = new([]);

    public int Count => _days.Count;

    public IReadOnlyList<DateOnly> Days => _days;

    public static DaySet Of(IEnumerable<DateOnly> days) => new([.. days]);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">A word is no day.</exception>
    public static DaySet Parse(string text) => Of(text.Split(' ').Select(word =>
        LedgerDates.TryParse(word, out var day) ? day : throw new FormatException($"'{word}' is no day.")));

    public bool Contains(DateOnly day) => _days.Contains(day);

    public DaySet With(DateOnly day) => new(_days.Add(day));

    public DaySet Without(DateOnly day) => new(_days.Remove(day));

    public DaySet Without(IEnumerable<DateOnly> days) => new(_days.Except(days));

    public DaySet After(DateOnly? day) => day is null ? this : Of(_days.Where(candidate => candidate > day));

    public bool Equals(DaySet? other) => other is not null && _days.SequenceEqual(other._days);

    public override int GetHashCode() => _days.Aggregate(0, HashCode.Combine);

    /// <summary>The days as <c>YYYY-MM-DD</c>, with spaces between.</summary>
    public override string ToString() => string.Join(' ', _days.Select(LedgerDates.Format));
}
