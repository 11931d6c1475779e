using Finance.Core.Storage;

namespace Finance.Core.Currencies;

/// <summary>How a merge of published days ended.</summary>
/// <param name="Added">Days that were not known.</param>
/// <param name="Corrected">Days that were known otherwise.</param>
/// <param name="IsOvertaken">Another run wrote at the same time; nothing of this one counts.</param>
public readonly record struct RateMerge(int Added, int Corrected, bool IsOvertaken = false);

/// <summary>
/// The published rates, in their table and in the memory of this process. The table says when it changed; it is asked at most every few
/// minutes, and what is remembered is read again from the first month that changed.
/// </summary>
public sealed class RateStore(ITableStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(3);
    private static readonly Memory Nothing = new(RateBook.Empty, 0, DateTimeOffset.MinValue);
    private readonly SemaphoreSlim _turn = new(1);
    private volatile Memory _memory = Nothing;

    /// <summary>All published rates; empty before the first were fetched.</summary>
    public ValueTask<RateBook> BookAsync(CancellationToken cancellationToken)
    {
        var memory = _memory;
        return IsFresh(memory) ? new(memory.Book) : new(RefreshAsync(cancellationToken));
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The last day that is stored; null where there are no rates yet.</summary>
    internal async Task<DateOnly?> ThroughAsync(CancellationToken cancellationToken) => (await HeadAsync(cancellationToken))?.Through;

    /// <summary>
    /// Takes in published days: new ones are added, and one that says otherwise than before replaces what was stored of that day. The head is
    /// in the last commit, so that what a crash cuts short is done again.
    /// </summary>
    internal async Task<RateMerge> MergeAsync(IReadOnlyList<PublishedDay> published, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken);
        var months = published.GroupBy(day => Month.Of(day.Day)).OrderBy(month => month.Key).ToList();
        var (_, stored) = await ReadAsync(RateKeys.Of(months[0].Key), RateKeys.Of(months[^1].Key.AddMonths(1)), cancellationToken);
        var merged = months.Select(month => MergedMonth.Of(month.Key, stored.GetValueOrDefault(month.Key) ?? [], month)).ToList();
        var merge = new RateMerge(merged.Sum(month => month.Added), merged.Sum(month => month.Corrected));
        var through = published.Max(day => day.Day);
        if (merge == default && head?.Through >= through)
        {
            return merge;
        }

        // Without a head, months may lie there of a run that was cut short, which nobody remembers yet.
        var next = new RateHead(
            (head?.Version ?? 0) + 1,
            head?.Through > through ? head.Through : through,
            months[0].Key,
            clock.GetUtcNow(),
            head?.ETag);
        var rows = merged.Where(month => month.HasChanged).Select(month => MonthRates.Write(month.Month, month.Days)).ToList();
        return await WriteAsync(rows, next, cancellationToken) ? merge : new RateMerge(0, 0, IsOvertaken: true);
    }

    // A clock that was ahead for a while, as that of a run in the future, makes nothing fresh.
    private bool IsFresh(Memory memory) => clock.GetUtcNow() - memory.AskedAt is var age && age >= TimeSpan.Zero && age < FreshFor;

    private async Task<bool> WriteAsync(List<Row> rows, RateHead head, CancellationToken cancellationToken)
    {
        var batch = new Batch(RateKeys.Ecb);
        foreach (var row in rows)
        {
            if (batch.Remaining == 1)
            {
                await store.CommitAsync(Tables.Rates, batch, cancellationToken);
                batch = new Batch(RateKeys.Ecb);
            }

            batch.Add(new RowChange(RowChangeKind.Put, row));
        }

        batch.Add(head.ETag is null
            ? new RowChange(RowChangeKind.Add, head.ToRow())
            : new RowChange(RowChangeKind.Replace, head.ToRow(), head.ETag));
        var outcome = await store.CommitAsync(Tables.Rates, batch, cancellationToken);
        _memory = _memory with { AskedAt = DateTimeOffset.MinValue };
        return outcome.Status == CommitStatus.Committed;
    }

    private async Task<RateBook> RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var known = _memory;
            if (IsFresh(known))
            {
                return known.Book;
            }

            var now = clock.GetUtcNow();
            var next = known.Version == 0 ? await ReadAllAsync(cancellationToken) : await ReadChangesAsync(known, cancellationToken);
            _memory = next with { AskedAt = now };
            return next.Book;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Memory> ReadAllAsync(CancellationToken cancellationToken)
    {
        var (head, months) = await ReadAsync(RateKeys.Head, RateKeys.End, cancellationToken);
        return head is null ? Nothing : Nothing with { Book = RateBook.Empty.With(LedgerDates.First, InOrder(months)), Version = head.Version };
    }

    private async Task<Memory> ReadChangesAsync(Memory known, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken);
        if (head is null || head.Version == known.Version)
        {
            return known;
        }

        if (head.Version != known.Version + 1)
        {
            return await ReadAllAsync(cancellationToken);
        }

        var (_, months) = await ReadAsync(RateKeys.Of(head.ChangedFrom), RateKeys.End, cancellationToken);
        return known with { Book = known.Book.With(head.ChangedFrom.FirstDay, InOrder(months)), Version = head.Version };
    }

    private async Task<RateHead?> HeadAsync(CancellationToken cancellationToken) =>
        await store.FindAsync(Tables.Rates, RateKeys.Ecb, RateKeys.Head, cancellationToken) is { } row ? RateHead.Read(row) : null;

    private static IEnumerable<PublishedDay> InOrder(Dictionary<Month, List<PublishedDay>> months) =>
        months.OrderBy(month => month.Key).SelectMany(month => month.Value);

    private async Task<(RateHead? Head, Dictionary<Month, List<PublishedDay>> Months)> ReadAsync(
        string from,
        string to,
        CancellationToken cancellationToken)
    {
        var (head, months) = (default(RateHead), new Dictionary<Month, List<PublishedDay>>());
        var query = new RowQuery(RateKeys.Ecb, from, to);
        do
        {
            var page = await store.QueryAsync(Tables.Rates, query, cancellationToken);
            foreach (var row in page.Rows)
            {
                if (row.Key == RateKeys.Head)
                {
                    head = RateHead.Read(row);
                    continue;
                }

                var days = MonthRates.Read(row);
                months.Add(Month.Of(days[0].Day), days);
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        return (head, months);
    }

    /// <summary>A month as it is to be stored, and how it differs from what is.</summary>
    private sealed record MergedMonth(Month Month, IReadOnlyCollection<PublishedDay> Days, int Added, int Corrected)
    {
        internal bool HasChanged => Added + Corrected > 0;

        internal static MergedMonth Of(Month month, List<PublishedDay> stored, IEnumerable<PublishedDay> published)
        {
            var days = stored.ToDictionary(day => day.Day);
            var (added, corrected) = (0, 0);
            foreach (var day in published)
            {
                if (!days.TryGetValue(day.Day, out var known))
                {
                    added++;
                }
                else if (!AreSame(known, day))
                {
                    corrected++;
                }

                days[day.Day] = day;
            }

            return new MergedMonth(month, days.Values, added, corrected);
        }

        private static bool AreSame(PublishedDay left, PublishedDay right) => left.Rates.Count == right.Rates.Count
            && left.Rates.All(rate => right.Rates.TryGetValue(rate.Key, out var other) && rate.Value == other);
    }

    /// <param name="AskedAt">When the table was last asked whether it changed.</param>
    private sealed record Memory(RateBook Book, long Version, DateTimeOffset AskedAt);
}
