using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Core.Categories;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Ledgers;

/// <summary>
/// The unit of work: a change of one ledger as it is being decided. Whatever is put, added, replaced or removed here commits together, with the
/// balances, summaries and the audit row that follow from it, or not at all.
/// </summary>
public sealed partial class LedgerDraft
{
    private readonly LedgerReader _reader;
    private readonly Dictionary<string, RowChange> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Transaction?> _touched = new(StringComparer.Ordinal);
    private readonly Dictionary<int, YearSummary> _years = [];
    private readonly Dictionary<Month, DaysSummary> _days = [];
    private readonly HashSet<object> _stored = [];
    private readonly Dictionary<string, object> _remembered = new(StringComparer.Ordinal);
    private AuditEntry? _audit;
    private PackedLedger? _packed;

    internal LedgerDraft(LedgerSnapshot before, LedgerReader reader, DateTimeOffset now)
    {
        (Before, _reader, Now) = (before, reader, now);
        (Head, Chart, Plans) = (before.Head with { Version = before.Head.Version + 1 }, before.Chart, before.Plans);
    }

    /// <summary>The ledger that the decision starts from.</summary>
    public LedgerSnapshot Before { get; }

    /// <summary>Accounts and categories as the draft leaves them.</summary>
    public Chart Chart { get; private set; }

    public LedgerHead Head { get; private set; }

    /// <summary>The version that everything this draft changes will have.</summary>
    public long Version => Head.Version;

    public DateTimeOffset Now { get; }

    public UserId Owner => Before.Owner;

    /// <summary>Who acts, by which grant; null for the owner and for the product itself.</summary>
    internal Guest? Guest { get; init; }

    /// <summary>What of the entries is granted to the guest; null where all of them are.</summary>
    internal GrantedPart? Part { get; init; }

    /// <summary>The keys of the rows that are staged.</summary>
    internal IEnumerable<string> Staged => _rows.Keys;

    /// <summary>Accounts and categories as whoever made the change may know them.</summary>
    internal Chart Shown => Part?.Show(Chart) ?? Chart;

    public bool IsEmpty => _audit is null;

    /// <summary>Rows that the commit can still take beside head, chart, audit row and tags.</summary>
    internal int Room => Batch.MaxChanges - 4 - _rows.Count - _years.Count - _days.Count;

    internal TagChanges Tags { get; } = new();

    /// <summary>Set by commits that are followed by more of their kind, such as those of an undo: only the last one reads months again.</summary>
    public bool LeavesLargestUnknown { get; set; }

    /// <summary>
    /// Set by commits that are followed by more of their kind, such as those of an import: what the user has to be told of, the last one tells.
    /// </summary>
    public bool DefersAlerts { get; set; }

    /// <summary>Set by the commit that ends a run of those: it tells what they left untold, whatever it changes itself.</summary>
    public bool TellsDeferred { get; set; }

    /// <summary>Names what the commit does, for the audit row; a draft without it changes nothing.</summary>
    public void Record(string action, string subjectId, Row? before, Row? after) =>
        Record(action, subjectId, (before ?? after) is null ? [] : [new AuditedRow(before, after)]);

    /// <summary>Names likewise what is about several things.</summary>
    /// <param name="rows">Every row whose content would be lost otherwise.</param>
    public void Record(string action, string subjectId, IReadOnlyList<AuditedRow> rows) => _audit = new AuditEntry(action, subjectId, rows);

    public long TakeEntries(int count = 1)
    {
        var first = Head.NextEntry;
        Head = Head with { NextEntry = first + count };
        return first;
    }

    public void Put(Users.Profile profile) => Head = Head with { Profile = profile };

    public void BeginErasing() => Head = Head with { ErasingSince = Now };

    public void Put(Account account) => Chart = Chart.With(account);

    public void Put(Category category) => Chart = Chart.With(category);

    /// <summary>Takes away an account that has no entries, and with it those that were merged into it: nothing counts in them.</summary>
    public void Delete(Account account)
    {
        foreach (var id in Chart.IdsOfAccount(account.Id))
        {
            Chart = Chart.WithoutAccount(id);
        }
    }

    /// <summary>Adds rows of features that are neither accounts, categories nor transactions.</summary>
    public void Stage(RowChange change) => _rows[change.Row.Key] = change;

    public Task<Row?> FindAsync(string key, CancellationToken cancellationToken) => _reader.FindAsync(Owner, key, cancellationToken);

    /// <summary>An entry, whole; what is not granted to a guest is not there.</summary>
    public async Task<Transaction?> FindTransactionAsync(TransactionId id, CancellationToken cancellationToken)
    {
        var found = await _reader.FindTransactionAsync(Owner, id, cancellationToken);
        return found is not null && Part is { } part && part.Show(found) is null ? null : found;
    }

    /// <summary>An entry as whoever made the change may know it.</summary>
    internal TransactionInLedger Show(Transaction transaction) => new(Part?.Show(transaction) ?? transaction, Shown);

    /// <summary>Makes the summaries of some months ready to be posted to.</summary>
    public async Task LoadAsync(IEnumerable<Month> months, CancellationToken cancellationToken)
    {
        var missingDays = months.Distinct().Where(month => !_days.ContainsKey(month)).ToList();
        var missingYears = missingDays.Select(month => month.Year).Distinct().Where(year => !_years.ContainsKey(year)).ToList();
        var days = missingDays.Select(month => _reader.DaysAsync(Before, month, cancellationToken)).ToList();
        var years = missingYears.Select(year => _reader.YearAsync(Before, year, cancellationToken)).ToList();
        foreach (var summary in await Task.WhenAll(days))
        {
            _days[summary.Month] = summary.Clone();
            NoteStored(_days[summary.Month], summary.IsEmpty);
        }

        foreach (var summary in await Task.WhenAll(years))
        {
            _years[summary.Year] = summary.Clone();
            NoteStored(_years[summary.Year], summary.IsEmpty);
        }
    }

    /// <summary>Whether a row that is staged, to be written whether it is there or not, was not there before.</summary>
    internal bool Makes(Row row)
    {
        var told = _audit!.Rows.FirstOrDefault(audited => audited.After?.Key == row.Key);
        return told?.Before is null && (row.Properties.ContainsKey("CreatedAt") ? row.Instant("CreatedAt") == Now : told is not null);
    }

    /// <summary>What a row that is staged says, for the memory of the ledger once it is committed.</summary>
    internal void Remember(string key, object summary) => _remembered[key] = summary;

    /// <summary>Keeps the content's key of a transaction from being imported again.</summary>
    public void CountMoved(int change) => Head = Head with { MovedCount = Head.MovedCount + change };

    /// <summary>Takes a summary that was made anew from the transactions in place of the stored one.</summary>
    internal void Restore(YearSummary summary) => _years[summary.Year] = summary;

    /// <inheritdoc cref="Restore(YearSummary)"/>
    internal void Restore(DaysSummary summary) => _days[summary.Month] = summary;

    /// <summary>Takes counts that were made anew from the transactions in place of the head's.</summary>
    internal void RestoreCounts(long transactions, long splits, long nextEntry) =>
        Head = Head with { TransactionCount = transactions, SplitCount = splits, NextEntry = nextEntry };

    /// <summary>Says where a transaction went, or nothing more where <paramref name="target"/> is null.</summary>
    internal void RestoreMoved(TransactionId id, string? target)
    {
        var row = MovedRow.To(Owner, id, target ?? LedgerKeys.ById(id));
        Stage(new RowChange(target is null ? RowChangeKind.Delete : RowChangeKind.Put, row));
    }

    /// <summary>Reads again the months whose largest expense or a category's last use was taken away, so that reports need not.</summary>
    internal async Task RestoreUnknownAsync(CancellationToken cancellationToken)
    {
        foreach (var summary in _years.Values)
        {
            foreach (var cell in summary.Largest.Where(entry => !entry.Value.IsKnown).Select(entry => entry.Key).ToList())
            {
                var month = Month.Of(summary.Year, cell.Month);
                summary.SetLargest(cell, await LargestExpenses.OfAsync(_reader, Owner, month, cell.AccountId, _touched, cancellationToken));
            }

            await LastUses.RestoreAsync(_reader, Owner, summary, _touched, cancellationToken);
        }
    }

    /// <summary>Packs chart and plans as they are to be committed.</summary>
    /// <returns>Why they cannot be; null where they can.</returns>
    internal Error? Pack()
    {
        _packed = LedgerRows.Pack(Owner, Before, Chart, Plans);
        Head = LedgerRows.Note(Head, _packed);
        return _packed.Length <= LedgerRows.MaxBytes ? null : Errors.LedgerFull();
    }

    /// <summary>What the commit changes, for whoever follows the ledger.</summary>
    internal IReadOnlyList<ThingChange> Changes() => DraftChanges.Of(this, _relinked, _rows.Values);

    /// <summary>All changes as one batch, the head first.</summary>
    internal Batch ToBatch(Caller caller, string commit)
    {
        Head = Head with { LastCommit = commit };
        var batch = new Batch(Owner.ToString());
        foreach (var row in LedgerRows.Write(Owner, Head, _packed!))
        {
            batch.Add(row.Key == LedgerKeys.Head
                ? new RowChange(RowChangeKind.Replace, row, Before.HeadETag)
                : new RowChange(RowChangeKind.Put, row));
        }

        if (Before.Head.ChartVersion > 0 && _packed!.Place == RestPlace.Head)
        {
            batch.Add(new RowChange(RowChangeKind.Delete, new Row(Owner.ToString(), LedgerKeys.Chart)));
        }

        batch.Add(new RowChange(RowChangeKind.Add, AuditRow.Write(Owner, Version, commit, caller, Now, _audit!, Changes(), Guest?.Grant.Id)));
        foreach (var change in _rows.Values)
        {
            batch.Add(change);
        }

        foreach (var summary in _years.Values)
        {
            batch.Add(new RowChange(Writing(summary), YearSummaryRow.Write(Owner, summary)));
        }

        foreach (var summary in _days.Values)
        {
            batch.Add(new RowChange(Writing(summary), summary.ToRow(Owner)));
        }

        return Tags.Settled is { } tags ? batch.Add(new RowChange(RowChangeKind.Put, tags.ToRow(Owner))) : batch;
    }

    /// <summary>A summary that says something has a row, which costs less to replace than to look for.</summary>
    private void NoteStored(object summary, bool wasEmpty)
    {
        if (!wasEmpty)
        {
            _stored.Add(summary);
        }
    }

    private RowChangeKind Writing(object summary) => _stored.Contains(summary) ? RowChangeKind.Replace : RowChangeKind.Put;

    /// <summary>The ledger as it stands once the batch has been committed.</summary>
    internal LedgerSnapshot After(string headETag)
    {
        var after = new LedgerSnapshot(Owner, Head, headETag, Chart, Plans, Before.Summaries)
        {
            Packed = _packed!.WithoutChart,
        };
        foreach (var (year, summary) in _years)
        {
            after.Remember(LedgerKeys.Year(year), summary);
        }

        foreach (var (month, summary) in _days)
        {
            after.Remember(LedgerKeys.Days(month), summary);
        }

        if (Tags.Settled is { } tags)
        {
            after.Remember(LedgerKeys.Tags, tags);
        }

        foreach (var (key, summary) in _remembered)
        {
            after.Remember(key, summary);
        }

        foreach (var id in _posted)
        {
            after.Forget(LedgerKeys.ById(id));
        }

        return after;
    }
}
