namespace Azure.Storage.Blobs.Models;

public class BlobUploadOptions
{
    public BlobHttpHeaders? HttpHeaders { get; set; }

    /// <summary>Names are C# identifiers, values ASCII.</summary>
    public IDictionary<string, string>? Metadata { get; set; }

    /// <summary>Checked when the blob is written, or, for one sent as blocks, committed. Without any it is overwritten.</summary>
    public BlobRequestConditions? Conditions { get; set; }

    public StorageTransferOptions TransferOptions { get; set; }
}

public class BlobDownloadOptions
{
    /// <summary>The part to download; the whole blob by default.</summary>
    public HttpRange Range { get; set; }

    public BlobRequestConditions? Conditions { get; set; }
}

public class BlobOpenReadOptions
{
    /// <param name="allowModifications">False: a read after the blob has changed fails with 412.</param>
    public BlobOpenReadOptions(bool allowModifications) => AllowModifications = allowModifications;

    /// <summary>The byte to begin at.</summary>
    public long Position { get; set; }

    /// <summary>Bytes asked for at a time; 4 MiB by default.</summary>
    public int? BufferSize { get; set; }

    public BlobRequestConditions? Conditions { get; set; }

    internal bool AllowModifications { get; }
}

/// <summary>Encryption scopes are the account's own business; a local one has none.</summary>
public class BlobContainerEncryptionScopeOptions
{
    public string? DefaultEncryptionScope { get; set; }

    public bool PreventEncryptionScopeOverride { get; set; }
}
