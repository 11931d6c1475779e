using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Functions.Tests.Infra;

/// <summary>Holds the settings that the code reads, those of the README, of the sample and of <c>infra/</c> together.</summary>
public sealed partial class SettingsTests
{
    /// <summary>Read by the local runtime, not by the app.</summary>
    private static readonly string[] OfTheRuntime = ["PORT", "AZURITE_DATA", "Logging__Console__FormatterName"];

    private static readonly string Root = FindRoot();
    private static readonly string App = File.ReadAllText(Path.Combine(Root, "infra", "modules", "app.bicep"));
    private static readonly string Storage = File.ReadAllText(Path.Combine(Root, "infra", "modules", "storage.bicep"));

    [Fact]
    public void Sources_EverySettingThatIsRead_IsListed()
    {
        var read = Directory.EnumerateFiles(Path.Combine(Root, "src", "Finance.Functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .SelectMany(file => Reading().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value))
            .Select(key => key.Replace(":", "__", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Rates__BaseAddress", read);
        Assert.Contains("NightlySchedule", read);
        Assert.Empty(read.Except(AppSettings.All));
    }

    [Fact]
    public void Readme_EverySetting_IsInItsTable()
    {
        var table = File.ReadAllText(Path.Combine(Root, "README.md")).Split("## Settings")[1];
        var documented = Cell().Matches(table)
            .SelectMany(cell => Name().Matches(cell.Groups["names"].Value))
            .Select(name => name.Groups[1].Value);

        Assert.Equal(
            AppSettings.All.Concat(OfTheRuntime).Order(StringComparer.Ordinal),
            documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Infra_EverySettingThatItSets_IsRead()
    {
        var settings = App[App.IndexOf("name: 'appsettings'", StringComparison.Ordinal)..];
        var set = Setting().Matches(settings[..settings.IndexOf("\n}", StringComparison.Ordinal)])
            .Select(match => match.Groups["name"].Value).ToList();

        Assert.Contains("AzureWebJobsStorage__accountName", set);
        Assert.Contains("Cors__AllowedOrigins", set);
        Assert.Empty(set.Except(AppSettings.All));
        Assert.Empty(Sample().Except(AppSettings.All.Append("FUNCTIONS_WORKER_RUNTIME")));

        // A timer without a schedule is a function that does not run.
        Assert.Empty(AppSettings.All.Where(name => name.EndsWith("Schedule", StringComparison.Ordinal)).Except(set));
        Assert.Empty(AppSettings.All.Where(name => name.EndsWith("Schedule", StringComparison.Ordinal)).Except(Sample()));
    }

    [Fact]
    public void Infra_TablesAndContainers_AreThoseOfTheApp()
    {
        Assert.Equal(Tables.All.Order(StringComparer.Ordinal), ListOf("tableNames").Order(StringComparer.Ordinal));
        Assert.Empty(StatementFiles.Containers.Except(ListOf("containerNames")));
    }

    [Fact]
    public void Infra_Anything_IsReachedByIdentityAlone()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, "infra"), "*.bicep", SearchOption.AllDirectories);
        var all = string.Concat(files.Select(File.ReadAllText));

        Assert.Contains("allowSharedKeyAccess: false", Storage, StringComparison.Ordinal);
        Assert.Contains("allowBlobPublicAccess: false", Storage, StringComparison.Ordinal);
        Assert.Contains("DisableLocalAuth: true", all, StringComparison.Ordinal);
        Assert.DoesNotContain("AccountKey", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("primaryKey", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("connectionString(", all, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> ListOf(string variable) => Quoted()
        .Matches(Regex.Match(Storage, $@"var {variable} = \[(?<items>[^\]]*)\]").Groups["items"].Value)
        .Select(item => item.Groups[1].Value);

    private static IEnumerable<string> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        return [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(setting => setting.Name)];
    }

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    [GeneratedRegex("""(?:onfiguration\[|onfiguration\.GetValue\(|%)"?(?<key>[A-Z][A-Za-z:]+)(?:"|%)""")]
    private static partial Regex Reading();

    [GeneratedRegex(@"^\| (?<names>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Cell();

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^    (?<name>[A-Za-z_]+): ", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
