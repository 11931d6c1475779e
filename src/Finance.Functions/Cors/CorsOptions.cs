using Microsoft.Extensions.Configuration;

namespace Finance.Functions.Cors;

/// <summary>The web pages that may read answers: <c>Cors:AllowedOrigins</c>, separated by commas. None by default.</summary>
internal sealed class CorsOptions
{
    private const string Setting = "Cors:AllowedOrigins";

    private readonly HashSet<string> _origins;

    private CorsOptions(IEnumerable<string> origins) => _origins = [.. origins];

    internal bool IsOpenToAny => _origins.Count > 0;

    /// <summary>Whether pages of an origin may read answers; browsers send it in lower case, without its scheme's own port.</summary>
    internal bool Allows(string origin) => _origins.Contains(origin);

    /// <exception cref="InvalidOperationException">
    /// An entry is no origin as a browser sends it. <c>*</c> is none: who may read somebody's money is named.
    /// </exception>
    internal static CorsOptions Read(IConfiguration configuration)
    {
        var origins = (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(origins, origin => !IsOrigin(origin)) is { } wrong
            ? throw new InvalidOperationException(
                $"Cors__AllowedOrigins holds '{wrong}'. An origin is https://host or https://host:port; http is for loopback only.")
            : new CorsOptions(origins);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.GetLeftPart(UriPartial.Authority) == text
        && address.UserInfo.Length == 0
        && !address.Host.Contains('*', StringComparison.Ordinal);
}
