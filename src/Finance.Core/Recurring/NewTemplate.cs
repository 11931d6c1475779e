using Finance.Core.Transactions;

namespace Finance.Core.Recurring;

/// <summary>A template to be made.</summary>
public sealed record NewTemplate
{
    public required string Name { get; init; }

    /// <summary>What each occurrence enters; it has no date of its own.</summary>
    public required NewTransaction Transaction { get; init; }

    public required RecurrenceTerms Terms { get; init; }

    public bool AutoCreate { get; init; } = true;

    /// <inheritdoc cref="RecurringTemplate.FollowAmount"/>
    public bool FollowAmount { get; init; }
}

/// <summary>An update: what is absent stays as it is. What was created stays in any case.</summary>
public sealed record TemplatePatch
{
    public Optional<string> Name { get; init; }

    /// <summary>Changes of what is entered, field by field; null for none.</summary>
    public TransactionPatch? Transaction { get; init; }

    public RecurrencePatch Terms { get; init; } = new();

    public Optional<bool> AutoCreate { get; init; }

    public Optional<bool> IsActive { get; init; }

    public Optional<bool> FollowAmount { get; init; }
}

/// <summary>Changes of when a template recurs. Another frequency takes with it what does not go with it.</summary>
public sealed record RecurrencePatch
{
    public Optional<RecurrenceFrequency> Frequency { get; init; }

    public Optional<int> Interval { get; init; }

    public Optional<IReadOnlyCollection<DayOfWeek>> ByDay { get; init; }

    /// <summary>Takes the place of <see cref="NthWeekday"/>.</summary>
    public Optional<int?> DayOfMonth { get; init; }

    /// <summary>Takes the place of <see cref="DayOfMonth"/>.</summary>
    public Optional<NthWeekday?> NthWeekday { get; init; }

    public Optional<WeekendRule> Weekend { get; init; }

    public Optional<DateOnly> Start { get; init; }

    public Optional<DateOnly?> End { get; init; }

    public Optional<int?> Count { get; init; }

    internal RecurrenceTerms ApplyTo(RecurrenceTerms current)
    {
        var frequency = Frequency.Or(current.Frequency);
        var isByMonth = frequency is RecurrenceFrequency.Monthly or RecurrenceFrequency.Yearly;
        return new RecurrenceTerms
        {
            Frequency = frequency,
            Start = Start.Or(current.Start),
            Interval = Interval.Or(current.Interval),
            ByDay = ByDay.Or(frequency == RecurrenceFrequency.Weekly ? current.ByDay : []) ?? [],
            DayOfMonth = DayOfMonth.Or(isByMonth && !Names(NthWeekday) ? current.DayOfMonth : null),
            NthWeekday = NthWeekday.Or(isByMonth && !Names(DayOfMonth) ? current.NthWeekday : null),
            Weekend = Weekend.Or(current.Weekend),
            End = End.Or(current.End),
            Count = Count.Or(current.Count),
        };
    }

    private static bool Names<T>(Optional<T?> field)
        where T : struct => field.Or(null) is not null;
}
