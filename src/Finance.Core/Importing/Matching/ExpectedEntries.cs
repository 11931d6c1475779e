using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Transactions;

namespace Finance.Core.Importing.Matching;

/// <summary>
/// What recurring templates let a statement expect: occurrences that the ledger has, found by the tails of their ids, and those still to be
/// settled. Knows as much as <see cref="KnownEntries"/> does, and reads an entry only when a row comes near it.
/// </summary>
internal sealed class ExpectedEntries(LedgerReader reader, KnownEntries known)
{
    /// <summary>How far from a row's day an occurrence may be, by the rule or by its entry.</summary>
    internal const int Reach = MatchScore.MaxDays + LongestShift;

    private const int LongestShift = 2;
    private const int MaxRemembered = 4_096;

    private readonly Dictionary<(Month Month, string AccountId), IReadOnlyList<Entered>> _entered = [];
    private readonly Dictionary<TransactionId, Transaction?> _entries = [];
    private readonly Dictionary<string, RecurringTemplate> _following = new(StringComparer.Ordinal);
    private ILookup<(string AccountId, TransactionType Type), RecurringTemplate>? _templates;
    private Plans? _plans;
    private int _generation;

    /// <summary>Brings what is remembered in line with a ledger; answers whether anything had to be forgotten.</summary>
    internal bool Sync(LedgerSnapshot ledger)
    {
        if (_generation == known.Generation && ReferenceEquals(_plans, ledger.Plans))
        {
            return false;
        }

        if (_generation != known.Generation)
        {
            _entered.Clear();
            _entries.Clear();
            _generation = known.Generation;
        }

        _following.Clear();
        _plans = ledger.Plans;
        _templates = ledger.Plans.Templates
            .Where(template => template.Transaction.Type != TransactionType.Transfer)
            .ToLookup(template => (ledger.Chart.AccountNow(template.Transaction.AccountId).Id, template.Transaction.Type));
        return true;
    }

    /// <summary>Whether any template may bring a row of this account and direction.</summary>
    internal bool Any(Transaction row) => _templates![(row.AccountId, row.Type)].Any();

    /// <summary>Every occurrence that a row may be.</summary>
    internal async Task<IReadOnlyList<ExpectedEntry>> AroundAsync(LedgerSnapshot ledger, Transaction row, CancellationToken cancellationToken)
    {
        var templates = _templates![(row.AccountId, row.Type)];
        var expected = new List<ExpectedEntry>();
        foreach (var month in new[] { Month.Of(row.Date.AddDays(-Reach)), Month.Of(row.Date.AddDays(Reach)) }.Distinct())
        {
            foreach (var (templateId, nominal, id) in await EnteredInAsync(ledger, month, row, cancellationToken))
            {
                if ((IsNear(row, nominal) || IsNear(row, id.OriginalDate))
                    && await FindAsync(ledger, id, cancellationToken) is { } entry
                    && IsOpen(ledger, entry, row))
                {
                    expected.Add(new ExpectedEntry(
                        Now(ledger.Plans.FindTemplate(templateId)!), nominal, [nominal, id.OriginalDate, entry.Date], entry, IsEntered: true));
                }
            }
        }

        expected.AddRange(templates.SelectMany(template => ToCome(ledger.Chart, Now(template), row)));
        return expected;
    }

    /// <summary>Takes note of a row that was judged: the amount of what follows may be another one.</summary>
    /// <returns>Whether it is.</returns>
    internal bool Follow(PendingLine line)
    {
        if (line.Match is not { } match || (line.Merged ?? line.Created) is not { } entry)
        {
            return false;
        }

        var before = Now(_plans!.FindTemplate(match.Expected.Template.Id)!);
        var after = MatchedTemplate.Of(before, match.Expected, entry);
        _following[after.Id] = after;
        return after.Transaction.Amount != before.Transaction.Amount;
    }

    /// <summary>Takes note of an entry that a commit has changed.</summary>
    internal void Replace(Transaction entry) => _entries[entry.Id] = entry;

    /// <summary>A template as the rows leave it that were judged and are not committed yet.</summary>
    private RecurringTemplate Now(RecurringTemplate template) => _following.GetValueOrDefault(template.Id) ?? template;

    private static IEnumerable<ExpectedEntry> ToCome(Chart chart, RecurringTemplate template, Transaction row)
    {
        var entry = template.Transaction with { CategoryId = chart.CategoryNow(template.Transaction.CategoryId)?.Id };
        return MatchScore.OfAmount(row.Amount, entry.Amount, template.FollowAmount) is null
            ? []
            : template.Rule.After(row.Date.AddDays(-Reach - 1))
                .TakeWhile(occurrence => occurrence.NominalDate <= row.Date.AddDays(Reach))
                .Where(occurrence => IsNear(row, occurrence.NominalDate) || IsNear(row, occurrence.Date))
                .Where(occurrence => template.CanCover(occurrence.NominalDate))
                .Select(occurrence => new ExpectedEntry(
                    template, occurrence.NominalDate, [occurrence.NominalDate, occurrence.Date], entry, IsEntered: false));
    }

    private static bool IsNear(Transaction row, DateOnly day) => Math.Abs(day.DayNumber - row.Date.DayNumber) <= MatchScore.MaxDays;

    // One that an import brought or was matched to is taken; one that the user made another kind of entry of is none of the template's.
    private static bool IsOpen(LedgerSnapshot ledger, Transaction entry, Transaction row) =>
        entry.ImportId is null && entry.Type == row.Type && ledger.Chart.AccountNow(entry.AccountId).Id == row.AccountId;

    private async Task<IReadOnlyList<Entered>> EnteredInAsync(
        LedgerSnapshot ledger,
        Month month,
        Transaction row,
        CancellationToken cancellationToken)
    {
        if (_entered.TryGetValue((month, row.AccountId), out var entered))
        {
            return entered;
        }

        await known.LoadAsync(ledger, [month], cancellationToken);
        var templates = _templates!.Where(templates => templates.Key.AccountId == row.AccountId).SelectMany(templates => templates);
        return _entered[(month, row.AccountId)] = [.. templates.SelectMany(template => EnteredOf(template, month))];
    }

    /// <summary>The entries of a template that stand, or were entered, in a month: rules of long ago may have made them, so any day is tried.</summary>
    private IEnumerable<Entered> EnteredOf(RecurringTemplate template, Month month)
    {
        for (var nominal = month.FirstDay.AddDays(-LongestShift); nominal <= month.LastDay.AddDays(LongestShift); nominal = nominal.AddDays(1))
        {
            if (known.FindTail(month, OccurrenceWriter.TailOf(template.Id, nominal)) is { } id)
            {
                yield return new Entered(template.Id, nominal, TransactionId.Parse(id));
            }
        }
    }

    private async Task<Transaction?> FindAsync(LedgerSnapshot ledger, TransactionId id, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(id, out var entry))
        {
            return entry;
        }

        if (_entries.Count == MaxRemembered)
        {
            _entries.Clear();
        }

        return _entries[id] = await reader.FindTransactionAsync(ledger.Owner, id, cancellationToken);
    }

    private readonly record struct Entered(string TemplateId, DateOnly NominalDate, TransactionId Id);
}
