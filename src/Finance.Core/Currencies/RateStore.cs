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
    private readonly SemaphoreSlim _turn = new(1);
    private volatile Memory _memory = new(RateBook.Empty, 0, DateTimeOffset.MinValue);

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
        var stored = await MonthsAsync(months[0].Key, months[^1].Key.AddMonths(1), cancellationToken);
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
            var head = await HeadAsync(cancellationToken);
            var book = head is null || head.Version == known.Version ? known.Book : await ReadAsync(known, head, cancellationToken);
            _memory = new Memory(book, head?.Version ?? known.Version, now);
            return book;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<RateBook> ReadAsync(Memory known, RateHead head, CancellationToken cancellationToken)
    {
        var isNext = head.Version == known.Version + 1;
        var from = isNext ? head.ChangedFrom : Month.Of(LedgerDates.First);
        var months = await MonthsAsync(from, Month.Of(LedgerDates.Last), cancellationToken);
        return known.Book.With(from.FirstDay, months.OrderBy(month => month.Key).SelectMany(month => month.Value));
    }

    private async Task<RateHead?> HeadAsync(CancellationToken cancellationToken) =>
        await store.FindAsync(Tables.Rates, RateKeys.Ecb, RateKeys.Head, cancellationToken) is { } row ? RateHead.Read(row) : null;

    /// <param name="to">The month behind the last.</param>
    private async Task<Dictionary<Month, List<PublishedDay>>> MonthsAsync(Month from, Month to, CancellationToken cancellationToken)
    {
        var months = new Dictionary<Month, List<PublishedDay>>();
        var query = new RowQuery(RateKeys.Ecb, RateKeys.Of(from), RateKeys.Of(to));
        do
        {
            var page = await store.QueryAsync(Tables.Rates, query, cancellationToken);
            foreach (var row in page.Rows)
            {
                var days = MonthRates.Read(row);
                months.Add(Month.Of(days[0].Day), days);
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        return months;
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
