using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Finance.Bench.Running;

/// <summary>The app as it is deployed: published into a folder of its own, which goes when it is disposed.</summary>
internal sealed class PublishedApp : IDisposable
{
    private readonly DirectoryInfo _folder;

    private PublishedApp(DirectoryInfo folder) => _folder = folder;

    internal string Program => Path.Combine(_folder.FullName, "Finance.Functions.dll");

    /// <param name="isPrecompiled">Whether its code is compiled for this machine's kind before it runs (ReadyToRun).</param>
    /// <exception cref="InvalidOperationException">It cannot be published; the message says why.</exception>
    internal static async Task<PublishedApp> MakeAsync(bool isPrecompiled)
    {
        var folder = Directory.CreateTempSubdirectory("finance-bench-");
        var kind = RuntimeInformation.RuntimeIdentifier.Split('-') is [.., var architecture] ? $"linux-{architecture}" : "linux-x64";
        using var publish = Process.Start(new ProcessStartInfo("dotnet", [
            "publish",
            Path.Combine(Repository.Root, "src", "Finance.Functions"),
            "--configuration", "Release",
            "--runtime", kind,
            "--self-contained", "false",
            $"-p:PublishReadyToRun={isPrecompiled}",
            // What is published for one kind of machine has more packages than the lock files name.
            "-p:RestoreLockedMode=false",
            "-p:NuGetLockFilePath=obj/publish.lock.json",
            "--output", folder.FullName,
        ])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? new PublishedApp(folder) : throw new InvalidOperationException($"dotnet publish failed:\n{output}");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
