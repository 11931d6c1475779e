namespace Finance.Core.Recurring;

/// <summary>Why an occurrence does not fall on the day that its rule names.</summary>
[Flags]
public enum OccurrenceShift
{
    None = 0,

    /// <summary>The month has no such day, so that its last day stands for it; the nominal date is that last day.</summary>
    Clamped = 1,

    /// <summary>The nominal date is a Saturday or Sunday; the Friday before stands for it.</summary>
    WeekendBefore = 2,

    /// <summary>The nominal date is a Saturday or Sunday; the Monday after stands for it.</summary>
    WeekendAfter = 4,
}

/// <summary>
/// One occurrence of a rule. Its nominal date is its identity: no two of a rule share it, and it stays the same whatever becomes of
/// weekends.
/// </summary>
/// <param name="Index">1 for the first of the rule. Those that a weekend swallows keep their number, so some may be missing.</param>
/// <param name="NominalDate">The day by the rule, before weekends are looked at.</param>
/// <param name="Date">
/// The day it takes place: never earlier than that of the occurrence before it, and the same where a weekend moves both onto it.
/// </param>
public readonly record struct Occurrence(int Index, DateOnly NominalDate, DateOnly Date, OccurrenceShift Shift);
