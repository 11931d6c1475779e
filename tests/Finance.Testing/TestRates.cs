using System.Globalization;
using Finance.Core;
using Finance.Core.Currencies;
using Finance.Core.Storage;

namespace Finance.Testing;

/// <summary>Published rates as a test says them, and a source that serves them.</summary>
public sealed class TestRates : IRateSource
{
    private readonly SortedDictionary<DateOnly, PublishedDay> _days = [];

    /// <summary>The files that were asked for, in order.</summary>
    public List<RateFile> Asked { get; } = [];

    /// <summary>The files that the source does not have.</summary>
    public HashSet<RateFile> Missing { get; } = [];

    public bool IsAway { get; set; }

    /// <summary>A day's rates: <c>USD 1.0823 JPY 160.05</c>.</summary>
    public static PublishedDay Day(string day, string rates) => new(
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        rates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2)
            .ToDictionary(rate => Currency.Of(rate[0]), rate => decimal.Parse(rate[1], CultureInfo.InvariantCulture)));

    /// <summary>Puts days into a store's table of rates.</summary>
    public static async Task StoreAsync(ITableStore store, TimeProvider clock, params IReadOnlyList<PublishedDay> days)
    {
        using var rates = new RateStore(store, clock);
        await rates.MergeAsync(days, CancellationToken.None);
    }

    /// <summary>Publishes a day, or publishes it otherwise.</summary>
    public TestRates Publish(string day, string rates)
    {
        var published = Day(day, rates);
        _days[published.Day] = published;
        return this;
    }

    public Task<IReadOnlyList<PublishedDay>> ReadAsync(RateFile file, DateOnly today, CancellationToken cancellationToken)
    {
        Asked.Add(file);
        if (IsAway || Missing.Contains(file))
        {
            throw new RateSourceException("No such file.") { IsMissing = !IsAway };
        }

        var last = _days.Keys.Last();
        var first = file switch
        {
            RateFile.Latest => last,
            RateFile.Recent => last.AddDays(-90),
            _ => _days.Keys.First(),
        };
        return Task.FromResult<IReadOnlyList<PublishedDay>>([.. _days.Values.Where(day => day.Day >= first).Reverse()]);
    }
}
