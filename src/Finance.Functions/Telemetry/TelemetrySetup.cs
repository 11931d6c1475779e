using System.Reflection;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Finance.Functions.Telemetry;

/// <summary>
/// Sends traces, metrics and logs through OpenTelemetry to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says (the exporter's other settings are
/// its own: https://opentelemetry.io/docs/specs/otel/protocol/exporter/), and to the Application Insights of
/// <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>. Without either, nothing of it is there.
/// </summary>
internal static class TelemetrySetup
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string InsightsConnection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string InsightsIdentity = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    internal static void AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var (otlp, insights) = (configuration[OtlpEndpoint], configuration[InsightsConnection]);
        if (string.IsNullOrEmpty(otlp) && string.IsNullOrEmpty(insights))
        {
            return;
        }

        // The host then sends its own telemetry only, and none of the worker's a second time.
        builder.Services.Configure<WorkerOptions>(worker => worker.Capabilities["WorkerOpenTelemetryEnabled"] = bool.TrueString);
        builder.Services.AddSingleton<TallyMeter>().AddHostedService<Collector>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("finance-functions", serviceVersion: Version))
            .WithTracing(traces => traces.AddSource(FinanceTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(FinanceTelemetry.Name))
            .WithLogging(null, logs => (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true));
        if (!string.IsNullOrEmpty(otlp))
        {
            telemetry.UseOtlpExporter();
        }

        if (!string.IsNullOrEmpty(insights))
        {
            telemetry.UseAzureMonitorExporter(options => Aim(options, insights, configuration[InsightsIdentity]));
        }
    }

    private static string? Version =>
        typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <param name="identity">
    /// As the Functions host reads it: <c>Authorization=AAD</c>, with <c>;ClientId=…</c> for an identity of that name
    /// (https://learn.microsoft.com/azure/azure-functions/functions-app-settings#applicationinsights_authentication_string).
    /// </param>
    private static void Aim(AzureMonitorExporterOptions options, string connection, string? identity)
    {
        (options.ConnectionString, options.EnablePerformanceCounters) = (connection, false);
        if (identity is null)
        {
            return;
        }

        var client = identity.Split(';', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .FirstOrDefault(part => part[0].Equals("ClientId", StringComparison.OrdinalIgnoreCase) && part.Length == 2)?[1];
        options.Credential = new ManagedIdentityCredential(
            client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client));
    }

    /// <summary>Makes the meter of the tallies, which nobody else asks for.</summary>
    private sealed class Collector(TallyMeter meter) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(meter);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
