using Microsoft.Extensions.Configuration;

namespace Finance.Functions.Currencies;

/// <summary>Where published rates are fetched: settings under <c>Rates</c>.</summary>
internal sealed class RateOptions
{
    private const string Default = "https://www.ecb.europa.eu/stats/eurofxref/";

    /// <summary>The folder with the European Central Bank's files, or one that holds files of that form: <c>Rates:BaseAddress</c>.</summary>
    public Uri BaseAddress { get; private init; } = new(Default);

    /// <exception cref="InvalidOperationException">The address is none.</exception>
    internal static RateOptions Read(IConfiguration configuration)
    {
        if (configuration["Rates:BaseAddress"] is not { Length: > 0 } text)
        {
            return new RateOptions();
        }

        return Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new RateOptions { BaseAddress = address }
            : throw new InvalidOperationException("Rates__BaseAddress must be an address that begins with http:// or https://.");
    }
}
