using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Finance.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class TimerTests
{
    private const string Yearly = "0 0 3 1 1 *";

    private readonly MemoryHostStorage _storage = new();
    private readonly Recorder _runs = new();

    [Fact]
    public async Task FirstStart_OfAMonitoredTimer_NotesItsNextRunAndDoesNotRun()
    {
        await using var host = await StartAsync<Monitored>(Yearly);
        await _storage.WrittenAsync("status");

        Assert.Empty(_runs.All);
        var status = JsonSerializer.Deserialize<ScheduleStatus>(_storage.Texts.Values.Single())!;
        Assert.EndsWith("/Host.Functions.Monitored/status", _storage.Texts.Keys.Single(), StringComparison.Ordinal);
        Assert.Equal((1, 1, 3), (status.Next.Month, status.Next.Day, status.Next.Hour));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AfterMissedRuns_MakesUpForThemOnceAndSaysSo(bool ranBefore)
    {
        await using (await StartAsync<Monitored>(Yearly))
            await _storage.WrittenAsync("status");
        var longAgo = DateTime.UtcNow.AddYears(-4);
        _storage.Rewrite("status", JsonSerializer.Serialize(
            new ScheduleStatus { Last = ranBefore ? longAgo : default, Next = longAgo, LastUpdated = longAgo }));

        await using (await StartAsync<Monitored>(Yearly))
            await _runs.CountAsync(1);
        await using (await StartAsync<Monitored>(Yearly))
            await Task.Delay(300);

        var run = Assert.Single(_runs.All);
        Assert.True(run.IsPastDue);
        Assert.NotNull(run.ScheduleStatus);
    }

    [Fact]
    public async Task Start_AfterMissedRunsOfATimerWithoutMonitor_DoesNothing()
    {
        await using var host = await StartAsync<Unmonitored>(Yearly);
        await Task.Delay(300);

        Assert.Empty(_runs.All);
        Assert.Empty(_storage.Texts);
    }

    [Fact]
    public async Task Start_WithRunOnStartup_RunsOnceNotPastDue()
    {
        await using var host = await StartAsync<OnStartup>(Yearly);
        await _runs.CountAsync(1);

        Assert.False(_runs.All.Single().IsPastDue);
    }

    [Fact]
    public async Task Runs_LongerThanTheirInterval_NeverOverlapAndCollapse()
    {
        _runs.Duration = TimeSpan.FromMilliseconds(2300);
        await using (await StartAsync<Unmonitored>("* * * * * *"))
            await _runs.CountAsync(2);

        Assert.Equal(1, _runs.MostAtOnce);
        var gap = _runs.Starts.ElementAt(1) - _runs.Starts.ElementAt(0);
        Assert.True(gap >= _runs.Duration - TimeSpan.FromMilliseconds(100), $"{gap} between the starts");
        Assert.All(_runs.All, run => Assert.False(run.IsPastDue));
        Assert.All(_runs.All, run => Assert.Null(run.ScheduleStatus));
    }

    [Fact]
    public async Task RunNow_AtAnInstant_StopsTheAppsClockThereForThatRunOnly()
    {
        await using var host = await StartAsync<Monitored>(Yearly);
        using var client = host.CreateClient();

        using var at = await client.PostAsync("/.local/timers/monitored/run?at=2027-01-31T02:00:00Z", null);
        using var now = await client.PostAsync("/.local/timers/Monitored/run", null);

        Assert.Equal("""{"status":"completed"}""", await at.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
        Assert.Equal(DateTimeOffset.Parse("2027-01-31T02:00:00Z", null), _runs.Clocks.First());
        Assert.InRange(_runs.Clocks.Last(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        var time = host.Services.GetRequiredService<TimeProvider>();
        Assert.InRange(time.GetUtcNow(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task RunNow_OfAFailingFunction_Is500WithTheErrorsType()
    {
        _runs.Failure = new InvalidTimeZoneException("a secret");
        await using var host = await StartAsync<Monitored>(Yearly);
        using var client = host.CreateClient();

        using var response = await client.PostAsync("/.local/timers/Monitored/run", null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("""{"status":"failed","error":"InvalidTimeZoneException"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/.local/timers/Unknown/run", 404)]
    [InlineData("/.local/timers/Monitored/run?at=yesterday", 400)]
    [InlineData("/.local/timers/Monitored/walk", 404)]
    public async Task RunNow_OfSomethingElse_IsRefused(string path, int status)
    {
        await using var host = await StartAsync<Monitored>(Yearly);
        using var client = host.CreateClient();

        using var response = await client.PostAsync(path, null);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(_runs.All);
    }

    [Fact]
    public async Task Middleware_RunsAroundTimersAndSeesNoRequest()
    {
        var seen = new ConcurrentQueue<(string Trigger, HttpContext? Request)>();
        await using var host = await TestHost.StartAsync<Monitored>(
            builder =>
            {
                Use(builder.Services);
                builder.UseMiddleware((context, next) =>
                {
                    seen.Enqueue((context.FunctionDefinition.InputBindings["timer"].Type, context.GetHttpContext()));
                    return next();
                });
            },
            new() { ["Schedule"] = Yearly });

        await host.RunTimerAsync("Monitored");

        Assert.Equal(("timerTrigger", null), Assert.Single(seen));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("never")]
    [InlineData("0 0 99 * * *")]
    public async Task Schedule_MissingOrUnreadable_DisablesOnlyThatFunction(string? schedule)
    {
        await using var host = await StartAsync<Monitored>(schedule);

        await Assert.ThrowsAsync<ArgumentException>(() => host.RunTimerAsync("Monitored"));
    }

    [Theory]
    [InlineData("0 0 2 * * *", "2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", true)]
    [InlineData("0 2 * * *", "2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", true)]
    [InlineData("0 */1 * * * *", "2026-03-01T02:00:30Z", "2026-03-01T02:01:00Z", true)]
    [InlineData("*/10 * * * * *", "2026-03-01T02:00:30Z", "2026-03-01T02:00:40Z", false)]
    [InlineData("00:05:00", "2026-03-01T02:00:30Z", "2026-03-01T02:05:30Z", true)]
    [InlineData("00:00:30", "2026-03-01T02:00:30Z", "2026-03-01T02:01:00Z", false)]
    public void Schedule_IsUtcAndMonitoredFromAMinuteUp(string text, string after, string next, bool monitored)
    {
        var schedule = TimerSchedule.Parse(text, new ConfigurationBuilder().Build());

        Assert.Equal(Utc(next), schedule.Next(Utc(after)));
        Assert.Equal(monitored, schedule.CanBeMonitored);
    }

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, null).UtcDateTime;

    private Task<LocalHost> StartAsync<T>(string? schedule)
        => TestHost.StartAsync<T>(builder => Use(builder.Services), new() { ["Schedule"] = schedule });

    private void Use(IServiceCollection services)
    {
        services.AddSingleton(new HostStorageAccounts(_ => _storage));
        services.AddSingleton(_runs);
    }

    public sealed class Recorder
    {
        private int _running;

        public TimeSpan Duration { get; set; } = TimeSpan.Zero;

        public Exception? Failure { get; set; }

        public int MostAtOnce { get; private set; }

        public ConcurrentQueue<TimerInfo> All { get; } = new();

        public ConcurrentQueue<DateTimeOffset> Clocks { get; } = new();

        public ConcurrentQueue<DateTime> Starts { get; } = new();

        public async Task RunAsync(TimerInfo timer, TimeProvider time)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
            All.Enqueue(timer);
            Starts.Enqueue(DateTime.UtcNow);
            await Task.Delay(Duration);
            Clocks.Enqueue(await Task.Run(time.GetUtcNow));
            Interlocked.Decrement(ref _running);
            if (Failure is not null)
                throw Failure;
        }

        public async Task CountAsync(int count)
        {
            for (var i = 0; All.Count < count; i++)
            {
                Assert.True(i < 1000, $"{All.Count} of {count} runs");
                await Task.Delay(10);
            }
        }
    }

    public sealed class Monitored(Recorder recorder, TimeProvider time)
    {
        [Function("Monitored")]
        public Task RunAsync([TimerTrigger("%Schedule%")] TimerInfo timer) => recorder.RunAsync(timer, time);
    }

    public sealed class Unmonitored(Recorder recorder, TimeProvider time)
    {
        [Function("Unmonitored")]
        public Task RunAsync([TimerTrigger("%Schedule%", UseMonitor = false)] TimerInfo timer) => recorder.RunAsync(timer, time);
    }

    public sealed class OnStartup(Recorder recorder, TimeProvider time)
    {
        [Function("OnStartup")]
        public Task RunAsync([TimerTrigger("%Schedule%", RunOnStartup = true)] TimerInfo timer) => recorder.RunAsync(timer, time);
    }
}
