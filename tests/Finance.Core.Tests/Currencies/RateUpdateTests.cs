using Finance.Core.Currencies;
using Finance.Testing;

namespace Finance.Core.Tests.Currencies;

public sealed class RateUpdateTests : IDisposable
{
    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 6, 15, 15, 30, 0, TimeSpan.Zero));
    private readonly TestRates _source = new TestRates().Publish("1999-01-04", "USD 1.1789").Publish("2026-06-12", "USD 1.1");
    private readonly RateStore _rates;

    public RateUpdateTests() => _rates = new RateStore(new InMemoryTableStore(), _clock);

    public void Dispose() => _rates.Dispose();

    [Fact]
    public async Task RunAsync_NothingStored_TakesTheWholeHistory()
    {
        var report = await RunAsync();

        Assert.Equal((RateFile.History, new DateOnly(2026, 6, 12), new RateMerge(2, 0)), (report.File, report.Through!.Value, report.Merge));
        Assert.Equal([RateFile.History], _source.Asked);
    }

    [Fact]
    public async Task RunAsync_SourceWithoutHistory_TakesWhatItHas()
    {
        _source.Missing.UnionWith([RateFile.History, RateFile.Recent]);

        var report = await RunAsync();

        Assert.Equal((RateFile.Latest, new RateMerge(1, 0)), (report.File, report.Merge));
    }

    [Fact]
    public async Task RunAsync_Again_AsksForTheLastDayAndChangesNothing()
    {
        await RunAsync();

        var report = await RunAsync();

        Assert.Equal((RateFile.Latest, default), (report.File, report.Merge));
    }

    [Fact]
    public async Task RunAsync_NextDay_IsAddedByTheFileOfOneDay()
    {
        _source.Publish("2026-06-11", "USD 1.0");
        await RunAsync();
        _source.Publish("2026-06-13", "USD 1.3");

        var report = await RunAsync();

        Assert.Equal((RateFile.Latest, new RateMerge(1, 0)), (report.File, report.Merge));
    }

    [Fact]
    public async Task RunAsync_AfterAWeekend_AlsoTakesWhatWasCorrectedInTheLast90Days()
    {
        await RunAsync();
        _source.Publish("2026-06-12", "USD 1.15").Publish("2026-06-15", "USD 1.2");

        var report = await RunAsync();

        Assert.Equal((RateFile.Recent, new RateMerge(1, 1)), (report.File, report.Merge));
        Assert.Equal(1.15m, (await _rates.BookAsync(default)).Find(Currency.Of("USD"), new DateOnly(2026, 6, 14))?.PerEuro);
    }

    [Fact]
    public async Task RunAsync_AwayForLongerThan90Days_TakesTheWholeHistory()
    {
        await RunAsync();
        _source.Publish("2026-08-03", "USD 1.3").Publish("2026-11-02", "USD 1.4");
        _clock.Now = new DateTimeOffset(2026, 11, 2, 15, 30, 0, TimeSpan.Zero);

        var report = await RunAsync();

        Assert.Equal((RateFile.History, new RateMerge(2, 0)), (report.File, report.Merge));
    }

    [Fact]
    public async Task RunAsync_SameDayCorrected_IsReplaced()
    {
        await RunAsync();
        _source.Publish("2026-06-12", "USD 1.11");

        Assert.Equal(new RateMerge(0, 1), (await RunAsync()).Merge);
    }

    [Fact]
    public async Task RunAsync_SourceAway_SaysSoAndLeavesWhatIsStored()
    {
        await RunAsync();
        _source.IsAway = true;

        await Assert.ThrowsAsync<RateSourceException>(RunAsync);

        Assert.Equal(new DateOnly(2026, 6, 12), await _rates.ThroughAsync(default));
    }

    private Task<RateUpdateReport> RunAsync() => new RateUpdate(_source, _rates, _clock).RunAsync(default);
}
