using Finance.Functions.Limits;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace Finance.Functions.Tests.Middleware;

public sealed class RateLimiterTests
{
    private static readonly RateLimit FiveAndSixAMinute = new("test", 5, 6);

    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Take_MoreThanABurst_SaysWhenToComeAgain()
    {
        var limiter = new RateLimiter<string>(FiveAndSixAMinute, _clock);

        var taken = Enumerable.Range(0, 5).Select(_ => limiter.Take("a")).ToList();
        var refused = limiter.Take("a");

        Assert.Equal([4, 3, 2, 1, 0], taken.Select(verdict => verdict.Remaining));
        Assert.All(taken, verdict => Assert.True(verdict.IsTaken));
        Assert.Equal((false, 0L, 10, 50), (refused.IsTaken, refused.Remaining, refused.RetryAfter.Seconds, refused.UntilFull.Seconds));
    }

    [Fact]
    public void Take_AfterRetryAfter_TakesOneAndNoMore()
    {
        var limiter = new RateLimiter<string>(FiveAndSixAMinute, _clock);
        Empty(limiter, "a");

        _clock.Now += limiter.Take("a").RetryAfter;

        Assert.True(limiter.Take("a").IsTaken);
        Assert.False(limiter.Take("a").IsTaken);
    }

    [Fact]
    public void Take_Refused_CostsNothing()
    {
        var limiter = new RateLimiter<string>(FiveAndSixAMinute, _clock);
        Empty(limiter, "a");

        var waits = Enumerable.Range(0, 100).Select(_ => limiter.Take("a").RetryAfter).Distinct();

        Assert.Equal([TimeSpan.FromSeconds(10)], waits);
    }

    [Fact]
    public void Take_AnotherCaller_HasALimitOfItsOwn()
    {
        var limiter = new RateLimiter<string>(FiveAndSixAMinute, _clock);
        Empty(limiter, "a");

        Assert.True(limiter.Take("b").IsTaken);
    }

    [Fact]
    public void Take_ClockSetBack_LocksNobodyOutForLongerThanAWindow()
    {
        var limiter = new RateLimiter<string>(FiveAndSixAMinute, _clock);
        Empty(limiter, "a");

        _clock.Now -= TimeSpan.FromDays(1);
        var refused = limiter.Take("a");
        _clock.Now += refused.RetryAfter;

        Assert.Equal(TimeSpan.FromSeconds(10), refused.RetryAfter);
        Assert.True(limiter.Take("a").IsTaken);
    }

    [Fact]
    public void Charge_MoreThanThereIs_EmptiesAndOwesNothing()
    {
        var limiter = new RateLimiter<string>(FiveAndSixAMinute, _clock);

        limiter.Charge("a", 1_000);

        Assert.Equal(TimeSpan.FromSeconds(10), limiter.Take("a").RetryAfter);
    }

    [Fact]
    public void Take_ManyCallers_KeepsNoMoreThanAreBusy()
    {
        var limiter = new RateLimiter<int>(FiveAndSixAMinute, _clock, capacity: 100);
        for (var caller = 0; caller < 1_000; caller++)
        {
            limiter.Take(caller);
        }

        Assert.Equal(100, limiter.Busy);
        Assert.False(limiter.Take(5_000).IsTaken, "Those that come when all counts are taken share one.");

        _clock.Now += TimeSpan.FromMinutes(1);

        Assert.True(limiter.Take(5_000).IsTaken);
        Assert.Equal(1, limiter.Busy);
    }

    [Fact]
    public async Task Take_FromManyThreads_TakesExactlyABurst()
    {
        var limiter = new RateLimiter<string>(new RateLimit("test", 1_000, 1), _clock);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => Enumerable.Range(0, 1_000).Count(_ => limiter.Take("a").IsTaken))));

        Assert.Equal(1_000, taken.Sum());
    }

    [Fact]
    public void Take_AnyRhythm_IsWhatABucketOfTokensWouldTake() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte>().Select(pause => pause % 30).ListOf().ToArbitrary(),
        pauses =>
        {
            var limiter = new RateLimiter<string>(FiveAndSixAMinute, _clock);
            var tenths = 50;
            return pauses.All(pause =>
            {
                _clock.Now += TimeSpan.FromSeconds(pause);
                tenths = Math.Min(50, tenths + pause);
                var isTaken = tenths >= 10;
                tenths -= isTaken ? 10 : 0;
                return limiter.Take("a").IsTaken == isTaken;
            });
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("RateLimits:User:Burst", "0")]
    [InlineData("RateLimits:User:PerMinute", "-1")]
    [InlineData("RateLimits:Costly:Burst", "6000001")]
    [InlineData("RateLimits:Address:PerMinute", "many")]
    [InlineData("RateLimits:Enabled", "perhaps")]
    public void Read_NoLimit_FailsAtStart(string setting, string value) => Assert.ThrowsAny<InvalidOperationException>(
        () => RateLimitOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build()));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:51234", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7:51234", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010db800010002")]
    [InlineData("[2001:db8:1:2::9]:443", "20010db800010002")]
    [InlineData("unknown", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Of_Header_IsTheClientAsThePlatformSawIt(string? header, string client) => Assert.Equal(client, ClientAddress.Of(header));

    private static void Empty(RateLimiter<string> limiter, string caller)
    {
        while (limiter.Take(caller).IsTaken)
        {
        }
    }
}
