namespace Finance.Core.Recurring;

public enum RecurrenceFrequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>What becomes of an occurrence whose nominal date is a Saturday or Sunday.</summary>
public enum WeekendRule
{
    Keep,

    /// <summary>The Friday before, even where that lies before the rule's start.</summary>
    Before,

    /// <summary>The Monday after, even where that lies after the rule's end.</summary>
    After,

    /// <summary>It does not take place, and still counts as one of <see cref="RecurrenceRule.Count"/>.</summary>
    Skip,
}

/// <param name="Nth">1 to 5, or −1 for the last. A month without a fifth one has no occurrence, and none is counted for it.</param>
public readonly record struct NthWeekday(int Nth, DayOfWeek Weekday);

/// <summary>What a rule says, unchecked; <see cref="RecurrenceRule.Create"/> makes a rule of it.</summary>
public sealed record RecurrenceTerms
{
    public required RecurrenceFrequency Frequency { get; init; }

    public required DateOnly Start { get; init; }

    /// <summary>Every so many days, weeks, months or years.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Weekly only; empty for the weekday of the start.</summary>
    public IReadOnlyCollection<DayOfWeek> ByDay { get; init; } = [];

    /// <summary>Monthly and yearly only: 1 to 31, or −1 for the last day; null for the start's.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Monthly and yearly only, instead of a day of the month.</summary>
    public NthWeekday? NthWeekday { get; init; }

    public WeekendRule Weekend { get; init; }

    /// <summary>The last day that can be a nominal date; null for no end.</summary>
    public DateOnly? End { get; init; }

    /// <summary>How many nominal dates there are; null for no bound. With an end too, whichever comes first.</summary>
    public int? Count { get; init; }
}
