namespace Finance.Bench.Results;

internal sealed record PartResult(IReadOnlyList<ResultTable> Tables, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>What a reader has to know of the run, below everything else.</summary>
    internal IReadOnlyList<string> Notes { get; init; } = [];
}
