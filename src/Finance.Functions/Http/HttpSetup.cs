using System.Reflection;
using Finance.Functions.Cors;
using Finance.Functions.Features;
using Finance.Functions.Health;
using Finance.Functions.Identity;
using Finance.Functions.Limits;
using Finance.Functions.Middleware;
using Finance.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Identity.Web;

namespace Finance.Functions.Http;

/// <summary>Puts together what stands around every HTTP function.</summary>
internal static class HttpSetup
{
    private const string Bearer = "Bearer";

    /// <param name="functions">The assembly that declares the functions.</param>
    internal static IServiceCollection AddHttp(this IServiceCollection services, IConfiguration configuration, Assembly functions)
    {
        services.AddAuthentication(Bearer).AddMicrosoftIdentityWebApi(configuration);
        services.AddOptions<IdentityOptions>()
            .Configure(options => Read(configuration, options))
            .Validate(options => options.AreValid(), "AzureAd:Scopes is empty, or Identity:AuthenticationContext is none of c1 to c99.")
            .ValidateOnStart();
        services.AddSingleton(new FunctionPolicies(functions));
        services.AddSingleton(FeatureOptions.Read(configuration));
        services.AddSingleton(RateLimitOptions.Read(configuration));
        services.AddSingleton(CorsOptions.Read(configuration));
        services.AddSingleton<StorageProbe>();
        services.AddSingleton<ProcessTally>();
        return services;
    }

    /// <summary>Adds the middleware, outermost first. Timer and blob functions pass by all but the first.</summary>
    internal static void UseHttp(this IFunctionsWorkerApplicationBuilder worker)
    {
        worker.UseMiddleware<TelemetryMiddleware>();
        worker.UseWhen<ProblemMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<HeadersMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<CorsMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<CostMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<BodySizeMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<AddressLimitMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<AuthenticationMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<UserLimitMiddleware>(InvocationExtensions.IsHttp);
        worker.UseWhen<FeatureMiddleware>(InvocationExtensions.IsHttp);
    }

    private static void Read(IConfiguration configuration, IdentityOptions options)
    {
        if (configuration["AzureAd:Scopes"] is { } scopes)
        {
            options.Scopes = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        options.RequireSecondFactor = configuration.GetValue("Identity:RequireSecondFactor", options.RequireSecondFactor);
        options.AuthenticationContext = configuration["Identity:AuthenticationContext"] ?? options.AuthenticationContext;
        if (configuration["AzureAd:Instance"] is { } instance && configuration["AzureAd:TenantId"] is { } tenant)
        {
            options.AuthorizationUri = $"{instance.TrimEnd('/')}/{tenant}/oauth2/v2.0/authorize";
        }
    }
}
