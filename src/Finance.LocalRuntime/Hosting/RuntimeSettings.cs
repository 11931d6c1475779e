using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Names and defaults of the settings that the runtime itself reads.</summary>
internal static class RuntimeSettings
{
    public const string Port = "PORT";
    public const string Storage = "AzureWebJobsStorage";
    public const string AzuriteData = "AZURITE_DATA";
    public const string HostId = "AzureFunctionsWebHost:hostid";
    public const string CorsOrigins = "Host:CORS";
    /// <summary>.NET's own name for it.</summary>
    public const string ConsoleFormat = "Logging:Console:FormatterName";
    public const string CorsCredentials = "Host:CORSCredentials";
    public const string DevelopmentStorage = "UseDevelopmentStorage=true";

    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>
    {
        [Storage] = DevelopmentStorage,
    };

    /// <summary>
    /// Whose preflights are answered. Left out, those of the app's own setting: in Azure the deployment gives that to the platform.
    /// </summary>
    public static string? AllowedOrigins(IConfiguration configuration) =>
        configuration[CorsOrigins] ?? configuration["Cors:AllowedOrigins"];

    /// <summary>Null when nobody asked for a port; 0 for any free one.</summary>
    /// <exception cref="InvalidOperationException">It is not a port.</exception>
    public static int? RequestedPort(IConfiguration configuration)
    {
        var text = configuration[Port];
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new InvalidOperationException($"PORT is '{text}', which is not a port between 0 and {ushort.MaxValue}.");
    }
}
