using Finance.Core.Due;
using Finance.Core.Nightly;
using Finance.Core.Webhooks;
using Finance.Functions.Features;
using Finance.Functions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Webhooks;

internal static class WebhookSetup
{
    /// <summary>Adds webhooks with what delivers to them, in the nightly run and between the nights.</summary>
    internal static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        if (FeatureOptions.Read(configuration).IsOn(Feature.Webhooks))
        {
            services.AddSingleton<INightlyChore>(provider => provider.GetRequiredService<WebhookChore>());
        }

        return services.AddWebhookServices(configuration);
    }

    private static IServiceCollection AddWebhookServices(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new WebhookOptions(configuration.GetValue("Webhooks:AllowPrivateAddresses", false)))
        .AddSingleton<WebhookService>()
        .AddSingleton<IWebhookSender, WebhookSender>()
        .AddSingleton<WebhookChore>()
        .AddSingleton(provider => new WebhookRun(
            provider.GetRequiredService<DueIndex>(),
            provider.GetRequiredService<WebhookChore>(),
            new WebhookLog(provider.GetRequiredService<ILogger<WebhookLog>>(), provider.GetRequiredService<ProcessTally>()),
            provider.GetRequiredService<TimeProvider>()));
}
