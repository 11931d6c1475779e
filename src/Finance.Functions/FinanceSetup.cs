using Finance.Core.Accounts;
using Finance.Core.Admin;
using Finance.Core.Audit;
using Finance.Core.Audits;
using Finance.Core.Budgets;
using Finance.Core.Budgets.Templates;
using Finance.Core.Categories;
using Finance.Core.Due;
using Finance.Core.Envelopes;
using Finance.Core.Exporting;
using Finance.Core.Exporting.Backup;
using Finance.Core.Exporting.Statements;
using Finance.Core.Goals;
using Finance.Core.Importing;
using Finance.Core.Insights;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Receipts;
using Finance.Core.Recurring;
using Finance.Core.Recurring.Detection;
using Finance.Core.Reports;
using Finance.Core.Reports.Cashflow;
using Finance.Core.Reports.Custom;
using Finance.Core.Reports.Tax;
using Finance.Core.Reports.Trends;
using Finance.Core.Reports.Variance;
using Finance.Core.Reports.Worth;
using Finance.Core.Sharing;
using Finance.Core.Tags;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Bulk;
using Finance.Core.Transactions.Listing;
using Finance.Core.Transfers;
using Finance.Core.Users;
using Finance.Functions.Admin;
using Finance.Functions.Currencies;
using Finance.Functions.Events;
using Finance.Functions.Http;
using Finance.Functions.Storage;
using Finance.Functions.Telemetry;
using Finance.Functions.Triggers;
using Finance.Functions.Users;
using Finance.Functions.Webhooks;
using Finance.Pdf;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Finance.Functions;

/// <summary>Puts the app together.</summary>
public static class FinanceSetup
{
    public static void AddFinance(this FunctionsApplicationBuilder builder)
    {
        builder.AddTelemetry();
        builder.UseHttp();
        builder.Services.AddHttp(builder.Configuration, typeof(FinanceSetup).Assembly)
            .AddStorage(builder.Configuration)
            .AddNightly()
            .AddCurrencies(builder.Configuration)
            .AddWebhooks(builder.Configuration)
            .AddReports()
            .AddFeatures(builder.Configuration);
    }

    private static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportService>();
        services.AddSingleton<WorthService>();
        services.AddSingleton<VarianceService>();
        services.AddSingleton<TaxService>();
        services.AddSingleton<TrendService>();
        services.AddSingleton<CashflowService>();
        services.AddSingleton<QueryService>();
        return services;
    }

    private static void AddFeatures(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(SignOut(configuration));
        services.AddSingleton<LedgerCache>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<ReconciliationService>();
        services.AddSingleton<CategoryService>();
        services.AddSingleton<BudgetService>();
        services.AddSingleton<BudgetTemplateService>();
        services.AddSingleton<TransactionService>();
        services.AddSingleton<TransactionLister>();
        services.AddSingleton<TransactionChanges>();
        services.AddSingleton<BulkService>();
        services.AddSingleton<RegistrationService>();
        services.AddSingleton<UserService>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<DueIndex>();
        services.AddSingleton<ErasureService>();
        services.AddSingleton<RecurringService>();
        services.AddSingleton<DetectionService>();
        services.AddSingleton<EnvelopeService>();
        services.AddSingleton<GoalService>();
        services.AddSingleton<ContributionService>();
        services.AddSingleton<InsightService>();
        services.AddSingleton<TagService>();
        services.AddSingleton<SharingService>();
        services.AddSingleton<AdminService>();
        services.AddSingleton<SystemMetrics>();
        services.AddSingleton<AuditService>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<EventStreams>();
        services.AddSingleton<LedgerVerifier>();
        services.AddSingleton<NotificationService>();
        services.AddSingleton<TransferService>();
        services.AddSingleton<ReceiptService>();
        services.AddSingleton<ImportService>();
        services.AddSingleton<ImportReads>();
        services.AddSingleton<ImportUndo>();
        services.AddSingleton<ImportProfiles>();
        services.AddSingleton<IStatementPrinter, StatementPrinter>();
        services.AddSingleton<ExportService>();
        services.AddSingleton<RestoreService>();
    }

    private static SignOutOptions SignOut(IConfiguration configuration)
    {
        var instance = configuration["AzureAd:Instance"] ?? "https://login.microsoftonline.com/";
        var returnTo = configuration["Identity:SignOutReturnUrl"];
        return new SignOutOptions(
            new Uri(new Uri(instance), configuration["AzureAd:TenantId"] ?? "common"),
            string.IsNullOrEmpty(returnTo) ? null : new Uri(returnTo));
    }
}
