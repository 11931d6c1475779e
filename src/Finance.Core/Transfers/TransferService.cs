using Finance.Core.Currencies;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Transfers;

/// <summary>
/// Sends money from one user's ledger to another's. The sender's commit comes first: the entry, the transfer and its place in the due index;
/// then the receiver's, keyed by the transfer's id; then the sender's row says how it ended. What a crash leaves open, a retry with the same
/// idempotency key or the nightly run brings to its end.
/// </summary>
public sealed class TransferService(LedgerStore ledgers, ITableStore store, DueIndex due, Exchange exchange, TimeProvider clock)
{
    /// <summary>How far back a transfer may be dated: it stands in somebody else's books too.</summary>
    public const int MaxDaysBack = 31;

    private const string Noun = "transfer";
    private const int MaxPage = 1000;

    private readonly Recipients _recipients = new(ledgers, store);
    private readonly TransferFinish _finish = new(ledgers, due, new TransferArrival(ledgers, exchange));

    /// <returns>
    /// The transfer: completed, cancelled where the other ledger did not take it after all, or pending where that is not known yet. Errors:
    /// <c>validation_failed</c>, <c>future_date</c>.
    /// </returns>
    public async Task<Result<UserTransfer>> SendAsync(Change change, NewTransfer asked, CancellationToken cancellationToken)
    {
        if (await ledgers.FindAnswerAsync(change, cancellationToken) is { } answered)
        {
            return answered;
        }

        var sender = await ledgers.OpenAsync(change.Caller, cancellationToken);
        var target = sender.IsOk ? await _recipients.FindAsync(sender.Value, asked.To, cancellationToken) : sender.Error;
        if (!target.IsOk)
        {
            return target.Error;
        }

        var now = clock.GetUtcNow();
        var id = LedgerKeys.NewTransferId(now);
        var item = TransferFinish.ItemOf(change.Caller.User, id, now);
        await due.PutAsync(item, cancellationToken);
        var sent = await ledgers.ChangeAsync<UserTransfer>(
            change with { Idempotency = null },
            (draft, token) => SendAsync(draft, change.Idempotency, id, now, target.Value, asked, token),
            cancellationToken);
        if (!sent.IsOk || sent.Value.Id != id)
        {
            await _finish.LeaveAsync(item);
        }

        return sent is { IsOk: true, Value.Status: TransferStatus.Pending } ? await DeliverAsync(change, sent.Value, cancellationToken) : sent;
    }

    /// <summary>Cancels a transfer that has not arrived yet.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>transfer_ended</c>, <c>transfer_unsettled</c>.</returns>
    public async Task<Result<UserTransfer>> CancelAsync(Change change, string id, CancellationToken cancellationToken)
    {
        var found = await GetAsync(change.Caller, id, cancellationToken);
        if (!found.IsOk)
        {
            return found.Error;
        }

        if (change.IfMatch?.Accepts(found.Value.Version) == false)
        {
            return Errors.PreconditionFailed();
        }

        if (found.Value.Status != TransferStatus.Pending)
        {
            return Errors.TransferEnded(SnakeCase.Of(found.Value.Status));
        }

        var ended = await _finish.RunAsync(change, found.Value, TransferReason.Requested, cancellationToken);
        if (!ended.IsOk)
        {
            return ended.Error.Code == Errors.NotFound(Noun).Code ? ended.Error : Errors.TransferUnsettled();
        }

        return ended.Value.Status == TransferStatus.Cancelled ? ended : Errors.TransferEnded(SnakeCase.Of(ended.Value.Status));
    }

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<UserTransfer>> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var row = LedgerKeys.IsTransferId(id)
            ? await ledgers.Reader.FindAsync(ledger.Value.Owner, LedgerKeys.Transfer(id), cancellationToken)
            : null;
        return row is not null && TransferRow.Read(row) is { IsShown: true } transfer ? transfer : Errors.NotFound(Noun);
    }

    /// <summary>Transfers by their ids; those that are not there are left out.</summary>
    public Task<Result<IReadOnlyDictionary<string, UserTransfer>>> FindAsync(
        Caller caller,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken) => ledgers.FindAsync(
            caller,
            LedgerPart.OwnersAlone,
            ids,
            async (owner, id, token) => await ledgers.Reader.FindAsync(owner, LedgerKeys.Transfer(id), token) is { } row ? TransferRow.Read(row) : null,
            cancellationToken);

    /// <summary>Transfers of the user, sent and received, newest first.</summary>
    public async Task<Result<Page<UserTransfer>>> ListAsync(
        Caller caller,
        TransferFilter filter,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var (items, count, hasMore) = (new List<UserTransfer>(page.Limit), 0L, false);
        await foreach (var row in ledgers.Reader.RangeAsync(
            ledger.Value.Owner, LedgerKeys.TransferPrefix, KeyText.After(LedgerKeys.TransferPrefix), null, MaxPage, null, cancellationToken))
        {
            if (TransferRow.Read(row) is not { } transfer || !filter.Holds(transfer))
            {
                continue;
            }

            count++;
            var isAhead = page.After is null || string.CompareOrdinal(transfer.Id, page.After) > 0;
            hasMore |= isAhead && items.Count == page.Limit;
            if (isAhead && items.Count < page.Limit)
            {
                items.Add(transfer);
            }
        }

        return new Page<UserTransfer>(items, hasMore ? items[^1].Id : null, count);
    }

    /// <summary>The sender's own side: the entry, the transfer, and that the key belongs to it.</summary>
    private static async Task<Result<UserTransfer>> SendAsync(
        LedgerDraft draft,
        Idempotency? key,
        string id,
        DateTimeOffset now,
        Recipient to,
        NewTransfer asked,
        CancellationToken cancellationToken)
    {
        if (key is not null && await draft.FindAsync(key.RowKey, cancellationToken) is { } row)
        {
            var begun = OnceRow.Match(row, key, draft.Now);
            if (!begun.IsOk)
            {
                return begun.Error;
            }

            if (begun.Value?.FindText(OnceRow.TransferProperty) is { } known
                && await draft.FindTransferAsync(known, cancellationToken) is { } earlier)
            {
                return earlier;
            }
        }

        var entry = Check(draft, to, asked);
        if (!entry.IsOk)
        {
            return entry.Error;
        }

        var numbered = TransactionEdits.Number(draft, entry.Value) with { TransferId = id };
        await draft.AddAsync(numbered, cancellationToken);
        if (key is not null)
        {
            draft.Stage(new RowChange(RowChangeKind.Put, OnceRow.Begin(draft.Owner, key, draft.Now).Set(OnceRow.TransferProperty, id)));
        }

        return draft.Stage("transfer.sent", null, new UserTransfer
        {
            Id = id,
            Direction = TransferDirection.Sent,
            Status = TransferStatus.Pending,
            Counterparty = to.Username,
            Amount = numbered.Amount,
            Date = numbered.Date,
            Description = numbered.Description,
            Entry = numbered.Id,
            CreatedAt = now,
            Target = to.Target,
        });
    }

    private static Result<Transaction> Check(LedgerDraft draft, Recipient to, NewTransfer asked)
    {
        var today = TimeZones.DayOf(draft.Now, draft.Head.Profile.TimeZone);
        if (asked.Date is { } date && (date > today || date < today.AddDays(-MaxDaysBack)))
        {
            return date > today
                ? Errors.FutureDate(today)
                : Errors.Validation("date", $"must not lie before {LedgerDates.Format(today.AddDays(-MaxDaysBack))}: it goes into another user's books too.");
        }

        return TransactionRules.Check(draft, new NewTransaction
        {
            Type = TransactionType.Expense,
            Amount = asked.Amount,
            AccountId = asked.AccountId,
            CategoryId = asked.CategoryId,
            Date = asked.Date,
            Payee = to.Username,
            Description = asked.Description,
            Notes = asked.Notes,
        });
    }

    /// <summary>Lets the transfer arrive; where that is not possible now, it stays pending.</summary>
    private async Task<Result<UserTransfer>> DeliverAsync(Change change, UserTransfer sent, CancellationToken cancellationToken)
    {
        try
        {
            var ended = await _finish.RunAsync(change, sent, null, cancellationToken);
            return ended.IsOk || ended.Error.Evidence is RecordedResponse ? ended : sent;
        }
        catch (StoreUnavailableException)
        {
            return sent;
        }
    }
}
