using Finance.Core.Goals;
using Finance.Core.Storage;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Ledgers;

/// <summary>Entries, with the balances and summaries that follow from them.</summary>
public sealed partial class LedgerDraft
{
    private readonly HashSet<TransactionId> _posted = [];
    private readonly List<EntryChange> _entries = [];

    /// <summary>What the draft does to entries, in order.</summary>
    internal IReadOnlyList<EntryChange> Entries => _entries;

    public async Task AddAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        await LoadAsync([Month.Of(transaction.Date)], cancellationToken);
        Add(transaction);
    }

    /// <summary>Adds a transaction of a month that was loaded.</summary>
    public void Add(Transaction transaction)
    {
        var row = TransactionRow.Write(Owner, transaction);
        Stage(new RowChange(RowChangeKind.Add, row));
        _touched[row.Key] = transaction;
        _entries.Add(new EntryChange(null, transaction));
        Post(transaction, 1);
    }

    public async Task RemoveAsync(Transaction transaction, bool leaveTombstone, CancellationToken cancellationToken)
    {
        await LoadAsync([Month.Of(transaction.Date)], cancellationToken);
        var row = TransactionRow.Write(Owner, transaction);
        Stage(new RowChange(RowChangeKind.Delete, row));
        _touched[row.Key] = null;
        _entries.Add(new EntryChange(transaction, null));
        Post(transaction, -1);
        var wasMoved = transaction.Date != transaction.Id.OriginalDate;
        if (leaveTombstone)
        {
            Stage(new RowChange(RowChangeKind.Put, MovedRow.Deleted(Owner, transaction.Id, Now)));
            CountMoved(wasMoved ? 0 : 1);
        }
        else if (wasMoved)
        {
            Stage(new RowChange(RowChangeKind.Delete, MovedRow.To(Owner, transaction.Id, row.Key)));
            CountMoved(-1);
        }
    }

    /// <returns>The transaction as it is written: what it gives to goals is what its amount bears.</returns>
    public async Task<Transaction> ReplaceAsync(Transaction old, Transaction asked, CancellationToken cancellationToken)
    {
        var changed = asked with { Goals = GoalLinks.Fit(asked.Goals, asked.Amount) };
        await LoadAsync([Month.Of(old.Date), Month.Of(changed.Date)], cancellationToken);
        var (oldRow, row) = (TransactionRow.Write(Owner, old), TransactionRow.Write(Owner, changed));
        _touched[oldRow.Key] = null;
        _touched[row.Key] = changed;
        _entries.Add(new EntryChange(old, changed));
        Post(old, -1);
        Post(changed, 1);
        if (oldRow.Key == row.Key)
        {
            Stage(new RowChange(RowChangeKind.Replace, row));
            return changed;
        }

        Stage(new RowChange(RowChangeKind.Delete, oldRow));
        Stage(new RowChange(RowChangeKind.Add, row));
        var (wasMoved, isMoved) = (old.Date != old.Id.OriginalDate, changed.Date != changed.Id.OriginalDate);
        Stage(new RowChange(isMoved ? RowChangeKind.Put : RowChangeKind.Delete, MovedRow.To(Owner, changed.Id, row.Key)));
        CountMoved((isMoved ? 1 : 0) - (wasMoved ? 1 : 0));
        return changed;
    }

    /// <summary>Whether a month's days are known without asking the store.</summary>
    internal bool Remembers(Month month) => _days.ContainsKey(month) || Before.Remembers(LedgerKeys.Days(month));

    /// <summary>A month's days as the draft leaves them.</summary>
    internal async Task<IReadOnlyList<DaysSummary>> DaysNowAsync(IReadOnlyList<Month> months, CancellationToken cancellationToken)
    {
        var others = months.Where(month => !_days.ContainsKey(month)).ToList();
        var read = (await _reader.DaysAsync(Before, others, cancellationToken)).ToDictionary(days => days.Month);
        return [.. months.Select(month => _days.GetValueOrDefault(month) ?? read[month])];
    }

    /// <summary>The summaries of some years as the draft leaves them.</summary>
    internal async Task<IReadOnlyList<YearSummary>> YearsNowAsync(IReadOnlyList<int> years, CancellationToken cancellationToken)
    {
        var others = years.Where(year => !_years.ContainsKey(year)).ToList();
        var read = (await _reader.YearsAsync(Before, others, cancellationToken)).ToDictionary(summary => summary.Year);
        return [.. years.Select(year => _years.GetValueOrDefault(year) ?? read[year])];
    }

    private void Post(Transaction transaction, int sign)
    {
        var month = Month.Of(transaction.Date);
        Head = Head with
        {
            TransactionCount = Head.TransactionCount + sign,
            SplitCount = Head.SplitCount + (transaction.Splits.Count > 0 ? sign : 0),
        };
        _years[month.Year].Post(transaction, sign);
        _days[month].Post(transaction, sign);
        Tags.Post(transaction, sign);
        _posted.Add(transaction.Id);
        foreach (var effect in BalanceEffect.Of(transaction))
        {
            var account = Chart.AccountNow(effect.AccountId);
            var net = checked(sign * effect.Minor);
            Put(account with
            {
                Balance = account.Balance + new Money(net, account.Currency),
                History = account.History.Add(month, net, sign),
            });
        }
    }
}

/// <summary>What a draft does to one entry.</summary>
/// <param name="Old">Null where it is added.</param>
/// <param name="New">Null where it is removed.</param>
internal readonly record struct EntryChange(Transaction? Old, Transaction? New);
