using System.Security.Cryptography;

namespace Finance.LocalRuntime.Identity;

/// <summary>Keeps the development issuer's key: in a folder, so that tokens outlive a restart, or for the life of the process.</summary>
internal sealed class DevelopmentKeyStore(string? folder)
{
    private const string FileName = "development-key.pem";
    private const int KeyBits = 2048;

    private static readonly Lazy<string> ForThisProcess = new(NewKey);

    public RSA Open()
    {
        var key = RSA.Create();
        key.ImportFromPem(folder is null ? ForThisProcess.Value : ReadOrCreate(folder));
        return key;
    }

    private static string NewKey()
    {
        using var key = RSA.Create(KeyBits);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string ReadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            Create(folder, path);
        return File.ReadAllText(path);
    }

    // Two apps that start at once agree on the key of the first.
    private static void Create(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $"{FileName}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(NewKey());
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
