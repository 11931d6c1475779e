namespace Finance.Bench.Results;

internal sealed record PartResult(IReadOnlyList<ResultTable> Tables, IReadOnlyList<Outcome> Outcomes);
