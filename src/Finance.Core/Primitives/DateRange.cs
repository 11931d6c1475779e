namespace Finance.Core;

/// <summary>Calendar days from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
public readonly record struct DateRange(DateOnly From, DateOnly To)
{
    public int DayCount => To.DayNumber - From.DayNumber + 1;

    public bool IsEmpty => To < From;

    public bool Contains(DateOnly day) => day >= From && day <= To;

    public bool Contains(DateRange other) => other.From >= From && other.To <= To;

    /// <summary>The days in both, or an empty range.</summary>
    public DateRange Intersect(DateRange other) => new(From > other.From ? From : other.From, To < other.To ? To : other.To);

    /// <summary>Every month that has a day in the range, oldest first.</summary>
    public IEnumerable<Month> Months()
    {
        for (var month = Month.Of(From); month <= Month.Of(To); month = month.AddMonths(1))
        {
            yield return month;
        }
    }
}
