using Finance.Core;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Functions;
using Finance.Functions.Storage;
using Finance.LocalRuntime;
using Finance.LocalRuntime.Azurite;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Finance.Bench.Running;

/// <summary>The whole app in this process, called over HTTP on loopback, with its storage calls counted.</summary>
internal sealed class BenchApp : IAsyncDisposable
{
    private readonly LocalHost _host;

    private BenchApp(LocalHost host, StorageCalls calls) => (_host, Calls) = (host, calls);

    internal StorageCalls Calls { get; }

    /// <param name="remembersLedgers">False: every request finds the app as it is when it has just started.</param>
    internal static async Task<BenchApp> StartAsync(AzuriteProcess azurite, bool remembersLedgers = true)
    {
        var calls = new StorageCalls();
        var options = new LocalHostOptions
        {
            Functions = typeof(FinanceSetup).Assembly,
            Settings = new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,
                ["NightlySchedule"] = "0 0 2 * * *",
                ["RateLimits:Enabled"] = "false",
            },
        };
        var host = await LocalHost.StartAsync(options, builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            builder.AddFinance();
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.Replace(ServiceDescriptor.Singleton<ITableStore>(
                provider => new CountingTableStore(provider.GetRequiredService<MeteredTableStore>(), calls, TimeProvider.System)));
            if (!remembersLedgers)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(new LedgerCache(capacity: 0)));
            }
        });
        return new BenchApp(host, calls);
    }

    internal static UserId UserIdOf(string user) => UserId.FromObjectId(LocalHost.UserIdOf(user));

    internal static Change ChangeOf(string user) =>
        new(new Caller(UserIdOf(user), TimeProvider.System.GetUtcNow(), false, new HashSet<string>(), "00-bench-00"));

    internal T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    internal HttpClient Client() => _host.CreateClient();

    internal Api ApiOf(string user) => new(_host.CreateClient(), _host.IssueToken(user));

    internal async Task RegisterAsync(string user)
    {
        using var api = ApiOf(user);
        await api.PostAsync("/api/auth/register", new { username = user });
    }

    /// <summary>Takes a statement into the user's account.</summary>
    /// <exception cref="InvalidOperationException">Not every row was taken.</exception>
    internal async Task<ImportDetails> ImportAsync(string user, byte[] statement)
    {
        var id = LedgerKeys.NewImportId(TimeProvider.System.GetUtcNow(), Guid.NewGuid().ToString());
        var request = new ImportRequest(id, ImportSource.Upload, "statement.csv", null, ReadingChoices.None);
        var source = new MemoryStatementSource(statement);
        var outcome = await Service<ImportService>().RunAsync(ChangeOf(user), request, source, CancellationToken.None);
        return outcome switch
        {
            { IsOk: false } => throw new InvalidOperationException($"{outcome.Error.Code}: {outcome.Error.Detail}"),
            { Value.Import: { Status: ImportStatus.Completed, Counts.Failed: 0 } } => outcome.Value,
            _ => throw new InvalidOperationException($"The import is {outcome.Value.Import.Status}: {outcome.Value.Import.Counts}."),
        };
    }

    /// <summary>Makes a user and gives them entries over ten years.</summary>
    internal async Task SeedAsync(string user, int entries)
    {
        await RegisterAsync(user);
        var outcome = await ImportAsync(user, Statements.TenYears.Csv(entries));
        if (outcome.Import.Counts.Created != entries)
        {
            throw new InvalidOperationException($"Of {entries} entries {outcome.Import.Counts.Created} were created.");
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
