using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Recurring.Detection;

/// <summary>
/// Offers as templates what recurs in the history. What it costs follows the entries of the last two years, never those before: nothing of
/// it is stored but what the user does not want to be offered again.
/// </summary>
public sealed class DetectionService(LedgerStore ledgers, RecurringService recurring, TimeProvider clock)
{
    private const string Noun = "detected recurring entry";

    // Two years, and a month for a yearly bill that was late.
    private const int MonthsRead = 25;

    /// <summary>What recurs, the surest first.</summary>
    /// <param name="on">As of which day; null for today in the user's zone.</param>
    /// <param name="dismissed">Those that were dismissed instead of those that were not.</param>
    public Task<Result<IReadOnlyList<DetectedRecurring>>> ListAsync(
        Caller caller,
        DateOnly? on,
        bool dismissed,
        CancellationToken cancellationToken) => ledgers.ReadAsync<IReadOnlyList<DetectedRecurring>>(
            caller,
            LedgerPart.Everything,
            async (ledger, token) =>
            {
                var found = await FindAsync(ledger, on ?? TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone), token);
                var gone = await DismissedAsync(ledger.Owner, token);
                return (found.Where(detected => gone.Contains(detected.Id) == dismissed).ToList(), true);
            },
            cancellationToken);

    /// <summary>Keeps something from being offered again; nothing is written where it is kept from it already.</summary>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public Task<Result<Dismissal>> DismissAsync(Change change, string id, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<Dismissal>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                if (await draft.FindAsync(LedgerKeys.Dismissed(id), token) is { } row)
                {
                    return DismissedRow.Read(row);
                }

                var found = await FindAsync(draft, id, token);
                if (!found.IsOk)
                {
                    return found.Error;
                }

                var dismissal = new Dismissal(id, found.Value.Name, draft.Now);
                var added = DismissedRow.Write(draft.Owner, dismissal);
                draft.Stage(new RowChange(RowChangeKind.Put, added));
                draft.Record("detected.dismissed", id, null, added);
                return dismissal;
            },
            cancellationToken);

    /// <summary>Lets something that was dismissed be offered again.</summary>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public Task<Result<Dismissal>> RestoreAsync(Change change, string id, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<Dismissal>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                if (await draft.FindAsync(LedgerKeys.Dismissed(id), token) is not { } row)
                {
                    return Errors.NotFound("dismissal");
                }

                draft.Stage(new RowChange(RowChangeKind.Delete, row));
                draft.Record("detected.restored", id, row, null);
                return DismissedRow.Read(row);
            },
            cancellationToken);

    /// <summary>Makes the template that is offered; it begins with the next occurrence from today on.</summary>
    /// <returns>Errors: <c>not_found</c>, also where a template enters it already; <c>too_many_recurring</c>.</returns>
    public Task<Result<TemplateInLedger>> AcceptAsync(Change change, string id, CancellationToken cancellationToken) =>
        recurring.CreateAsync(
            change,
            async (draft, token) => (await FindAsync(draft, id, token)).Map(detected => detected.Template),
            cancellationToken);

    private async Task<Result<DetectedRecurring>> FindAsync(LedgerDraft draft, string id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(draft.Before, TemplateRules.TodayOf(draft), cancellationToken);
        return found.FirstOrDefault(detected => detected.Id == id) is { } asked ? asked : Errors.NotFound(Noun);
    }

    private async Task<IReadOnlyList<DetectedRecurring>> FindAsync(LedgerSnapshot ledger, DateOnly on, CancellationToken cancellationToken)
    {
        var first = on > LedgerDates.First.AddMonths(MonthsRead) ? on.AddMonths(-MonthsRead) : LedgerDates.First;
        var (from, to) = LedgerKeys.TransactionsOf(new DateRange(first, on));
        var entries = new List<HistoryEntry>();
        await foreach (var row in ledgers.Reader.RangeAsync(
            ledger.Owner, from, to, HistoryEntry.Properties, cancellationToken: cancellationToken))
        {
            if (!HistoryEntry.IsOfTemplate(row))
            {
                entries.Add(HistoryEntry.Read(row, ledger.Chart));
            }
        }

        return new Detector(ledger.Chart, on).Find(entries, ledger.Plans.Templates);
    }

    private async Task<HashSet<string>> DismissedAsync(UserId owner, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var (from, to) = (LedgerKeys.DismissedPrefix, KeyText.After(LedgerKeys.DismissedPrefix));
        await foreach (var row in ledgers.Reader.RangeAsync(owner, from, to, ["Name", "DismissedAt"], cancellationToken: cancellationToken))
        {
            ids.Add(DismissedRow.Read(row).Id);
        }

        return ids;
    }
}
