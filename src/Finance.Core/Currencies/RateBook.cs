namespace Finance.Core.Currencies;

/// <summary>
/// All rates that a source has published, in memory: units of each currency for one euro, day by day. Thirty currencies since 1999 take
/// four megabytes. Immutable.
/// </summary>
public sealed class RateBook
{
    private readonly Dictionary<Currency, Series> _series;

    private RateBook(Dictionary<Currency, Series> series) => _series = series;

    public static RateBook Empty { get; } = new([]);

    /// <summary>No other book has the same.</summary>
    internal object Identity { get; } = new();

    /// <summary>The currencies that were ever published.</summary>
    public IEnumerable<Currency> Currencies => _series.Keys;

    /// <summary>The rate of the last day, up to <paramref name="day"/>, on which the currency was published; null before the first.</summary>
    public PublishedRate? Find(Currency currency, DateOnly day)
    {
        if (!_series.TryGetValue(currency, out var series))
        {
            return null;
        }

        var at = Array.BinarySearch(series.Days, day.DayNumber);
        at = at < 0 ? ~at - 1 : at;
        return at < 0 ? null : series[at];
    }

    /// <summary>The first and the last day on which a currency was published; null where it never was.</summary>
    public DateRange? DaysOf(Currency currency) =>
        _series.TryGetValue(currency, out var series) ? new DateRange(series[0].Day, series[^1].Day) : null;

    /// <summary>A book in which everything from a day on is as these days say.</summary>
    /// <param name="days">Oldest first, none of them before <paramref name="from"/>.</param>
    internal RateBook With(DateOnly from, IEnumerable<PublishedDay> days)
    {
        var later = new Dictionary<Currency, List<PublishedRate>>();
        foreach (var (currency, series) in _series)
        {
            later.Add(currency, [.. series.Before(from)]);
        }

        foreach (var day in days)
        {
            foreach (var (currency, rate) in day.Rates)
            {
                if (!later.TryGetValue(currency, out var rates))
                {
                    later.Add(currency, rates = []);
                }

                rates.Add(new PublishedRate(day.Day, rate));
            }
        }

        return new RateBook(later.Where(rates => rates.Value.Count > 0).ToDictionary(rates => rates.Key, rates => new Series(rates.Value)));
    }

    private sealed class Series(List<PublishedRate> rates)
    {
        private readonly decimal[] _rates = [.. rates.Select(rate => rate.PerEuro)];

        internal int[] Days { get; } = [.. rates.Select(rate => rate.Day.DayNumber)];

        internal PublishedRate this[Index at] => new(DateOnly.FromDayNumber(Days[at]), _rates[at]);

        internal IEnumerable<PublishedRate> Before(DateOnly day) =>
            Enumerable.Range(0, Days.Length).TakeWhile(at => Days[at] < day.DayNumber).Select(at => this[at]);
    }
}
