using System.ComponentModel;
using System.Diagnostics;

namespace Finance.Bench.Peers;

/// <summary>A program that answers what our report of categories does.</summary>
/// <param name="name">Its command, which is also its Debian package.</param>
internal abstract class Peer(string name)
{
    internal static readonly DateOnly From = new(2018, 1, 1);
    internal static readonly DateOnly To = new(2022, 12, 31);

    internal static IReadOnlyList<Peer> All { get; } = [new Hledger(), new Ledger(), new Sqlite()];

    internal string Name => name;

    /// <summary>Whether the program can be started here.</summary>
    internal async Task<bool> IsInstalledAsync()
    {
        try
        {
            // Whatever it says to that.
            await StartAsync(null, ["--version"]);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Writes what the program reads.</summary>
    /// <param name="path">The file, without an ending.</param>
    internal abstract Task PrepareAsync(string path, int entries);

    /// <summary>Runs the program once; this is what is timed.</summary>
    internal abstract Task<string> AskAsync(string path);

    internal abstract CategoryFigures Read(string answer);

    /// <exception cref="InvalidOperationException">The program has failed.</exception>
    protected Task<string> RunAsync(params string[] arguments) => FeedAsync(null, arguments);

    /// <summary>Runs the program with something to read.</summary>
    /// <inheritdoc cref="RunAsync"/>
    protected async Task<string> FeedAsync(string? input, params string[] arguments)
    {
        var (code, answer, fault) = await StartAsync(input, arguments);
        return code == 0 ? answer : throw new InvalidOperationException($"{name} ended with {code}: {fault}");
    }

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(int Code, string Answer, string Fault)> StartAsync(string? input, string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (answer, fault) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await answer, await fault);
    }
}
