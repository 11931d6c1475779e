using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Finance.Core.Receipts;
using Finance.Core.Storage;
using Finance.Core.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Finance.Functions.Storage;

/// <summary>
/// Reaches the storage account the way the Functions host does, by the settings under <c>AzureWebJobsStorage</c>: a connection string, or with an
/// identity by <c>AzureWebJobsStorage__accountName</c> or the services' addresses
/// (https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity).
/// </summary>
internal static class StorageSetup
{
    private const string Connection = "AzureWebJobsStorage";

    internal static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => Tables(configuration));
        services.AddSingleton(_ => Blobs(configuration));
        services.AddSingleton<AzureTableStore>();
        services.AddSingleton<StatementFiles>();
        services.AddSingleton<ReceiptFiles>();
        services.AddSingleton<IReceiptFiles>(provider => provider.GetRequiredService<ReceiptFiles>());
        services.AddSingleton<IUserFiles, UserFiles>();
        services.AddSingleton<TracedTableStore>();
        services.AddSingleton<MeteredTableStore>();
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<MeteredTableStore>());
        services.AddHostedService<CreateAtStart>();
        return services;
    }

    private static TableServiceClient Tables(IConfiguration configuration) => configuration[Connection] is { Length: > 0 } connectionString
        ? new TableServiceClient(connectionString, TableClientSetup.Options())
        : new TableServiceClient(AddressOf(configuration, "table"), Credential(configuration), TableClientSetup.Options());

    private static BlobServiceClient Blobs(IConfiguration configuration) => configuration[Connection] is { Length: > 0 } connectionString
        ? new BlobServiceClient(connectionString)
        : new BlobServiceClient(AddressOf(configuration, "blob"), Credential(configuration));

    private static Uri AddressOf(IConfiguration configuration, string service) =>
        configuration[$"{Connection}:{service}ServiceUri"] is { } address
            ? new Uri(address)
            : configuration[$"{Connection}:accountName"] is { } account
                ? new Uri($"https://{account}.{service}.core.windows.net")
                : throw new InvalidOperationException($"Set {Connection}, or {Connection}__accountName to use an identity.");

    private static TokenCredential Credential(IConfiguration configuration) =>
        configuration[$"{Connection}:clientId"] is { } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();

    /// <summary>Makes what is missing before the first request is served.</summary>
    private sealed class CreateAtStart(AzureTableStore store, StatementFiles statements, ReceiptFiles receipts) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            Task.WhenAll(
                store.CreateTablesAsync(cancellationToken),
                statements.CreateContainersAsync(cancellationToken),
                receipts.CreateContainerAsync(cancellationToken));

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
