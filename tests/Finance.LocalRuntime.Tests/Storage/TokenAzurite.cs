using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure.Core.Pipeline;
using Finance.LocalRuntime.Azurite;

namespace Finance.LocalRuntime.Tests.Storage;

/// <summary>An Azurite that speaks HTTPS and takes tokens: their claims it checks, their signature it does not.</summary>
public sealed class TokenAzurite : IAsyncDisposable
{
    private readonly Dictionary<string, Uri> _endpoints = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly HttpClient _http = new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    });

    private Process? _process;

    public Uri BlobEndpoint => _endpoints["Blob"];

    public Uri TableEndpoint => _endpoints["Table"];

    public HttpClientTransport Transport => new(_http);

    public static FixedToken Credential { get; } = new(Token());

    public static async Task<TokenAzurite> StartAsync()
    {
        var azurite = new TokenAzurite();
        azurite.WriteCertificate();
        var node = new ProcessStartInfo("node") { RedirectStandardOutput = true, WorkingDirectory = azurite._folder };
        string[] arguments =
        [
            await AzuritePackage.LocateAsync(default), "--oauth", "basic", "--cert", "cert.pem", "--key", "key.pem",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        foreach (var argument in arguments)
            node.ArgumentList.Add(argument);
        azurite._process = Process.Start(node)!;
        while (azurite._endpoints.Count < 3 && await azurite._process.StandardOutput.ReadLineAsync() is { } line)
            azurite.Read(line);
        return azurite;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Token()
    {
        var now = DateTimeOffset.UtcNow;
        var payload = JsonSerializer.SerializeToUtf8Bytes(new
        {
            aud = "https://storage.azure.com",
            iss = "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
            iat = now.AddMinutes(-5).ToUnixTimeSeconds(),
            nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
            exp = now.AddHours(1).ToUnixTimeSeconds(),
            oid = "11059fcc-5514-4800-b5f8-49808b9cfab6",
            tid = "ab1f708d-50f6-404c-a006-d71b2ac7a606",
        });
        return string.Join('.', new[] { """{"typ":"JWT","alg":"RS256"}"""u8.ToArray(), payload, "unsigned"u8.ToArray() }
            .Select(part => Encoding.ASCII.GetString(Base64Url.EncodeToUtf8(part))));
    }

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    // "Azurite Blob service is successfully listening at https://127.0.0.1:10000"
    private void Read(string line)
    {
        const string Mark = "successfully listening at ";
        var mark = line.IndexOf(Mark, StringComparison.Ordinal);
        if (mark >= 0)
            _endpoints[line.Split(' ')[1]] = new Uri(line[(mark + Mark.Length)..].TrimEnd('/') + "/" + StorageEmulator.DefaultAccount);
    }
}
