using Finance.LocalRuntime.Hosting;
using Finance.LocalRuntime.Tests.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class StartupReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("report-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Report_WithAWelcome_FillsInAWorkingTokenAndEndsWithReady()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "welcome.txt"), "at {address}\n{token}\n{user_id}\n{storage_blob}\n");
        await using var host = await StartAsync([]);

        var lines = Report(host);

        Assert.Equal($"Listening on http://127.0.0.1:{host.Address.Port}", lines[0]);
        Assert.Equal($"at http://127.0.0.1:{host.Address.Port}", lines[2]);
        using var response = await host.AskAsync(lines[3]);
        Assert.Contains(lines[4], await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1", lines[5]);
        Assert.Equal("Ready", lines[^1]);
    }

    [Fact]
    public async Task Report_ForATenant_GivesNoToken()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "welcome.txt"), "{token}");
        await using var host = await StartAsync(new() { ["AzureAd:TenantId"] = "11111111-1111-4111-8111-111111111111" });

        Assert.Contains("<access token>", Report(host));
    }

    private static string[] Report(LocalHost host)
    {
        using var console = new StringWriter();
        host.Services.GetRequiredService<StartupReport>().Write(console);
        return console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private Task<LocalHost> StartAsync(Dictionary<string, string?> settings) => LocalHost.StartAsync(
        new LocalHostOptions
        {
            Functions = typeof(WhoAmI).Assembly,
            Include = type => type == typeof(WhoAmI),
            Folder = _folder.FullName,
            Settings = settings,
        },
        builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            builder.Services.AddAuthentication("Bearer").AddMicrosoftIdentityWebApi(builder.Configuration);
        });
}
