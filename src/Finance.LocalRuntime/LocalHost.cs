using System.Reflection;
using Finance.LocalRuntime.Hosting;
using Finance.LocalRuntime.Identity;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Finance.LocalRuntime;

/// <summary>What a test chooses for the app it runs in its own process. Environment and settings files play no part.</summary>
public sealed class LocalHostOptions
{
    /// <summary>The assembly whose functions are served.</summary>
    public required Assembly Functions { get; init; }

    /// <summary>Which classes of the assembly to look for functions in; null means all.</summary>
    public Func<Type, bool>? Include { get; init; }

    /// <summary>Settings under configuration keys, such as <c>AzureWebJobsStorage</c>. <c>PORT</c> is 0 unless it is named here.</summary>
    public IDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Null: that of the <c>host.json</c> beside the assembly.</summary>
    public string? RoutePrefix { get; init; }

    /// <summary>Where <c>host.json</c> and <c>welcome.txt</c> are looked for; null: beside the assembly.</summary>
    internal string? Folder { get; init; }
}

/// <summary>An app that runs in the process of a test, on a port of its own.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly IHost _host;

    private LocalHost(IHost host)
    {
        _host = host;
        Address = AddressOf(host);
    }

    /// <summary>Where the app listens, without a path.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>A builder like the app's own, for tests that start or inspect the host themselves.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(LocalHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FunctionsApplicationBuilder(RuntimeContext.ForTest(options));
    }

    /// <summary>Builds the app as <paramref name="configure"/> says, starts it and waits until it serves.</summary>
    public static async Task<LocalHost> StartAsync(
        LocalHostOptions options, Action<FunctionsApplicationBuilder> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = CreateBuilder(options);
        configure(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new LocalHost(host);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    /// <summary>Where a started app listens.</summary>
    /// <exception cref="InvalidOperationException">The app has not been started.</exception>
    public static Uri AddressOf(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return ServerAddress.Of(host.Services.GetRequiredService<IServer>());
    }

    /// <summary>Runs a timer function now, as <c>POST /.local/timers/{function name}/run</c> does.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="at">Where the app's clock stands for the run; null for the real time.</param>
    /// <returns>What the function threw; null when it completed.</returns>
    /// <exception cref="ArgumentException">There is no such timer function.</exception>
    public Task<Exception?> RunTimerAsync(string function, DateTimeOffset? at = null)
        => Services.GetRequiredService<TriggerHost>().FindTimer(function) is { } timer
            ? timer.RunNowAsync(at)
            : throw new ArgumentException($"There is no timer function '{function}'.", nameof(function));

    /// <summary>A token of the development issuer for a user of that name, as <c>POST /.local/token</c> gives it.</summary>
    /// <exception cref="InvalidOperationException">The app's settings name a tenant.</exception>
    public string IssueToken(string user, IReadOnlyCollection<string>? roles = null, TimeSpan? lifetime = null, bool secondFactor = false)
        => DevelopmentIssuer.Serves(Services.GetRequiredService<IConfiguration>())
            ? Services.GetRequiredService<DevelopmentIssuer>().Issue(user, roles ?? [], lifetime ?? TimeSpan.FromHours(1), secondFactor)
            : throw new InvalidOperationException("The app's settings name a tenant; only that tenant issues tokens.");

    /// <summary>The object id that the development issuer gives to a user of that name.</summary>
    public static Guid UserIdOf(string user) => DevelopmentIssuer.UserIdOf(user);

    /// <summary>A client whose base address is the app's.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = Address };

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await DisposeAsync(_host);
    }

    private static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }
}
