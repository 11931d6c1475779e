using Finance.LocalRuntime.Azurite;
using Finance.LocalRuntime.Identity;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Says on the console where everything is, greets as the app wishes, and ends with <c>Ready</c>.</summary>
internal sealed class StartupReport(RuntimeContext runtime, IConfiguration configuration, IServiceProvider services, IServer server)
{
    private const string WelcomeFile = "welcome.txt";
    private const string DemoUser = "demo";

    private static readonly TimeSpan DemoTokenLifetime = TimeSpan.FromHours(12);

    public void Write(TextWriter console)
    {
        var address = ServerAddress.Of(server).GetLeftPart(UriPartial.Authority);
        console.WriteLine($"Listening on {address}");
        var emulator = StorageEmulator.Find(HostStorageAccounts.ConnectionString(configuration));
        if (emulator is not null)
        {
            var data = services.GetRequiredService<AzuriteForApp>().IsOwn ? $", kept in {runtime.DataFolder(configuration)}" : "";
            console.WriteLine($"Storage: {emulator.Blob} (blobs), {emulator.Queue} (queues), {emulator.Table} (tables){data}");
        }

        var welcome = Path.Combine(runtime.Folder, WelcomeFile);
        if (File.Exists(welcome))
            console.WriteLine(Fill(File.ReadAllText(welcome).TrimEnd(), address, emulator));
        console.WriteLine("Ready");
    }

    private string Fill(string text, string address, StorageEmulator? emulator)
    {
        var isDevelopment = DevelopmentIssuer.Serves(configuration);
        var token = isDevelopment
            ? services.GetRequiredService<DevelopmentIssuer>().Issue(DemoUser, [], DemoTokenLifetime, secondFactor: false)
            : "<access token>";
        return text
            .Replace("{address}", address, StringComparison.Ordinal)
            .Replace("{root}", RepositoryFolder.Find(runtime.Folder) ?? ".", StringComparison.Ordinal)
            .Replace("{token}", token, StringComparison.Ordinal)
            .Replace("{user_id}", isDevelopment ? DevelopmentIssuer.UserIdOf(DemoUser).ToString() : "<user id>", StringComparison.Ordinal)
            .Replace("{storage}", emulator?.ConnectionString ?? "<connection string>", StringComparison.Ordinal)
            .Replace("{storage_blob}", emulator?.Blob.ToString() ?? "<blob endpoint>", StringComparison.Ordinal)
            .Replace("{storage_queue}", emulator?.Queue.ToString() ?? "<queue endpoint>", StringComparison.Ordinal)
            .Replace("{storage_table}", emulator?.Table.ToString() ?? "<table endpoint>", StringComparison.Ordinal);
    }
}
