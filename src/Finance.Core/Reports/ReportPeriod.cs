namespace Finance.Core.Reports;

public enum PeriodKind
{
    /// <summary>One calendar month.</summary>
    Month,

    /// <summary>One calendar year.</summary>
    Year,

    /// <summary>Any other run of days.</summary>
    Range,
}

/// <summary>The days that a report is about, both ends included.</summary>
public readonly record struct ReportPeriod(DateRange Days)
{
    public PeriodKind Kind => (WholeMonths, Days.From.Month) switch
    {
        (1, _) => PeriodKind.Month,
        (12, 1) => PeriodKind.Year,
        _ => PeriodKind.Range,
    };

    /// <summary>
    /// The period before: as many calendar months where this one is whole calendar months (the month before a month, the year before a
    /// year, the quarter before a quarter), else as many days.
    /// </summary>
    public ReportPeriod Previous
    {
        get
        {
            var to = Days.From.AddDays(-1);
            var from = WholeMonths is { } months ? Month.Of(Days.From).AddMonths(-months).FirstDay : Days.From.AddDays(-Days.DayCount);
            return new ReportPeriod(new DateRange(from, to));
        }
    }

    private int? WholeMonths => Days.From.Day == 1 && Days.To == Month.Of(Days.To).LastDay
        ? Month.Of(Days.To).Index - Month.Of(Days.From).Index + 1
        : null;

    public static ReportPeriod Of(Month month) => new(month.Days);

    public static ReportPeriod OfYear(int year) => new(new DateRange(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)));

    /// <summary>Days of the period up to today while it runs, else all of them.</summary>
    public int ElapsedDays(DateOnly today) => Days.Contains(today) ? new DateRange(Days.From, today).DayCount : Days.DayCount;
}
