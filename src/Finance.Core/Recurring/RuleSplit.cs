namespace Finance.Core.Recurring;

/// <summary>
/// A rule cut in two at a day: what it made until then, and how it goes on, with changes or without. Both together make just what the rule
/// made, as long as nothing is changed.
/// </summary>
internal sealed class RuleSplit
{
    private const int LongestShift = 2;
    private readonly RecurrenceRule _rule;
    private readonly DateOnly _from;

    private RuleSplit(RecurrenceRule rule, DateOnly from, Occurrence first) => (_rule, _from, First) = (rule, from, first);

    /// <summary>The first occurrence that no longer belongs to the part before.</summary>
    internal Occurrence First { get; }

    /// <summary>Whether the rule has any occurrence before.</summary>
    internal bool HasBefore => _rule.Occurrences().First() != First;

    /// <summary>What the rule made until then.</summary>
    internal RecurrenceRule Before => Of(_rule.Terms with
    {
        End = Earlier(_from, First.NominalDate).AddDays(-1),
        Count = _rule.Count is null ? null : First.Index - 1,
    });

    /// <summary>How the rule goes on unchanged: as one of its own that starts with <see cref="First"/>.</summary>
    internal RecurrenceRule Rest => Of(StartingWith(_rule, First));

    /// <returns>Null where nothing is left from that day on.</returns>
    internal static RuleSplit? At(RecurrenceRule rule, DateOnly from) =>
        FirstFrom(rule, from) is { } first ? new RuleSplit(rule, from, first) : null;

    /// <summary>Whether a change leaves the days as they are, so that each occurrence stays the one it was.</summary>
    internal static bool KeepsDays(RecurrenceRule rule, RecurrencePatch patch) =>
        patch.Frequency.Or(rule.Frequency) == rule.Frequency
        && patch.Interval.Or(rule.Interval) == rule.Interval
        && !patch.ByDay.IsPresent
        && !patch.DayOfMonth.IsPresent
        && !patch.NthWeekday.IsPresent;

    /// <summary>How the rule goes on with changes, starting with the first occurrence that these make from that day on.</summary>
    internal Result<RecurrenceRule> RestWith(RecurrencePatch patch)
    {
        var changed = RecurrenceRule.Create(patch.ApplyTo(Ground(patch)));
        if (!changed.IsOk)
        {
            return changed;
        }

        // An occurrence that keeps its day is the same one, even where another weekend rule takes it before the day of the cut.
        var first = IsOtherwise(patch) || NamesDays(patch) ? FirstFrom(changed.Value, _from) : changed.Value.Occurrences().First();
        return first is { } found
            ? Of(StartingWith(changed.Value, found))
            : Errors.Validation("from", "leaves no occurrence from that day on.");
    }

    /// <summary>What the changes are applied to.</summary>
    private RecurrenceTerms Ground(RecurrencePatch patch)
    {
        var rest = StartingWith(_rule, First);
        var (earliest, period) = (Earlier(_from, First.NominalDate), PeriodStart(First.NominalDate));
        if (IsOtherwise(patch))
        {
            return rest with { Start = earliest };
        }

        // Other days of the same week or month count where they still lie ahead.
        return NamesDays(patch) ? rest with { Start = earliest > period ? earliest : period } : rest;
    }

    private bool IsOtherwise(RecurrencePatch patch) =>
        patch.Frequency.Or(_rule.Frequency) is var frequency
        && frequency != _rule.Frequency
        && !(IsByMonth(frequency) && IsByMonth(_rule.Frequency));

    private static bool NamesDays(RecurrencePatch patch) =>
        patch.ByDay.Or([]) is { Count: > 0 } || patch.DayOfMonth.Or(null) is not null || patch.NthWeekday.Or(null) is not null;

    private DateOnly PeriodStart(DateOnly day) => _rule.Frequency switch
    {
        RecurrenceFrequency.Daily => day,
        RecurrenceFrequency.Weekly => day.AddDays(-WeekdaySet.DaysFromMonday(day.DayOfWeek)),
        _ => Month.Of(day).FirstDay,
    };

    // Shown on another day than by the rule, an occurrence is meant by either.
    private static Occurrence? FirstFrom(RecurrenceRule rule, DateOnly from) => rule
        .After(from.AddDays(-LongestShift - 1))
        .Where(occurrence => occurrence.NominalDate >= from || occurrence.Date >= from)
        .Select(occurrence => (Occurrence?)occurrence)
        .FirstOrDefault();

    /// <summary>The rule from one of its occurrences on.</summary>
    private static RecurrenceTerms StartingWith(RecurrenceRule rule, Occurrence first)
    {
        var namesNoDay = IsByMonth(rule.Frequency) && rule.DayOfMonth is null && rule.NthWeekday is null;
        return rule.Terms with
        {
            Start = first.NominalDate,
            // The start told the day, and a month that lacks it must not tell another one.
            DayOfMonth = namesNoDay && first.NominalDate.Day != rule.Start.Day ? rule.Start.Day : rule.DayOfMonth,
            Count = rule.Count - (first.Index - 1),
        };
    }

    private static bool IsByMonth(RecurrenceFrequency frequency) => frequency is RecurrenceFrequency.Monthly or RecurrenceFrequency.Yearly;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static RecurrenceRule Of(RecurrenceTerms terms) => RecurrenceRule.Create(terms).Value;
}
