using System.Globalization;

namespace Finance.Core.Recurring;

/// <summary>Why an occurrence does not fall on the day that its rule names, in words.</summary>
public static class ShiftExplanation
{
    /// <summary>The shifts one by one; empty where the occurrence falls on its day.</summary>
    public static IReadOnlyList<OccurrenceShift> Parts(OccurrenceShift shift) =>
        [.. Enum.GetValues<OccurrenceShift>().Where(part => part != OccurrenceShift.None && shift.HasFlag(part))];

    /// <summary>A sentence for each shift; null where the occurrence falls on its day.</summary>
    public static string? Of(RecurrenceRule rule, Occurrence occurrence) => occurrence.Shift == OccurrenceShift.None
        ? null
        : string.Join(' ', Parts(occurrence.Shift).Select(part => Sentence(rule, occurrence.NominalDate, part)));

    private static string Sentence(RecurrenceRule rule, DateOnly nominal, OccurrenceShift part) => part switch
    {
        OccurrenceShift.Clamped => string.Create(
            CultureInfo.InvariantCulture,
            $"{rule.DayOfMonth ?? rule.Start.Day} does not exist in {nominal:MMMM yyyy}; the last day stands for it."),
        OccurrenceShift.WeekendBefore => $"Falls on a {nominal.DayOfWeek}; moved to the Friday before.",
        _ => $"Falls on a {nominal.DayOfWeek}; moved to the Monday after.",
    };
}
