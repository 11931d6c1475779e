using System.Net;
using Finance.LocalRuntime.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Puts the app's builder on top of Kestrel, and the finished app under the runtime's triggers.</summary>
internal static class RuntimeBuilder
{
    private const string EnvironmentSetting = "AZURE_FUNCTIONS_ENVIRONMENT";

    /// <summary>How long a stop waits for running calls.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder Create(RuntimeContext runtime)
    {
        var settings = new ConfigurationManager();
        AddSources(settings, runtime);
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = runtime.Functions.GetName().Name,
            ContentRootPath = runtime.Folder,
            EnvironmentName = settings[EnvironmentSetting] ?? Environments.Development,
        });
        AddSources(web.Configuration, runtime);
        DevelopmentIssuer.OfferItself(web.Configuration);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, ListeningPort.Choose(web.Configuration));
        });
        web.Host.UseDefaultServiceProvider((context, options) =>
        {
            options.ValidateScopes = context.HostingEnvironment.IsDevelopment();
            options.ValidateOnBuild = context.HostingEnvironment.IsDevelopment();
        });
        AddServices(web, runtime);
        return web;
    }

    public static IHost Build(WebApplicationBuilder web, RuntimeContext runtime)
    {
        runtime.ServesHttp = AspNetCoreIntegration.IsInstalled(((IHostApplicationBuilder)web).Properties);
        var app = web.Build();

        // The worker leaves authentication to the app's middleware; WebApplication would run it by itself for every request.
        var properties = ((IApplicationBuilder)app).Properties;
        properties["__AuthenticationMiddlewareSet"] = true;
        properties["__AuthorizationMiddlewareSet"] = true;

        try
        {
            if (RuntimeSettings.AllowedOrigins(app.Configuration) is { Length: > 0 } origins)
                app.UseCors(cors => Allow(cors, origins, app.Configuration.GetValue<bool>(RuntimeSettings.CorsCredentials)));
            app.MapWhen(LocalEndpoints.Owns, local => local.Run(app.Services.GetRequiredService<LocalEndpoints>().InvokeAsync));
            app.Run(app.Services.GetRequiredService<HttpDispatcher>().InvokeAsync);
            if (runtime.IsProgram)
                app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<StartupReport>().Write(Console.Out));
            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    // As Core Tools do: any header, any method, the listed origins.
    private static void Allow(CorsPolicyBuilder cors, string origins, bool withCredentials)
    {
        cors.WithOrigins(origins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .AllowAnyHeader()
            .AllowAnyMethod();
        if (withCredentials)
            cors.AllowCredentials();
    }

    private static void AddSources(IConfigurationBuilder configuration, RuntimeContext runtime)
    {
        foreach (var add in runtime.Sources)
            add(configuration);
    }

    private static void AddServices(WebApplicationBuilder web, RuntimeContext runtime)
    {
        var services = web.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddRouting();
        services.AddCors();
        services.AddSingleton(runtime);
        services.AddSingleton(_ => FunctionCatalog.Load(runtime.Functions, runtime.Include));
        services.AddSingleton<InvocationRunner>();
        services.AddSingleton<HttpDispatcher>();
        services.AddSingleton<LocalEndpoints>();
        services.AddSingleton<TimeProvider, InvocationClock>();
        services.AddSingleton(provider => new DevelopmentKeyStore(runtime.DataFolder(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton<DevelopmentIssuer>();
        AddTriggers(services);
        AddLogging(web.Logging, web.Configuration, runtime);
    }

    // What is registered first starts first and stops last: storage before everything, the app's own services after these.
    private static void AddTriggers(IServiceCollection services)
    {
        services.AddSingleton<AzuriteForApp>();
        services.AddHostedService(provider => provider.GetRequiredService<AzuriteForApp>());
        services.AddSingleton<HostIdentity>();
        services.AddSingleton(provider => new HostStorageAccounts(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<TriggerInvoker>();
        services.AddSingleton<TriggerHost>();
        services.AddHostedService(provider => provider.GetRequiredService<TriggerHost>());
        services.AddSingleton<StartupReport>();
    }

    private static void AddLogging(ILoggingBuilder logging, ConfigurationManager configuration, RuntimeContext runtime)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        foreach (var (category, level) in runtime.Host.LogLevels)
        {
            if (category.Equals("default", StringComparison.OrdinalIgnoreCase))
                logging.SetMinimumLevel(level);
            else
                logging.AddFilter(category, level);
        }

        if (runtime.IsProgram)
            AddConsole(logging, configuration[RuntimeSettings.ConsoleFormat]);
    }

    private static void AddConsole(ILoggingBuilder logging, string? format)
    {
        if (format == ConsoleFormatterNames.Json)
        {
            // For programs: each line says which trace and span it belongs to.
            const ActivityTrackingOptions told = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId;
            logging.Configure(options => options.ActivityTrackingOptions = told);
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.UseUtcTimestamp = true;
            });
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    }
}
