using Finance.Core.Storage;
using Finance.Functions.Health;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Finance.Functions.Tests.Middleware;
using Finance.LocalRuntime;
using Finance.Testing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.Functions.Tests.Http;

public sealed class HealthTests
{
    private readonly FaultyTableStore _store =
        new(new InMemoryTableStore(), new Faults { UnavailableRead = 1 }, seed: 1) { Enabled = false };

    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Health_StorageAnswers_IsReadyForAnyone()
    {
        await using var host = await StartAsync();

        var reply = await GetAsync(host, "/api/health");

        Assert.Equal((200, """{"status":"ready"}"""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task Health_StorageAway_Is503AndLiveStays200()
    {
        _store.Enabled = true;
        await using var host = await StartAsync();

        var ready = await GetAsync(host, "/api/health");
        var live = await GetAsync(host, "/api/health/live");

        Assert.Equal((503, "storage_unavailable", "5"), (ready.Status, ready.Code, ready.Header("Retry-After")));
        Assert.Equal((200, """{"status":"live"}"""), (live.Status, live.Body));
    }

    [Fact]
    public async Task Check_AskedOften_AsksTheStorageOnceASecond()
    {
        using var probe = new StorageProbe(_store, _clock);
        await probe.CheckAsync(default);
        _store.Enabled = true;

        await probe.CheckAsync(default);
        _clock.Now += TimeSpan.FromSeconds(1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => probe.CheckAsync(default));
        _store.Enabled = false;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => probe.CheckAsync(default));
        _clock.Now += TimeSpan.FromSeconds(1);
        await probe.CheckAsync(default);

        Assert.Equal(1, _store.Injected);
    }

    [Fact]
    public async Task ErrorPage_Fragment_ExplainsTheCode()
    {
        await using var host = await StartAsync();

        var reply = await GetAsync(host, "/api/docs/errors");

        Assert.Equal((200, "text/html; charset=utf-8"), (reply.Status, reply.Header("Content-Type")));
        Assert.Contains("<h2 id=\"not_found\">", reply.Body, StringComparison.Ordinal);
    }

    private Task<LocalHost> StartAsync() => LocalHost.StartAsync(
        new LocalHostOptions
        {
            Functions = typeof(HealthFunctions).Assembly,
            Include = type => type == typeof(HealthFunctions) || type == typeof(ErrorPage),
            RoutePrefix = "api",
        },
        builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            builder.UseHttp();
            builder.Services.AddHttp(builder.Configuration, typeof(HealthFunctions).Assembly);
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddSingleton<ITableStore>(_store);
        });

    private static async Task<Reply> GetAsync(LocalHost host, string path)
    {
        using var client = host.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Reply.ReadAsync(response);
    }
}
