using System.Diagnostics;
using System.Globalization;
using Finance.Bench.Parts;

namespace Finance.Bench.Running;

/// <summary>Reads a file in a process of its own, to tell what reading adds to the memory of an idle one.</summary>
internal static class ReadMemory
{
    private const string Command = "read-memory";

    internal static bool IsAsked(string[] args) => args is [Command, _, _];

    /// <summary>The other process: writes its peak working set above the idle one, in bytes.</summary>
    internal static int Answer(string[] args)
    {
        using var process = Process.GetCurrentProcess();
        var idle = process.WorkingSet64;
        _ = args[1] switch
        {
            "csv" => FileReads.Csv(args[2]),
            "ofx" => FileReads.Ofx(args[2]),
            _ => FileReads.CsvHelper(args[2]),
        };
        process.Refresh();
        Console.WriteLine((process.PeakWorkingSet64 - idle).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    internal static async Task<double> AskAsync(string reader, string path)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ReadMemory).Assembly.Location, Command, reader, path])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }
}
