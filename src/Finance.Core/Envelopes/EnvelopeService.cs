using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Envelopes;

/// <summary>
/// Shows the envelopes of a month and assigns money to them. What an answer costs follows the number of years, never that of the
/// transactions.
/// </summary>
public sealed class EnvelopeService(LedgerStore ledgers, TimeProvider clock)
{
    /// <summary>Decides what is to be assigned in a month: minor units by envelope, only those that are to be set.</summary>
    private delegate Result<Dictionary<string, long>> Decision(EnvelopeBook book, EnvelopeMonth month);

    /// <returns>Errors: <c>not_registered</c> and those of every call.</returns>
    public Task<Result<EnvelopeMonth>> GetAsync(Caller caller, EnvelopeQuery query, CancellationToken cancellationToken) =>
        ledgers.ReadAsync<EnvelopeMonth>(
            caller,
            LedgerPart.Budgets,
            async (ledger, token) =>
            {
                var month = query.Month ?? (query.On is { } day ? Month.Of(day) : CurrentMonth(ledger, clock.GetUtcNow()));
                var through = query.On < month.LastDay ? query.On.Value : month.LastDay;
                var reader = new EnvelopeReader(ledgers.Reader, ledger);
                var book = await reader.ReadAsync(through, token);
                return (book.Show(month), reader.HasRead);
            },
            cancellationToken);

    /// <summary>Sets what is assigned to an envelope in a month; nothing is written where it is that already.</summary>
    /// <param name="month">Null for the current one.</param>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public Task<Result<ChangedEnvelopes>> AssignAsync(
        Change change,
        string categoryId,
        Month? month,
        AmountText assigned,
        CancellationToken cancellationToken) =>
        ChangeAsync(change, month, "envelopes.set", (book, _) => EnvelopeRules.Assign(book, categoryId, assigned), cancellationToken);

    /// <summary>Moves what is available in one envelope to another.</summary>
    /// <returns>Errors: <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public Task<Result<ChangedEnvelopes>> MoveAsync(Change change, EnvelopeMove asked, CancellationToken cancellationToken) =>
        ChangeAsync(change, asked.Month, "envelopes.moved", (book, month) => EnvelopeRules.Move(book, month, asked), cancellationToken);

    /// <summary>Sets what is assigned to every envelope in a month by a rule; more may be assigned than there is.</summary>
    /// <returns>Errors: <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public Task<Result<ChangedEnvelopes>> AssignByRuleAsync(Change change, AssignRequest asked, CancellationToken cancellationToken) =>
        ChangeAsync(change, asked.Month, "envelopes.assigned", (book, month) => EnvelopeRules.Apply(book, month, asked), cancellationToken);

    private static Month CurrentMonth(LedgerSnapshot ledger, DateTimeOffset now) => Month.Of(TimeZones.DayOf(now, ledger.Profile.TimeZone));

    private Task<Result<ChangedEnvelopes>> ChangeAsync(
        Change change,
        Month? month,
        string action,
        Decision decide,
        CancellationToken cancellationToken) => ledgers.ChangeAsync<ChangedEnvelopes>(
            change,
            LedgerPart.Budgets,
            async (draft, token) =>
            {
                var asked = month ?? CurrentMonth(draft.Before, draft.Now);
                var book = await new EnvelopeReader(ledgers.Reader, draft.Before).ReadAsync(asked.LastDay, token);
                if (change.IfMatch?.Accepts(book.Plan.Version) == false)
                {
                    return Errors.PreconditionFailed();
                }

                var decided = decide(book, book.Show(asked));
                return decided.IsOk ? Commit(draft, book, asked, action, decided.Value) : decided.Error;
            },
            cancellationToken);

    private static ChangedEnvelopes Commit(
        LedgerDraft draft,
        EnvelopeBook book,
        Month month,
        string action,
        Dictionary<string, long> assigned)
    {
        var before = book.AssignedIn(month);
        var changes = assigned
            .Where(envelope => envelope.Value != before.GetValueOrDefault(envelope.Key))
            .Select(envelope => (Id: envelope.Key, Before: before.GetValueOrDefault(envelope.Key), After: envelope.Value))
            .OrderBy(change => book.Chart.FindCategory(change.Id)?.Name ?? "\uFFFF", StringComparer.Ordinal)
            .ThenBy(change => change.Id, StringComparer.Ordinal)
            .ToList();
        if (changes.Count == 0)
        {
            return new ChangedEnvelopes(book.Show(month), []);
        }

        // What categories that are gone were assigned stays theirs: the envelope gets the difference.
        var plan = changes.Aggregate(
            book.Plan with { Version = draft.Version },
            (sum, change) => sum.Add(new AssignedCell(month, change.Id), checked(change.After - change.Before)));
        draft.Stage(new RowChange(RowChangeKind.Put, EnvelopePlanRow.Write(draft.Owner, plan, month.Year)));
        draft.Remember(LedgerKeys.EnvelopesIn(plan.Currency), plan);
        draft.Record(
            action,
            month.ToString(),
            EnvelopeAudit.Write(draft.Owner, plan, month, changes.Select(change => (change.Id, change.Before))),
            EnvelopeAudit.Write(draft.Owner, plan, month, changes.Select(change => (change.Id, change.After))));
        return new ChangedEnvelopes(
            (book with { Plan = plan }).Show(month),
            [.. changes.Select(change => new EnvelopeChange(
                change.Id.Length == 0 ? null : change.Id, book.MoneyOf(change.Before), book.MoneyOf(change.After)))]);
    }
}
