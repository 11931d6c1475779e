using Finance.LocalRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settings-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void LocalSettings_OfTheFirstFolderThatHasThem_AreFlattened()
    {
        Write("local.settings.json", """
            {
              // Comments are allowed, as in Core Tools.
              "IsEncrypted": false,
              "Values": { "AzureAd__TenantId": "t", "Plain": "p", "Number": 7 },
              "ConnectionStrings": { "Other": "c" },
              "Host": { "CORS": "*", "CORSCredentials": false },
            }
            """);

        var settings = LocalSettings.Read(null, Path.Combine(_folder.FullName, "absent"), _folder.FullName);

        Assert.Equal("t", settings["AzureAd:TenantId"]);
        Assert.Equal("p", settings["Plain"]);
        Assert.Equal("7", settings["Number"]);
        Assert.Equal("c", settings["ConnectionStrings:Other"]);
        Assert.Equal("*", settings["Host:CORS"]);
    }

    [Fact]
    public void LocalSettings_Absent_GiveWayToTheSample()
    {
        Write("local.settings.sample.json", """{ "Values": { "From": "sample" } }""");
        Assert.Equal("sample", LocalSettings.Read(_folder.FullName)["From"]);

        Write("local.settings.json", """{ "Values": { "From": "file" } }""");
        Assert.Equal("file", LocalSettings.Read(_folder.FullName)["From"]);
    }

    [Fact]
    public void LocalSettings_Encrypted_AreRefused()
    {
        Write("local.settings.json", """{ "IsEncrypted": true, "Values": {} }""");

        Assert.Throws<InvalidOperationException>(() => LocalSettings.Read(_folder.FullName));
    }

    [Fact]
    public void HostJson_IsRead()
    {
        Write("host.json", """
            {
              "version": "2.0",
              "logging": { "logLevel": { "default": "Warning", "Azure.Core": "Error" } },
              "extensions": { "http": { "routePrefix": "/v1/" }, "blobs": { "maxDegreeOfParallelism": 9 } },
              "functionTimeout": "00:00:30"
            }
            """);

        var host = HostJson.Read(Path.Combine(_folder.FullName, "host.json"));

        Assert.Equal("v1", host.RoutePrefix);
        Assert.Equal(9, host.BlobParallelism);
        Assert.Equal(TimeSpan.FromSeconds(30), host.FunctionTimeout);
        Assert.Equal(LogLevel.Error, host.LogLevels["Azure.Core"]);
    }

    [Fact]
    public void HostJson_Absent_HasTheDefaultsOfTheHost()
    {
        var host = HostJson.Read(Path.Combine(_folder.FullName, "host.json"));

        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal(4, host.BlobParallelism);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "functionTimeout": "soon" }""")]
    [InlineData("""{ "logging": { "logLevel": { "default": "Loud" } } }""")]
    public void HostJson_ThatCannotBeUnderstood_IsRefused(string text)
    {
        Write("host.json", text);

        Assert.Throws<InvalidOperationException>(() => HostJson.Read(Path.Combine(_folder.FullName, "host.json")));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
