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

    private readonly string _path;

    private AzuriteOwnership(string path) => _path = path;

    /// <exception cref="InvalidOperationException">Another Azurite uses the folder and does not end.</exception>
    public static async Task<AzuriteOwnership> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && Running(await File.ReadAllTextAsync(path, cancellationToken)) is { } former)
        {
            using (former)
            using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                patience.CancelAfter(Patience);
                try
                {
                    await former.WaitForExitAsync(patience.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new InvalidOperationException($"Another Azurite (process {former.Id}) uses {folder}.");
                }
            }
        }

        return new AzuriteOwnership(path);
    }

    public void Record(Process azurite) => File.WriteAllText(_path, Identify(azurite));

    public void Release() => File.Delete(_path);

    // The time tells a process from a later one that got the same number.
    private static string Identify(Process process)
        => string.Create(CultureInfo.InvariantCulture, $"{process.Id} {new DateTimeOffset(process.StartTime).ToUnixTimeSeconds()}");

    private static Process? Running(string recorded)
    {
        if (!int.TryParse(recorded.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            var process = Process.GetProcessById(id);
            if (Identify(process) == recorded)
                return process;
            process.Dispose();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // No such process, or it ended while being looked at.
        }

        return null;
    }
}
