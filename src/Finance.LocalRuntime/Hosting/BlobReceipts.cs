using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// Remembers which version of which blob a function has handled, in the app's own storage account. A receipt is keyed by function,
/// ETag and name like the real host's; the name is hashed, because not every name can be part of a longer one.
/// </summary>
internal sealed class BlobReceipts
{
    private const string ReceiptContainer = "azure-webjobs-hosts";
    private const int HashCharacters = 40;

    private readonly IHostStorage _storage;
    private readonly string _container;
    private readonly string _prefix;

    // Version handled, by name: those of this process, and those that the last process left.
    private readonly ConcurrentDictionary<string, string> _handled = new(StringComparer.Ordinal);
    private HashSet<string>? _left;

    public BlobReceipts(IHostStorage storage, HostIdentity host, string function, string container)
    {
        _storage = storage;
        _container = container;
        _prefix = $"blobreceipts/{host.Id}/Host.Functions.{function}/";
    }

    /// <summary>Reads what earlier processes left, once.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_left is not null)
            return;
        var left = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var receipt in _storage.ListAsync(ReceiptContainer, _prefix, cancellationToken))
            left.Add(receipt.Name);
        _left = left;
    }

    public bool Has(ListedBlob blob)
    {
        if (_handled.TryGetValue(blob.Name, out var version))
            return version == blob.ETag;
        if (_left is null || !_left.Contains(NameOf(blob)))
            return false;
        _handled[blob.Name] = blob.ETag;
        return true;
    }

    public async Task AddAsync(ListedBlob blob, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.Serialize(new Receipt(_container, blob.Name, blob.ETag, TimeProvider.System.GetUtcNow()));
        await _storage.WriteAsync(ReceiptContainer, NameOf(blob), content, cancellationToken);
        _handled[blob.Name] = blob.ETag;
    }

    /// <summary>Drops from memory the blobs that are gone.</summary>
    public void ForgetAllBut(IReadOnlySet<string> names)
    {
        foreach (var name in _handled.Keys)
        {
            if (!names.Contains(name))
                _handled.TryRemove(name, out _);
        }
    }

    private string NameOf(ListedBlob blob)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_container}/{blob.Name}"));
        return $"{_prefix}{blob.ETag.Trim('"')}/{Convert.ToHexStringLower(hash)[..HashCharacters]}";
    }

    private sealed record Receipt(string Container, string Blob, string ETag, DateTimeOffset Handled);
}
