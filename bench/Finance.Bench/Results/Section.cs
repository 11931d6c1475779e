using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Finance.Bench.Parts;
using Finance.Bench.Running;

namespace Finance.Bench.Results;

/// <summary>A part's results as Markdown, with what is needed to get them again.</summary>
internal static class Section
{
    internal const string Command = "dotnet run -c Release --project bench/Finance.Bench";

    internal static string Of(IBenchPart part, BenchArguments asked, BenchRun run, PartResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {part.Name}: {part.Measures}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"`{Command} {part.Name}{(asked.IsQuick ? " --quick" : "")}` · {Machine(run)}\n\n");
        foreach (var table in result.Tables)
        {
            text.Append(table).Append('\n');
        }

        foreach (var outcome in result.Outcomes)
        {
            text.Append("- ").Append(outcome).Append('\n');
        }

        foreach (var note in result.Notes)
        {
            text.Append("- ").Append(note).Append('\n');
        }

        return text.ToString();
    }

    private static string Machine(BenchRun run) => string.Join(
        " · ",
        [
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}",
            RuntimeInformation.FrameworkDescription,
            .. run.AzuriteVersion is { } version ? [$"Azurite {version} in memory"] : Array.Empty<string>(),
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ]);
}
