using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Notifications;

/// <summary>Which notifications are asked for.</summary>
/// <param name="Kind">Null for every kind.</param>
/// <param name="Unread">Only those that were not read.</param>
public sealed record NotificationFilter(NotificationKind? Kind, bool Unread);

/// <summary>A page of notifications, newest first.</summary>
/// <param name="TotalCount">Of the list under its filter.</param>
/// <param name="UnreadCount">Of the whole list.</param>
public sealed record NotificationPage(IReadOnlyList<Notification> Items, string? Next, long TotalCount, long UnreadCount);

/// <summary>Notifications that were marked as read.</summary>
/// <param name="Marked">Those that had not been read before.</param>
/// <param name="UnreadCount">Of the whole list, when that was done.</param>
public sealed record ReadNotifications(int Marked, long UnreadCount);

/// <summary>Shows users what they were told, and keeps what they have seen.</summary>
public sealed class NotificationService(LedgerStore ledgers)
{
    /// <summary>As many as one commit takes.</summary>
    public const int MaxAtOnce = 90;

    private const string Noun = "notification";
    private const int MaxPage = 1000;

    /// <summary>Notifications of the user's list, newest first.</summary>
    public async Task<Result<NotificationPage>> ListAsync(
        Caller caller,
        NotificationFilter filter,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var opened = await ledgers.OpenAsync(caller, cancellationToken);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        var (ledger, items, next) = (opened.Value, new List<Notification>(), (string?)null);
        var from = LedgerKeys.NotificationNumber(page.After) is { } last ? LedgerKeys.Notification(last - 1) : LedgerKeys.NotificationPrefix;
        var pageSize = filter is { Kind: null, Unread: false } ? page.Limit + 1 : MaxPage;
        await foreach (var row in RowsAsync(ledger, from, filter, null, pageSize, cancellationToken))
        {
            if (items.Count == page.Limit)
            {
                next = items[^1].Id;
                break;
            }

            items.Add(NotificationRow.Read(row));
        }

        var total = await CountAsync(ledger, filter, cancellationToken);
        return new NotificationPage(items, next, total, ledger.Head.UnreadCount);
    }

    /// <summary>Notifications of the user's list by their ids; those that are not there are left out.</summary>
    public Task<Result<IReadOnlyDictionary<string, Notification>>> FindAsync(
        Caller caller,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken) => ledgers.FindAsync(
            caller,
            LedgerPart.OwnersAlone,
            ids,
            async (owner, id, token) => LedgerKeys.NotificationNumber(id) is { } number
                && await ledgers.Reader.FindAsync(owner, LedgerKeys.Notification(number), token) is { } row
                && NotificationRow.IsListed(row)
                    ? NotificationRow.Read(row)
                    : null,
            cancellationToken);

    /// <summary>Marks a notification as read; one that was read already stays as it is.</summary>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public Task<Result<Notification>> ReadAsync(Change change, string id, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<Notification>(
            change,
            async (draft, token) =>
            {
                if (await FindAsync(draft, LedgerKeys.NotificationNumber(id), token) is not { } found)
                {
                    return Errors.NotFound(Noun);
                }

                if (found.ReadAt is not null)
                {
                    return found;
                }

                var read = draft.MarkRead(found);
                draft.Record("notification.read", id, NotificationRow.Write(draft.Owner, found), NotificationRow.Write(draft.Owner, read));
                return read;
            },
            cancellationToken);

    /// <summary>Marks some notifications as read, all or none.</summary>
    /// <param name="ids">At most <see cref="MaxAtOnce"/>.</param>
    /// <returns>Errors: <c>validation_failed</c>.</returns>
    public Task<Result<ReadNotifications>> ReadAsync(Change change, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<ReadNotifications>(
            change,
            async (draft, token) =>
            {
                var found = await Task.WhenAll(ids.Select(id => FindAsync(draft, LedgerKeys.NotificationNumber(id), token)));
                var errors = new FieldErrors();
                foreach (var index in Enumerable.Range(0, found.Length).Where(index => found[index] is null))
                {
                    errors.Add($"ids[{index}]", "names no notification of this ledger.");
                }

                return errors.Or(() => Mark(draft, found.OfType<Notification>()));
            },
            cancellationToken);

    /// <summary>Marks everything as read that is there, commit by commit, newest first; what arrives meanwhile was not seen.</summary>
    public async Task<Result<ReadNotifications>> ReadAllAsync(Change change, CancellationToken cancellationToken)
    {
        if (await ledgers.FindAnswerAsync(change, cancellationToken) is { } answered)
        {
            return answered;
        }

        var ledger = await ledgers.OpenAsync(change.Caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var unread = await UnreadAsync(ledger.Value, cancellationToken);
        var (left, marked) = (unread.Chunk(MaxAtOnce).ToList(), 0);
        foreach (var numbers in left.SkipLast(1))
        {
            var part = await MarkAsync(change with { Idempotency = null }, numbers, 0, cancellationToken);
            if (!part.IsOk)
            {
                return part;
            }

            marked += part.Value.Marked;
        }

        return await MarkAsync(change, left.LastOrDefault() ?? [], marked, cancellationToken);
    }

    private static async Task<Notification?> FindAsync(LedgerDraft draft, long? number, CancellationToken cancellationToken) =>
        number is { } known
        && await draft.FindAsync(LedgerKeys.Notification(known), cancellationToken) is { } row
        && NotificationRow.Read(row) is { IsListed: true } notification
            ? notification
            : null;

    private static ReadNotifications Mark(LedgerDraft draft, IEnumerable<Notification> notifications)
    {
        var unread = notifications.Where(notification => notification.ReadAt is null).DistinctBy(notification => notification.Number).ToList();
        foreach (var notification in unread)
        {
            draft.MarkRead(notification);
        }

        if (unread.Count > 0)
        {
            draft.Record("notifications.read", draft.Owner.ToString(), null, null);
        }

        return new ReadNotifications(unread.Count, draft.Head.UnreadCount);
    }

    /// <param name="before">Those that earlier commits of the same change have marked.</param>
    private Task<Result<ReadNotifications>> MarkAsync(Change change, long[] numbers, int before, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<ReadNotifications>(
            change,
            async (draft, token) =>
            {
                var found = await Task.WhenAll(numbers.Select(number => FindAsync(draft, number, token)));
                var marked = Mark(draft, found.OfType<Notification>());
                return marked with { Marked = before + marked.Marked };
            },
            cancellationToken);

    private async Task<IReadOnlyList<long>> UnreadAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        var unread = new List<long>();
        var (from, filter) = (LedgerKeys.Notification(ledger.Head.NextNotification - 1), new NotificationFilter(null, Unread: true));
        await foreach (var row in RowsAsync(ledger, from, filter, NotificationRow.Outline, MaxPage, cancellationToken))
        {
            unread.Add(LedgerKeys.NotificationNumber(row.Key[LedgerKeys.NotificationPrefix.Length..])!.Value);
        }

        return unread;
    }

    private async Task<long> CountAsync(LedgerSnapshot ledger, NotificationFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Kind is null)
        {
            return filter.Unread ? ledger.Head.UnreadCount : ledger.Head.NotificationCount;
        }

        var rows = RowsAsync(ledger, LedgerKeys.NotificationPrefix, filter, NotificationRow.Outline, MaxPage, cancellationToken);
        return await rows.LongCountAsync(cancellationToken);
    }

    private IAsyncEnumerable<Row> RowsAsync(
        LedgerSnapshot ledger,
        string from,
        NotificationFilter filter,
        IReadOnlyList<string>? select,
        int pageSize,
        CancellationToken cancellationToken)
    {
        var to = KeyText.After(LedgerKeys.NotificationPrefix);
        return ledgers.Reader.RangeAsync(ledger.Owner, from, to, select, pageSize, NotificationRow.Where(filter), cancellationToken)
            .Where(row => NotificationRow.IsIn(filter, row));
    }
}
