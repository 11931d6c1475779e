using Finance.Core.Transactions;

namespace Finance.Core.Receipts;

/// <summary>What a receipt's file was found to be.</summary>
public enum ReceiptKind
{
    Jpeg,
    Png,
    Webp,
    Pdf,
}

/// <summary>The file that is attached to a transaction.</summary>
/// <param name="Id">Names the file; another one that takes its place has another.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Version">The version of the ledger that attached it.</param>
public sealed record Receipt(string Id, ReceiptKind Kind, long Size, DateTimeOffset UploadedAt, long Version)
{
    /// <summary>The media type that it is answered with, whatever was declared.</summary>
    public string ContentType => ReceiptSniffer.ContentTypeOf(Kind);
}

/// <summary>Where the file of a receipt lies.</summary>
public sealed record ReceiptPlace(UserId Owner, TransactionId Transaction, string Id);

/// <summary>A file as it comes in: what was declared, its beginning, and all of it to be read once.</summary>
/// <param name="Content">Fails where there is more than is taken.</param>
/// <param name="SizeRead">Bytes that were read of it.</param>
public sealed record ReceiptUpload(string? DeclaredType, ReadOnlyMemory<byte> Head, Stream Content, Func<long> SizeRead);

/// <summary>A receipt with its file.</summary>
/// <param name="Content">To be read once, and disposed.</param>
public sealed record ReceiptFile(Transaction Transaction, Receipt Receipt, Stream Content);

/// <summary>The files of receipts, in no table.</summary>
public interface IReceiptFiles
{
    /// <exception cref="Storage.StoreUnavailableException">The store is away.</exception>
    Task WriteAsync(ReceiptPlace place, string contentType, Stream content, CancellationToken cancellationToken);

    /// <returns>The file, to be read once; null where there is none.</returns>
    /// <exception cref="Storage.StoreUnavailableException">The store is away.</exception>
    Task<Stream?> OpenAsync(ReceiptPlace place, CancellationToken cancellationToken);

    /// <summary>Deletes a file; one that is gone already is fine.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store is away.</exception>
    Task DeleteAsync(ReceiptPlace place, CancellationToken cancellationToken);
}
