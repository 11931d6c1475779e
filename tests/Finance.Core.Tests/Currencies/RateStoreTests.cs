using Finance.Core.Currencies;
using Finance.Testing;
using static Finance.Testing.TestRates;

namespace Finance.Core.Tests.Currencies;

public sealed class RateStoreTests : IDisposable
{
    private readonly InMemoryTableStore _store = new();
    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly RateStore _rates;

    public RateStoreTests() => _rates = new RateStore(_store, _clock);

    public void Dispose() => _rates.Dispose();

    [Fact]
    public async Task BookAsync_NothingStored_IsEmpty()
    {
        var book = await _rates.BookAsync(default);

        Assert.Empty(book.Currencies);
        Assert.Null(book.Find(Currency.Of("USD"), new DateOnly(2026, 6, 15)));
        Assert.Null(book.DaysOf(Currency.Of("USD")));
    }

    [Theory]
    [InlineData("2026-06-11", null, null)]
    [InlineData("2026-06-12", "2026-06-12", "1.1")]
    [InlineData("2026-06-14", "2026-06-12", "1.1")]
    [InlineData("2026-06-15", "2026-06-15", "1.2")]
    [InlineData("2199-12-31", "2026-06-15", "1.2")]
    public async Task Find_AnyDay_IsTheLastPublishedUpToIt(string day, string? asOf, string? rate)
    {
        await _rates.MergeAsync([Day("2026-06-15", "USD 1.20"), Day("2026-06-12", "USD 1.10 JPY 160")], default);

        var found = (await _rates.BookAsync(default)).Find(Currency.Of("USD"), DateOnly.Parse(day, null));

        Assert.Equal((asOf, rate), (found is { } one ? LedgerDates.Format(one.Day) : null, found is { } two ? $"{two.PerEuro / 1.00m:0.#}" : null));
    }

    [Fact]
    public async Task MergeAsync_KnownDays_ChangesNothingAndWritesNothing()
    {
        var days = new[] { Day("2026-06-15", "USD 1.20"), Day("2026-05-29", "USD 1.1") };
        Assert.Equal(new RateMerge(2, 0), await _rates.MergeAsync(days, default));
        var before = _store.Calls.Commits;

        Assert.Equal(default, await _rates.MergeAsync([Day("2026-06-15", "USD 1.2"), Day("2026-05-29", "USD 1.1000")], default));

        Assert.Equal(before, _store.Calls.Commits);
    }

    [Fact]
    public async Task MergeAsync_DayThatWasCorrected_ReplacesWhatWasStoredOfIt()
    {
        await _rates.MergeAsync([Day("2026-06-12", "USD 1.1 JPY 160"), Day("2026-06-15", "USD 1.2")], default);

        var merge = await _rates.MergeAsync([Day("2026-06-12", "USD 1.15")], default);
        var book = await _rates.BookAsync(default);

        Assert.Equal(new RateMerge(0, 1), merge);
        Assert.Equal(1.15m, book.Find(Currency.Of("USD"), new DateOnly(2026, 6, 14))?.PerEuro);
        Assert.Equal(1.2m, book.Find(Currency.Of("USD"), new DateOnly(2026, 6, 15))?.PerEuro);
        Assert.Null(book.Find(Currency.Of("JPY"), new DateOnly(2026, 6, 15)));
        Assert.Equal(new DateOnly(2026, 6, 15), await _rates.ThroughAsync(default));
    }

    [Fact]
    public async Task MergeAsync_WholeHistory_TakesSeveralCommitsAndReadsBackWhole()
    {
        var days = Enumerable.Range(0, 27 * 366)
            .Select(offset => new DateOnly(1999, 1, 4).AddDays(offset))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(day => Day(LedgerDates.Format(day), $"USD 1.{day.DayNumber % 10000} JPY {100 + (day.DayNumber % 90)}.5 GBP 0.8"))
            .ToList();

        Assert.Equal(days.Count, (await _rates.MergeAsync(days, default)).Added);
        using var other = new RateStore(_store, _clock);
        var before = _store.Calls.Total;
        var book = await other.BookAsync(default);

        Assert.Equal(1, _store.Calls.Total - before);
        Assert.Equal(new DateRange(days[0].Day, days[^1].Day), book.DaysOf(Currency.Of("JPY")));
        Assert.All(days, day => Assert.All(day.Rates, rate => Assert.Equal(new PublishedRate(day.Day, rate.Value), book.Find(rate.Key, day.Day))));
    }

    [Fact]
    public async Task BookAsync_AnotherProcessAdds_IsSeenWithinMinutesByReadingWhatChanged()
    {
        using var other = new RateStore(_store, _clock);
        await other.MergeAsync([Day("2026-04-30", "USD 1.1"), Day("2026-05-29", "USD 1.2")], default);
        await _rates.BookAsync(default);
        await other.MergeAsync([Day("2026-06-15", "USD 1.3")], default);

        Assert.Equal(1.2m, await UsdAsync());
        var (calls, rows) = (_store.Calls.Total, _store.Calls.RowsRead);
        await _rates.BookAsync(default);
        Assert.Equal(calls, _store.Calls.Total);
        _clock.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(1.3m, await UsdAsync());

        Assert.Equal((2, 2), (_store.Calls.Total - calls, _store.Calls.RowsRead - rows));
        Assert.Equal(1.1m, (await _rates.BookAsync(default)).Find(Currency.Of("USD"), new DateOnly(2026, 5, 1))?.PerEuro);
    }

    [Fact]
    public async Task BookAsync_SeveralChangesMissed_ReadsEverythingAgain()
    {
        using var other = new RateStore(_store, _clock);
        await other.MergeAsync([Day("2026-04-30", "USD 1.1"), Day("2026-05-29", "USD 1.2")], default);
        await _rates.BookAsync(default);
        await other.MergeAsync([Day("2026-04-30", "USD 1.15")], default);
        await other.MergeAsync([Day("2026-06-15", "USD 1.3")], default);

        _clock.Now += TimeSpan.FromMinutes(3);

        Assert.Equal(1.3m, await UsdAsync());
        Assert.Equal(1.15m, (await _rates.BookAsync(default)).Find(Currency.Of("USD"), new DateOnly(2026, 5, 1))?.PerEuro);
    }

    [Fact]
    public async Task BookAsync_AskedInARunOfTheFuture_IsStillRefreshed()
    {
        _clock.Now += TimeSpan.FromDays(400);
        await _rates.BookAsync(default);
        _clock.Now -= TimeSpan.FromDays(400);
        using var other = new RateStore(_store, _clock);
        await other.MergeAsync([Day("2026-06-15", "USD 1.3")], default);

        Assert.Equal(1.3m, await UsdAsync());
    }

    [Fact]
    public async Task MergeAsync_AnotherRunWritesMeanwhile_IsOvertakenAndLosesNothing()
    {
        await _rates.MergeAsync([Day("2026-06-11", "USD 1.1")], default);
        var interfering = new InterferingTableStore(_store, times: 1)
        {
            BeforeCommit = () => _rates.MergeAsync([Day("2026-06-12", "USD 1.2")], default),
        };
        using var late = new RateStore(interfering, _clock);

        var merge = await late.MergeAsync([Day("2026-06-15", "USD 1.3")], default);

        Assert.True(merge.IsOvertaken);
        Assert.Equal(1.2m, await UsdAsync());
        Assert.Equal(new RateMerge(1, 0), await late.MergeAsync([Day("2026-06-15", "USD 1.3")], default));
        Assert.Equal(1.2m, (await late.BookAsync(default)).Find(Currency.Of("USD"), new DateOnly(2026, 6, 14))?.PerEuro);
    }

    [Fact]
    public async Task MergeAsync_KilledAtAnyCall_RunningAgainCompletesIt()
    {
        var days = Enumerable.Range(0, 250).Select(month => Day(LedgerDates.Format(new DateOnly(2000, 1, 3).AddMonths(month)), "USD 1.1")).ToList();
        for (var calls = 0; ; calls++)
        {
            var store = new InMemoryTableStore();
            var dying = new DyingTableStore(store, calls, lastCommitArrives: calls % 2 == 0);
            using (var killed = new RateStore(dying, _clock))
            {
                await Record.ExceptionAsync(() => killed.MergeAsync(days, default));
            }

            using var next = new RateStore(store, _clock);
            await next.MergeAsync(days, default);
            Assert.Equal(new DateRange(days[0].Day, days[^1].Day), (await next.BookAsync(default)).DaysOf(Currency.Of("USD")));
            if (!dying.IsDead)
            {
                return;
            }
        }
    }

    private async Task<decimal?> UsdAsync() => (await _rates.BookAsync(default)).Find(Currency.Of("USD"), new DateOnly(2026, 6, 15))?.PerEuro;
}
