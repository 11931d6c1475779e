using Microsoft.Azure.Functions.Worker.Builder;

namespace Finance.LocalRuntime.Tests.Hosting;

internal static class TestHost
{
    /// <summary>Runs the functions of <typeparamref name="T"/> alone.</summary>
    public static Task<LocalHost> StartAsync<T>(
        Action<FunctionsApplicationBuilder>? configure = null, Dictionary<string, string?>? settings = null)
        => LocalHost.StartAsync(OptionsFor<T>(settings), builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            configure?.Invoke(builder);
        });

    public static LocalHostOptions OptionsFor<T>(Dictionary<string, string?>? settings = null) => new()
    {
        Functions = typeof(T).Assembly,
        Include = type => type == typeof(T),
        Settings = settings ?? [],
        RoutePrefix = "api",
    };
}
