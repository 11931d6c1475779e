using Finance.Core;
using Finance.Core.Currencies;
using Finance.Testing;

namespace Finance.Storage.Tests;

/// <summary>The table of rates on the real store: what two processes write and remember of it.</summary>
public sealed class RateTableTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Currency Usd = Currency.Of("USD");

    [Fact]
    public async Task Merge_HistoryThenCorrectionByAnotherProcess_BothSeeTheSame()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        using var one = new RateStore(azurite.Store, clock);
        using var other = new RateStore(azurite.Store, clock);
        var days = Enumerable.Range(0, 330).Select(month => new DateOnly(1999, 1, 4).AddMonths(month)).ToList();
        await new RateUpdate(Source(days, "USD 1.0930 JPY 160.05 IDR 17894.39"), one, clock).RunAsync(default);
        var before = await other.BookAsync(default);

        await new RateUpdate(Source([days[^1].AddDays(1), days[^1]], "USD 1.1"), one, clock).RunAsync(default);
        clock.Now += TimeSpan.FromMinutes(3);
        var after = await other.BookAsync(default);

        Assert.All(days, day => Assert.Equal(new PublishedRate(day, 1.093m), before.Find(Usd, day)));
        Assert.Equal(new DateRange(days[0], days[^1]), before.DaysOf(Currency.Of("IDR")));
        Assert.Equal(new PublishedRate(days[^1].AddDays(1), 1.1m), after.Find(Usd, days[^1].AddDays(5)));
        Assert.Equal(new PublishedRate(days[0], 1.093m), after.Find(Usd, days[0]));
    }

    private static TestRates Source(IEnumerable<DateOnly> days, string rates) =>
        days.Aggregate(new TestRates(), (source, day) => source.Publish(LedgerDates.Format(day), rates));
}
