using System.Text.RegularExpressions;

namespace Finance.Core.Tests.Style;

/// <summary>Rules that the compiler does not know, read off the sources.</summary>
public sealed partial class SourceRulesTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string, string, string, string> Rules { get; } = new()
    {
        { "src/Finance.Core", @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", "", "take the time from TimeProvider" },
        { "src/Finance.Functions", @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", "", "take the time from TimeProvider" },
        { "src/Finance.Core", @"\b(double|float)\b", "", "money and ratios are whole minor units or decimals" },
        { "src/Finance.Functions", @"\b(double|float)\b", "Telemetry/", "money and ratios are whole minor units or decimals" },
        { "src/Finance.Core", @"\b(Azure|Microsoft\.Azure|Microsoft\.AspNetCore|System\.Net\.Http)\b", "", "Core knows neither Azure nor HTTP" },
        { "src/Finance.Core", @"\b(CurrentCulture|TimeZoneInfo|DateTimeKind\.Local)\b", "", "cultures are invariant, zones are NodaTime's" },
        { "src/Finance.Functions", @"\bAzure\.Data\.Tables\b", "Storage/", "the storage adapter alone names Azure.Data.Tables" },
        { "src/Finance.Functions", @"\bAzure\.(Storage|Core|Identity)\b", "Storage/|Triggers/|Telemetry/", "storage is reached through the adapter" },
        { "src/Finance.Functions", @"\b(LocalRuntime|AzurePackages)\b", "", "the app does not know which packages it runs on" },
        { "src/Finance.Functions", @"\[FromBody\]|ReadFromJsonAsync", "", "bodies are read by RequestInput, which names every fault" },
        { "src", @"\bThread\.Sleep\b", "Finance.LocalRuntime/", "wait with Task.Delay" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Sources_Everywhere_KeepTheRule(string folder, string banned, string except, string instead)
    {
        var offences =
            from file in SourcesIn(folder)
            where except.Length == 0 || !Regex.IsMatch(file.Replace('\\', '/'), except)
            from line in File.ReadLines(file).Select((text, index) => (Text: Code(text), Number: index + 1))
            where Regex.IsMatch(line.Text, banned)
            select $"{Path.GetRelativePath(Root, file)}:{line.Number}: {line.Text.Trim()}";

        Assert.True(!offences.Any(), $"{instead}:\n{string.Join('\n', offences)}");
    }

    private static IEnumerable<string> SourcesIn(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    /// <summary>A line without comments and texts.</summary>
    private static string Code(string line)
    {
        var code = Literal().Replace(line, "\"\"");
        var comment = code.IndexOf("//", StringComparison.Ordinal);
        return comment < 0 ? code : code[..comment];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !folder.EnumerateFiles("*.sln").Any())
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Literal();
}
