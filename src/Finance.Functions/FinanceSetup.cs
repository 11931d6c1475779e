using Finance.Core.Importing;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Functions.Http;
using Finance.Functions.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Finance.Functions;

/// <summary>Puts the app together.</summary>
public static class FinanceSetup
{
    public static void AddFinance(this FunctionsApplicationBuilder builder)
    {
        builder.UseHttp();
        builder.Services.AddHttp(builder.Configuration, typeof(FinanceSetup).Assembly)
            .AddStorage(builder.Configuration)
            .AddFeatures();
    }

    private static void AddFeatures(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LedgerCache>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<TransactionService>();
        services.AddSingleton<ImportService>();
        services.AddSingleton<ImportReads>();
        services.AddSingleton<ImportProfiles>();
    }
}
