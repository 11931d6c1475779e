using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Finance.Core;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Tests.Http;

/// <summary>Holds <c>docs/errors.md</c> to the code.</summary>
public sealed partial class ErrorsDocumentTests
{
    /// <summary>No refusal: it is answered with the status of the first answer.</summary>
    private const string Replay = "idempotent_replay";

    [Fact]
    public void Document_EveryCode_IsThereOnceWithItsStatus()
    {
        var declared = Errors.Catalogue
            .Select(definition => $"`{definition.Code}` {StatusOf(definition)}").Order(StringComparer.Ordinal).ToList();
        var documented = Row().Matches(File.ReadAllText(DocumentPath()))
            .Select(row => $"`{row.Groups["code"].Value}` {row.Groups["status"].Value}").Order(StringComparer.Ordinal).ToList();

        Assert.True(declared.SequenceEqual(documented), $"""
            docs/errors.md has a row | `code` | status | means | way out | for every error, in the section that says when it is checked.
            Missing there: {Join(declared.Except(documented))}
            Not declared, or with another status: {Join(documented.Except(declared))}
            Twice: {Join(documented.GroupBy(row => row).Where(rows => rows.Count() > 1).Select(rows => rows.Key))}
            """);
    }

    [Fact]
    public void Catalogue_Codes_AreUniqueAndInSnakeCase()
    {
        Assert.Equal(Errors.Catalogue.Count, Errors.Catalogue.Select(definition => definition.Code).Distinct().Count());
        Assert.All(Errors.Catalogue, definition => Assert.Matches("^[a-z]+(_[a-z]+)*$", definition.Code));
        Assert.All(Errors.Catalogue, definition => Assert.EndsWith(".", definition.Title, StringComparison.Ordinal));
    }

    private static string StatusOf(ErrorDefinition definition) =>
        definition.Code == Replay ? "–" : ProblemMap.StatusOf(definition.Kind).ToString(CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<string> rows) => rows.Any() ? string.Join(", ", rows) : "none";

    private static string DocumentPath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "errors.md");

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}|–) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
