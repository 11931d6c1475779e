using Finance.Bench.Results;
using Finance.Bench.Running;

namespace Finance.Bench.Parts;

/// <summary>One question that the bench answers, every answer a ratio of two figures of the same run.</summary>
internal interface IBenchPart
{
    string Name { get; }

    string Measures { get; }

    Task<PartResult> RunAsync(BenchRun run);
}
