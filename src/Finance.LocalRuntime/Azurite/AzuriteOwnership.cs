using System.Diagnostics;
using System.Globalization;

namespace Finance.LocalRuntime.Azurite;

/// <summary>
/// Keeps a second Azurite from opening a folder while the first is still saving it, as happens when an app is killed and started
/// again at once.
/// </summary>
internal sealed class AzuriteOwnership
{
    private const string FileName = "azurite.pid";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private AzuriteOwnership(string notePath) => NotePath = notePath;

    /// <summary>The note of who uses the folder; whoever it is removes it when everything is saved.</summary>
    public string NotePath { get; }

    /// <exception cref="InvalidOperationException">Another Azurite uses the folder and does not end.</exception>
    public static async Task<AzuriteOwnership> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var note = Path.Combine(folder, FileName);
        var start = Stopwatch.GetTimestamp();
        while (IsInUse(note))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"Another Azurite uses {folder}; {note} names its process.");
            await Task.Delay(Pause, cancellationToken);
        }

        return new AzuriteOwnership(note);
    }

    public void Record(Process azurite) => File.WriteAllText(NotePath, Identify(azurite));

    public void Release() => File.Delete(NotePath);

    // The time tells a process from a later one that got the same number.
    private static string Identify(Process process)
        => string.Create(CultureInfo.InvariantCulture, $"{process.Id} {new DateTimeOffset(process.StartTime).ToUnixTimeSeconds()}");

    private static bool IsInUse(string note)
    {
        try
        {
            var recorded = File.ReadAllText(note);
            if (!int.TryParse(recorded.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return false;
            using var process = Process.GetProcessById(id);
            return Identify(process) == recorded;
        }
        catch (Exception error) when (error is FileNotFoundException or ArgumentException or InvalidOperationException)
        {
            // No such note, no such process, or it ended while being looked at.
            return false;
        }
    }
}
