using Finance.Bench.Parts;
using Finance.Bench.Running;

namespace Finance.Bench.Results;

/// <summary>The page <c>bench/README.md</c>: each part's results stand between a pair of markers.</summary>
internal static class ResultsPage
{
    internal static void Write(IBenchPart part, string section)
    {
        var path = Path.Combine(Repository.Root, "bench", "README.md");
        var page = File.ReadAllText(path);
        var (begin, end) = ($"<!-- {part.Name} -->\n", $"<!-- /{part.Name} -->");
        var from = page.IndexOf(begin, StringComparison.Ordinal);
        var to = page.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"bench/README.md lacks the markers {begin.TrimEnd()} and {end}.");
        }

        File.WriteAllText(path, $"{page[..(from + begin.Length)]}{section}{page[to..]}");
    }
}
