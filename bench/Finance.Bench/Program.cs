using Finance.Bench.Parts;
using Finance.Bench.Results;
using Finance.Bench.Running;

namespace Finance.Bench;

internal static class Program
{
    private static readonly IReadOnlyList<IBenchPart> Parts =
    [
        new ReportsPart(), new BudgetsPart(), new ExportPart(), new ImportPart(), new ParsePart(), new LoadPart(), new CreatePart(),
        new NightlyPart(), new StartPart(), new PeersPart(),
    ];

    private static async Task<int> Main(string[] args)
    {
        if (ReadMemory.IsAsked(args))
        {
            return ReadMemory.Answer(args);
        }

        if (BenchArguments.Parse(args, Parts, out var asked) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        if (asked.IsList)
        {
            foreach (var part in Parts)
            {
                Console.WriteLine($"{part.Name,-8} {part.Measures}");
            }

            return 0;
        }

        foreach (var part in asked.Parts)
        {
            var run = new BenchRun(asked.IsQuick);
            Progress.Say($"{part.Name}: {part.Measures}");
            var section = Section.Of(part, asked, run, await part.RunAsync(run));
            Console.WriteLine(section);
            if (asked.IsWritten)
            {
                ResultsPage.Write(part, section);
            }
        }

        return 0;
    }
}
