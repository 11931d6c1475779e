using Finance.Bench.Parts;

namespace Finance.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchArguments(IReadOnlyList<IBenchPart> Parts, bool IsQuick, bool IsWritten, bool IsList)
{
    private const string Quick = "--quick";
    private const string Written = "--write";
    private const string List = "--list";

    /// <returns>What is wrong with the command line; null when nothing is.</returns>
    internal static string? Parse(string[] args, IReadOnlyList<IBenchPart> all, out BenchArguments asked)
    {
        var options = args.Where(argument => argument.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
        var names = args.Where(argument => !argument.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
        asked = new BenchArguments(
            names.Count == 0 ? all : [.. all.Where(part => names.Contains(part.Name))],
            options.Contains(Quick),
            options.Contains(Written),
            options.Contains(List));
        if (options.Except([Quick, Written, List]).FirstOrDefault() is { } unknown)
        {
            return $"There is no option {unknown}. There are {Quick} (small sizes), {Written} (into bench/README.md) and {List}.";
        }

        if (names.Except(all.Select(part => part.Name)).FirstOrDefault() is { } absent)
        {
            return $"There is no part {absent}. There are {string.Join(", ", all.Select(part => part.Name))}.";
        }

        return asked is { IsQuick: true, IsWritten: true } ? $"{Quick} shows that a part works; {Written} keeps full runs only." : null;
    }
}
