using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Receipts;

/// <summary>
/// Attaches files to transactions. The file comes first, under a name of its own, then the commit that names it; the file it replaces goes
/// after that. Each stands in the due index while it may be nobody's.
/// </summary>
public sealed class ReceiptService(LedgerStore ledgers, DueIndex due, IReceiptFiles files, TimeProvider clock)
{
    private const string Noun = "receipt";
    private const string Kinds = "Send a JPEG, PNG, WebP or PDF, and say which: image/jpeg, image/png, image/webp, application/pdf.";
    private const int MaxReads = 3;

    private readonly TransactionService _transactions = new(ledgers);
    private readonly ReceiptFiling _filing = new(due, files);

    /// <summary>Attaches a file, in the place of one that is there.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>unsupported_media_type</c>, <c>malformed_body</c>.</returns>
    public async Task<Result<Receipt>> AttachAsync(Change change, string transactionId, ReceiptUpload upload, CancellationToken cancellationToken)
    {
        var id = await FindToEditAsync(change, transactionId, cancellationToken);
        var kind = id.Then(_ => KindOf(upload));
        if (!kind.IsOk)
        {
            return kind.Error;
        }

        var (now, place) = (clock.GetUtcNow(), new ReceiptPlace(change.Caller.Ledger, id.Value, LedgerKeys.NewId()));
        var item = ReceiptFiling.NewItemOf(place, now);
        await due.PutAsync(item, cancellationToken);
        await WriteAsync(place, item, kind.Value, upload.Content, cancellationToken);

        // Where this throws, whether the commit arrived is not known: the file stays where the nightly run finds it.
        var receipt = new Receipt(place.Id, kind.Value, upload.SizeRead(), now, 0);
        var attached = await NameAsync(change, place, receipt, cancellationToken);
        await (attached.IsOk ? KeepAsync(item) : _filing.DeleteAsync([place], [item]));
        return attached;
    }

    /// <returns>Errors: <c>not_found</c>, <c>receipt_gone</c>.</returns>
    public async Task<Result<ReceiptFile>> OpenAsync(Caller caller, string transactionId, CancellationToken cancellationToken)
    {
        for (var read = 1; ; read++)
        {
            var found = await FindAsync(caller, transactionId, cancellationToken);
            if (!found.IsOk)
            {
                return found.Error;
            }

            var (transaction, receipt) = (found.Value, found.Value.Receipt!);
            var place = new ReceiptPlace(caller.Ledger, transaction.Id, receipt.Id);
            if (await files.OpenAsync(place, cancellationToken) is { } content)
            {
                return new ReceiptFile(transaction, receipt, content);
            }

            // Replaced since its transaction was read; or never there, in a ledger that was restored from a backup.
            if (read == MaxReads)
            {
                return Errors.ReceiptGone();
            }
        }
    }

    /// <summary>What a transaction's receipt is, without its file.</summary>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<Receipt>> GetAsync(Caller caller, string transactionId, CancellationToken cancellationToken) =>
        (await FindAsync(caller, transactionId, cancellationToken)).Map(transaction => transaction.Receipt!);

    /// <summary>Takes the receipt off its transaction; its file goes after that.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<Receipt>> DetachAsync(Change change, string transactionId, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<Receipt>(
            change,
            LedgerPart.Entries,
            async (draft, token) =>
            {
                if (await FindAsync(draft, transactionId, token) is not { Receipt: { } receipt } old)
                {
                    return Errors.NotFound(Noun);
                }

                if (change.IfMatch?.Accepts(receipt.Version) == false)
                {
                    return Errors.PreconditionFailed();
                }

                await StageAsync(draft, "receipt.detached", old, null, token);
                return receipt;
            },
            cancellationToken);

    private static Result<ReceiptKind> KindOf(ReceiptUpload upload)
    {
        if (upload.Head.IsEmpty)
        {
            return Errors.MalformedBody($"The request carries no file. {Kinds}");
        }

        var declared = upload.DeclaredType?.Split(';')[0].Trim();
        if (ReceiptSniffer.Find(upload.Head.Span) is not { } kind)
        {
            var what = ReceiptSniffer.Describe(upload.Head.Span) is { } known ? $"The file is {known}." : "The file begins like none that is taken.";
            return Errors.UnsupportedMediaType($"{what} {Kinds}");
        }

        var found = ReceiptSniffer.ContentTypeOf(kind);
        return string.Equals(declared, found, StringComparison.OrdinalIgnoreCase)
            ? kind
            : Errors.UnsupportedMediaType($"The file is {found}, and Content-Type {(declared is null ? "is not there" : "says something else")}. {Kinds}");
    }

    private static Task<Transaction?> FindAsync(LedgerDraft draft, string id, CancellationToken cancellationToken) =>
        TransactionId.TryParse(id, out var known) ? draft.FindTransactionAsync(known, cancellationToken) : Task.FromResult<Transaction?>(null);

    private static async Task StageAsync(LedgerDraft draft, string action, Transaction old, Receipt? receipt, CancellationToken cancellationToken)
    {
        var asked = old with { Receipt = receipt, UpdatedAt = draft.Now, Version = draft.Version };
        var written = await draft.ReplaceAsync(old, asked, cancellationToken);
        draft.Record(action, old.Id.ToString(), TransactionRow.Write(draft.Owner, old), TransactionRow.Write(draft.Owner, written));
    }

    /// <summary>Stores a file; what there is of one that is cut short is deleted.</summary>
    private async Task WriteAsync(ReceiptPlace place, DueItem item, ReceiptKind kind, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await files.WriteAsync(place, ReceiptSniffer.ContentTypeOf(kind), content, cancellationToken);
        }
        catch
        {
            await _filing.DeleteAsync([place], [item]);
            throw;
        }
    }

    private Task<Result<Receipt>> NameAsync(Change change, ReceiptPlace place, Receipt receipt, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<Receipt>(
            change,
            LedgerPart.Entries,
            async (draft, token) =>
            {
                if (await draft.FindTransactionAsync(place.Transaction, token) is not { } old)
                {
                    return Errors.NotFound("transaction");
                }

                if (change.IfMatch is { } match && !(old.Receipt is { } there && match.Accepts(there.Version)))
                {
                    return Errors.PreconditionFailed();
                }

                var attached = receipt with { Version = draft.Version };
                await StageAsync(draft, old.Receipt is null ? "receipt.attached" : "receipt.replaced", old, attached, token);
                return attached;
            },
            cancellationToken);

    /// <summary>Looks before a file is taken in whether its transaction is there and may be changed.</summary>
    private async Task<Result<TransactionId>> FindToEditAsync(Change change, string transactionId, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(change.Caller, LedgerPart.Entries, cancellationToken, GrantAccess.Edit);
        var found = ledger.IsOk ? await FindTransactionAsync(change.Caller, transactionId, cancellationToken) : ledger.Error;
        return found.Map(transaction => transaction.Id);
    }

    private async Task<Result<Transaction>> FindTransactionAsync(Caller caller, string transactionId, CancellationToken cancellationToken) =>
        TransactionId.TryParse(transactionId, out var id)
            ? (await _transactions.GetAsync(caller, id, cancellationToken)).Map(found => found.Transaction)
            : Errors.NotFound("transaction");

    private async Task<Result<Transaction>> FindAsync(Caller caller, string transactionId, CancellationToken cancellationToken) =>
        (await FindTransactionAsync(caller, transactionId, cancellationToken)).Then<Transaction>(transaction =>
            transaction.Receipt is null ? Errors.NotFound(Noun) : transaction);

    /// <summary>Takes a file out of the index that its transaction has come to name. Where it is left again, another item says so.</summary>
    private async Task KeepAsync(DueItem item)
    {
        try
        {
            await due.RemoveAsync(item, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
        }
    }
}
