namespace Finance.Core.Recurring;

/// <summary>
/// When something recurs. Periods (days, weeks that begin on Monday, months, years) are counted from the one that holds the start; nominal
/// dates before the start are none. A day that a month lacks is its last day: the 31st is the 30th in April, and 29 February is the 28th in
/// common years. Dates are calendar days; whose day it is, is the caller's to know.
/// </summary>
public sealed record RecurrenceRule
{
    private const int MaxInterval = 1_000;
    private const int MaxCount = 100_000;
    private const int LongestShift = 2;
    private const int Friday = 4;
    private const int DaysPerWeek = 7;

    private readonly RecurrencePeriods _periods;
    private readonly WeekdaySet _byDay;

    private RecurrenceRule(RecurrenceTerms terms)
    {
        _byDay = WeekdaySet.Of(terms.ByDay);
        Frequency = terms.Frequency;
        Interval = terms.Interval;
        DayOfMonth = terms.DayOfMonth;
        NthWeekday = terms.NthWeekday;
        Weekend = terms.Weekend;
        Start = terms.Start;
        End = terms.End;
        Count = terms.Count;
        var weekdays = Frequency == RecurrenceFrequency.Weekly && _byDay.Count == 0 ? WeekdaySet.Of([Start.DayOfWeek]) : _byDay;
        _periods = new RecurrencePeriods(Frequency, Interval, Start, weekdays, DayOfMonth ?? Start.Day, NthWeekday);
    }

    public RecurrenceFrequency Frequency { get; }

    public int Interval { get; }

    /// <summary>As they were named, from Monday on.</summary>
    public IReadOnlyList<DayOfWeek> ByDay => _byDay.ToList();

    /// <inheritdoc cref="RecurrenceTerms.DayOfMonth"/>
    public int? DayOfMonth { get; }

    public NthWeekday? NthWeekday { get; }

    public WeekendRule Weekend { get; }

    public DateOnly Start { get; }

    public DateOnly? End { get; }

    public int? Count { get; }

    /// <summary>What the rule says, to be changed and made a rule again.</summary>
    public RecurrenceTerms Terms => new()
    {
        Frequency = Frequency,
        Start = Start,
        Interval = Interval,
        ByDay = ByDay,
        DayOfMonth = DayOfMonth,
        NthWeekday = NthWeekday,
        Weekend = Weekend,
        End = End,
        Count = Count,
    };

    /// <returns>Errors by the names of the request's fields, all of them; also where the rule would never occur.</returns>
    public static Result<RecurrenceRule> Create(RecurrenceTerms terms)
    {
        var errors = new FieldErrors();
        CheckBounds(terms, errors);
        CheckDays(terms, errors);
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        var rule = new RecurrenceRule(terms);
        if (rule.Occurrences().Any())
        {
            return rule;
        }

        return rule.Nominal(rule.Start).Any()
            ? Errors.Validation("weekend", "leaves no occurrence: all of them fall on weekends.")
            : Errors.Validation(terms.End is null ? "start_date" : "end_date", "leaves no occurrence between start and end.");
    }

    /// <summary>Every occurrence in order, found as it is asked for; none lies after <see cref="LedgerDates.Last"/>.</summary>
    public IEnumerable<Occurrence> Occurrences() => Shifted(Start);

    /// <summary>The occurrences with a nominal date after <paramref name="nominalDate"/>, without a walk through those before.</summary>
    public IEnumerable<Occurrence> After(DateOnly nominalDate) => nominalDate > LedgerDates.Last ? [] : Shifted(nominalDate.AddDays(1));

    /// <summary>The occurrences that take place on <paramref name="date"/> or later, without a walk through those before.</summary>
    public IEnumerable<Occurrence> From(DateOnly date) =>
        Shifted(date <= Start ? Start : date.AddDays(-LongestShift)).SkipWhile(occurrence => occurrence.Date < date);

    /// <summary>The occurrence with this nominal date; null when there is none or a weekend swallows it.</summary>
    public Occurrence? Find(DateOnly nominalDate)
    {
        foreach (var occurrence in Nominal(nominalDate))
        {
            return occurrence.NominalDate == nominalDate ? Shifted(occurrence) : null;
        }

        return null;
    }

    private static void CheckBounds(RecurrenceTerms terms, FieldErrors errors)
    {
        if (!Enum.IsDefined(terms.Frequency))
        {
            errors.Add("frequency", "must be daily, weekly, monthly or yearly.");
        }

        if (!Enum.IsDefined(terms.Weekend))
        {
            errors.Add("weekend", "must be keep, before, after or skip.");
        }

        if (terms.Interval is < 1 or > MaxInterval)
        {
            errors.Add("interval", "must be 1 to 1000.");
        }

        if (terms.Count is < 1 or > MaxCount)
        {
            errors.Add("count", "must be 1 to 100000.");
        }

        if (!LedgerDates.Holds(terms.Start))
        {
            errors.Add("start_date", "must lie between 1900-01-01 and 2199-12-31.");
        }

        if (terms.End is { } end && !LedgerDates.Holds(end))
        {
            errors.Add("end_date", "must lie between 1900-01-01 and 2199-12-31.");
        }
        else if (terms.End < terms.Start)
        {
            errors.Add("end_date", "must not lie before start_date.");
        }
    }

    private static void CheckDays(RecurrenceTerms terms, FieldErrors errors)
    {
        var isByMonth = terms.Frequency is RecurrenceFrequency.Monthly or RecurrenceFrequency.Yearly;
        if (terms.ByDay.Count > 0 && terms.Frequency != RecurrenceFrequency.Weekly)
        {
            errors.Add("by_day", "goes with weekly only.");
        }

        if (!terms.ByDay.All(Enum.IsDefined))
        {
            errors.Add("by_day", "must name days of the week.");
        }

        if (terms.DayOfMonth is not (null or -1 or (>= 1 and <= 31)))
        {
            errors.Add("day_of_month", "must be 1 to 31, or -1 for the last day.");
        }
        else if (terms.DayOfMonth is not null && !isByMonth)
        {
            errors.Add("day_of_month", "goes with monthly and yearly only.");
        }

        if (terms.NthWeekday is not { } nth)
        {
            return;
        }

        if (nth.Nth is not (-1 or (>= 1 and <= 5)) || !Enum.IsDefined(nth.Weekday))
        {
            errors.Add("nth_weekday", "must be a day of the week and 1 to 5, or -1 for the last.");
        }
        else if (!isByMonth)
        {
            errors.Add("nth_weekday", "goes with monthly and yearly only.");
        }
        else if (terms.DayOfMonth is not null)
        {
            errors.Add("nth_weekday", "cannot go together with day_of_month.");
        }
    }

    private IEnumerable<Occurrence> Nominal(DateOnly from)
    {
        var last = End ?? LedgerDates.Last;
        var period = _periods.PeriodOf(from);
        var index = _periods.CountBefore(period);
        for (; _periods.FirstDayOf(period) <= last; period++)
        {
            foreach (var (date, isClamped) in _periods.DatesOf(period))
            {
                if (date > last || ++index > Count)
                {
                    yield break;
                }

                if (date >= from)
                {
                    yield return new Occurrence(index, date, date, isClamped ? OccurrenceShift.Clamped : OccurrenceShift.None);
                }
            }
        }
    }

    private IEnumerable<Occurrence> Shifted(DateOnly from)
    {
        foreach (var nominal in Nominal(from))
        {
            if (Shifted(nominal) is { } occurrence)
            {
                yield return occurrence;
            }
        }
    }

    private Occurrence? Shifted(Occurrence nominal)
    {
        var daysFromMonday = WeekdaySet.DaysFromMonday(nominal.NominalDate.DayOfWeek);
        if (daysFromMonday <= Friday)
        {
            return nominal;
        }

        return Weekend switch
        {
            WeekendRule.Before => Move(Friday - daysFromMonday, OccurrenceShift.WeekendBefore),
            WeekendRule.After => Move(DaysPerWeek - daysFromMonday, OccurrenceShift.WeekendAfter),
            WeekendRule.Skip => null,
            _ => nominal,
        };

        Occurrence Move(int days, OccurrenceShift shift) =>
            nominal with { Date = nominal.NominalDate.AddDays(days), Shift = nominal.Shift | shift };
    }
}
