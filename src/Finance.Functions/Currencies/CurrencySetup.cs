using Finance.Core.Currencies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.Functions.Currencies;

internal static class CurrencySetup
{
    /// <summary>Adds currencies, with the rates that are published of them.</summary>
    internal static IServiceCollection AddCurrencies(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(RateOptions.Read(configuration))
        .AddSingleton<IRateSource, EcbRateSource>()
        .AddSingleton<RateStore>()
        .AddSingleton<RateUpdate>()
        .AddSingleton<Exchange>()
        .AddSingleton<CurrencyService>();
}
