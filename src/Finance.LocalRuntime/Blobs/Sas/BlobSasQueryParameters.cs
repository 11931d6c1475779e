using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Sas;

/// <summary>A shared access signature as a query; <see cref="ToString"/> gives it percent-encoded, without a question mark.</summary>
public sealed class BlobSasQueryParameters
{
    // https://learn.microsoft.com/rest/api/storageservices/create-service-sas and …/create-user-delegation-sas
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "sv", "ss", "srt", "spr", "st", "se", "sip", "si", "sr", "sp", "sig", "skoid", "sktid", "skt", "ske", "sks", "skv",
        "saoid", "suoid", "scid", "sdd", "ses", "rscc", "rscd", "rsce", "rscl", "rsct",
    };

    private readonly List<(string Name, string Value)> _parameters;

    internal BlobSasQueryParameters(IEnumerable<(string Name, string? Value)> parameters) =>
        _parameters = [.. parameters.Select(given => (given.Name, Value: given.Value ?? "")).Where(given => given.Value.Length > 0)];

    public string Version => Get("sv");

    public string Permissions => Get("sp");

    public string Resource => Get("sr");

    public string Signature => Get("sig");

    public override string ToString() =>
        string.Join('&', _parameters.Select(parameter => $"{parameter.Name}={PercentEncoding.Value(parameter.Value)}"));

    /// <summary>Divides a query into the signature, null when there is none, and the rest.</summary>
    internal static (BlobSasQueryParameters? Sas, string Others) Split(string query)
    {
        var signature = new List<(string Name, string? Value)>();
        var others = new List<string>();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Names.Contains(part[..equals]))
                signature.Add((part[..equals], Uri.UnescapeDataString(part[(equals + 1)..])));
            else
                others.Add(part);
        }

        return (signature.Count > 0 ? new BlobSasQueryParameters(signature) : null, string.Join('&', others));
    }

    private string Get(string name) =>
        _parameters.Find(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";
}
