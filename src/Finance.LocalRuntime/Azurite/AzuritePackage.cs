using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Finance.LocalRuntime.Azurite;

/// <summary>Finds Azurite's program on this machine, installed by npm into its own cache when it is not there yet.</summary>
internal static class AzuritePackage
{
    public const string Version = "3.37.0";

    private const string Remedy =
        "Install Node.js 20 or later (https://nodejs.org), which brings npm, or start Azurite yourself, "
        + "or set AzureWebJobsStorage to a storage account.";

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    private static string? _entryPoint;

    /// <summary>The path of <c>azurite.js</c>, which <c>node</c> runs.</summary>
    /// <exception cref="InvalidOperationException">npm is missing, or could not install it; the message says what to do.</exception>
    public static async Task<string> LocateAsync(CancellationToken cancellationToken)
    {
        if (_entryPoint is not null)
            return _entryPoint;
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            return _entryPoint ??= await LocateOnceAsync(cancellationToken);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <exception cref="InvalidOperationException">Explains that <paramref name="program"/> is missing.</exception>
    public static Process Start(ProcessStartInfo program)
    {
        try
        {
            return Process.Start(program)!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"Azurite cannot be started: '{program.FileName}' was not found. {Remedy}", error);
        }
    }

    private static async Task<string> LocateOnceAsync(CancellationToken cancellationToken)
    {
        // Asking npm takes most of a second even when everything is in its cache, so the answer is remembered between runs.
        var note = Path.Combine(NotesFolder(), $"azurite-{Version}");
        if (Recall(note) is { } known)
            return known;
        await using var exclusive = await LockAsync(note + ".lock", cancellationToken);
        if (Recall(note) is { } foundMeanwhile)
            return foundMeanwhile;
        var located = await AskNpmAsync(cancellationToken);
        await File.WriteAllTextAsync(note, located, cancellationToken);
        return located;
    }

    private static string NotesFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var folder = Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), "finance-local-runtime");
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "finance-local-runtime")).FullName;
        }
    }

    private static string? Recall(string note)
    {
        if (!File.Exists(note))
            return null;
        var path = File.ReadAllText(note);
        return IsWanted(path) ? path : null;
    }

    // Two installations at once into npm's cache can leave it broken.
    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockPause, cancellationToken);
            }
        }
    }

    private static async Task<string> AskNpmAsync(CancellationToken cancellationToken)
    {
        var npm = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = ["exec", "--yes", "--prefer-offline", $"--package=azurite@{Version}", "-c", "node -p process.env.PATH"];
        foreach (var argument in arguments)
            npm.ArgumentList.Add(argument);
        using var process = Start(npm);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        foreach (var folder in (await output).Trim().Split(Path.PathSeparator))
        {
            var candidate = Path.GetFullPath(Path.Combine(folder, "..", "azurite", "dist", "src", "azurite.js"));
            if (IsWanted(candidate))
                return candidate;
        }

        throw new InvalidOperationException($"npm could not install azurite@{Version}. {Remedy}\n{await errors}");
    }

    private static bool IsWanted(string entryPoint)
    {
        var manifest = Path.Combine(Path.GetDirectoryName(entryPoint) ?? "", "..", "..", "package.json");
        if (!File.Exists(entryPoint) || !File.Exists(manifest))
            return false;
        using var document = JsonDocument.Parse(File.ReadAllText(manifest));
        return document.RootElement.TryGetProperty("version", out var version) && version.GetString() == Version;
    }
}
