namespace Finance.Functions;

/// <summary>
/// Every setting that the app reads, by the name it has in the environment. The README explains them, and <c>infra/</c> sets those that
/// differ from their defaults; tests hold all three together.
/// </summary>
internal static class AppSettings
{
    internal static IReadOnlyList<string> All { get; } =
    [
        "AzureWebJobsStorage", "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "NightlySchedule", "RatesSchedule", "WebhookSchedule",
        "Rates__BaseAddress", "Webhooks__AllowPrivateAddresses",
        "AzureAd__Instance", "AzureAd__TenantId", "AzureAd__ClientId", "AzureAd__Scopes",
        "Identity__RequireSecondFactor", "Identity__AuthenticationContext", "Identity__SignOutReturnUrl",
        "Cors__AllowedOrigins",
        .. Enum.GetNames<Features.Feature>().Select(name => $"Features__{name}"),
        "RateLimits__Enabled", "RateLimits__AddressHeader",
        "RateLimits__User__Burst", "RateLimits__User__PerMinute",
        "RateLimits__Costly__Burst", "RateLimits__Costly__PerMinute",
        "RateLimits__Address__Burst", "RateLimits__Address__PerMinute",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];
}
