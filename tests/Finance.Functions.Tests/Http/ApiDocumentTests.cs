using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Finance.Functions.Tests.Http;

/// <summary>Holds <c>docs/api.md</c> to the code.</summary>
public sealed partial class ApiDocumentTests
{
    private static readonly string Document = File.ReadAllText(DocumentPath());

    [Fact]
    public void Document_EveryRoute_IsThereOnce()
    {
        var declared = AppRoutes.All.Select(route => route.ToString()).Order(StringComparer.Ordinal).ToList();
        var documented = Row().Matches(Document).Select(row => row.Groups["route"].Value).Order(StringComparer.Ordinal).ToList();

        Assert.True(declared.SequenceEqual(documented), $"""
            docs/api.md has a row | `METHOD /api/route` | … | for every route.
            Missing there: {Join(declared.Except(documented))}
            Not served: {Join(documented.Except(declared))}
            Twice: {Join(documented.GroupBy(row => row).Where(rows => rows.Count() > 1).Select(rows => rows.Key))}
            """);
    }

    [Fact]
    public void Document_OpenToAnyone_IsWhatTheFunctionsSay()
    {
        var open = Section().Match(Document).Groups["rows"].Value;

        Assert.Equal(
            AppRoutes.All.Where(route => route.IsOpen).Select(route => route.ToString()).Order(StringComparer.Ordinal),
            Row().Matches(open).Select(row => row.Groups["route"].Value).Order(StringComparer.Ordinal));
    }

    private static string Join(IEnumerable<string> routes) => routes.Any() ? string.Join(", ", routes) : "none";

    private static string DocumentPath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "api.md");

    [GeneratedRegex(@"^\| `(?<route>[A-Z]+ /api/[^`?]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^## Open to anyone$(?<rows>.*?)^## ", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
