using System.Diagnostics;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Bench.Statements;

namespace Finance.Bench.Parts;

/// <summary>
/// Reads generated files from disk: ours looks at the whole file first and then reads its entries, CsvHelper reads typed records. One after
/// the other in this process for the rates, each in a process of its own for the memory.
/// </summary>
internal sealed class ParsePart : IBenchPart
{
    private const double MaxTimes = 2;
    private const double MinOfxRate = 1_000_000;
    private const double MaxMegabytes = 64;
    private const double MinLinear = 0.8;

    public string Name => "parse";

    public string Measures => "statement files against CsvHelper's typed reading";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        var (few, many) = run.Size((100_000, 1_000_000), (20_000, 100_000));
        var folder = Directory.CreateTempSubdirectory("finance-bench-");
        try
        {
            Progress.Say("writing the files");
            List<Reading> readings =
            [
                .. new[] { few, many }.SelectMany(entries => new[]
                {
                    new Reading("csv", FileReads.Csv, Write(folder, $"{entries}.csv", entries, TenYears.WriteCsv), entries),
                    new Reading("csvhelper", FileReads.CsvHelper, Path.Combine(folder.FullName, $"{entries}.csv"), entries),
                    new Reading("ofx", FileReads.Ofx, Write(folder, $"{entries}.ofx", entries, TenYears.WriteOfx), entries),
                }),
            ];
            Time(readings, run.Size(9, 3));
            foreach (var reading in readings)
            {
                reading.Memory = await ReadMemory.AskAsync(reading.Name, reading.Path);
            }

            return new PartResult([Table(readings)], Outcomes(readings, many));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo folder, string name, int entries, Action<Stream, int> write)
    {
        var path = Path.Combine(folder.FullName, name);
        using var file = File.Create(path);
        write(file, entries);
        return path;
    }

    private static void Time(List<Reading> readings, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Progress.Say($"round {round + 1} of {rounds}");
            foreach (var reading in readings)
            {
                GC.Collect();
                reading.Time();
            }
        }
    }

    private static ResultTable Table(List<Reading> readings)
    {
        var table = new ResultTable("reader", "entries", "MB", "s", "entries/s", "MB/s", "MB above idle at the peak");
        foreach (var reading in readings)
        {
            table.Add(
                reading.Name,
                Figures.Count(reading.Entries),
                Figures.Megabytes(reading.Bytes),
                Figures.Ratio(reading.Seconds),
                Figures.Count(reading.Rate),
                Figures.Megabytes(reading.Bytes / reading.Seconds),
                Figures.Megabytes(reading.Memory));
        }

        return table;
    }

    private static List<Outcome> Outcomes(List<Reading> readings, int many)
    {
        Reading Of(string name, bool isLarge) => readings.Single(reading => reading.Name == name && reading.Entries == many == isLarge);
        var (csv, helper, ofx) = (Of("csv", true), Of("csvhelper", true), Of("ofx", true));
        return
        [
            Outcome.AtMost($"CSV : CsvHelper, time for {many:N0} entries", csv.Seconds / helper.Seconds, " ×", MaxTimes),
            Outcome.AtLeast("OFX, entries/s", ofx.Rate, "", MinOfxRate),
            Outcome.AtLeast("CSV, rate of the large file : small file", csv.Rate / Of("csv", false).Rate, " ×", MinLinear),
            Outcome.AtLeast("OFX, rate of the large file : small file", ofx.Rate / Of("ofx", false).Rate, " ×", MinLinear),
            Outcome.AtMost("CSV, MB above idle", csv.Memory / (1 << 20), "", MaxMegabytes),
            Outcome.AtMost("OFX, MB above idle", ofx.Memory / (1 << 20), "", MaxMegabytes),
        ];
    }

    private sealed class Reading(string name, Func<string, int> read, string path, int entries)
    {
        private readonly Samples _times = new();

        internal string Name => name;

        internal string Path => path;

        internal int Entries => entries;

        internal long Bytes { get; } = new FileInfo(path).Length;

        /// <summary>Bytes above the idle process.</summary>
        internal double Memory { get; set; }

        internal double Seconds => _times.P50 / 1000;

        internal double Rate => entries / Seconds;

        internal void Time()
        {
            var start = Stopwatch.GetTimestamp();
            var found = read(path);
            _times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (found != entries)
            {
                throw new InvalidOperationException($"{name} found {found:N0} of {entries:N0} entries.");
            }
        }
    }
}
