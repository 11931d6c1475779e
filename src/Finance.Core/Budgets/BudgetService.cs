using Finance.Core.Ledgers;

namespace Finance.Core.Budgets;

/// <summary>A budget that is gone.</summary>
public sealed record DeletedBudget(string Id);

/// <summary>Makes, reads, changes and deletes budgets.</summary>
public sealed class BudgetService(LedgerStore ledgers, TimeProvider clock)
{
    public const int DefaultPeriods = 24;
    public const int MaxPeriods = 120;
    private const string Noun = "budget";

    /// <returns>Errors: <c>validation_failed</c>, <c>too_many_budgets</c>.</returns>
    public Task<Result<BudgetInLedger>> CreateAsync(Change change, NewBudget asked, CancellationToken cancellationToken)
    {
        var id = LedgerKeys.NewId();
        return ledgers.ChangeAsync<BudgetInLedger>(
            change,
            LedgerPart.Budgets,
            async (draft, token) =>
            {
                var made = Add(draft, id, asked);
                if (!made.IsOk)
                {
                    return made.Error;
                }

                draft.Record("budget.created", id, null, BudgetRow.Write(draft.Owner, made.Value));
                return (await ShowAsync(draft, [made.Value], token))[0];
            },
            cancellationToken);
    }

    /// <summary>Every budget with its current period, oldest first, those that have not begun or are over too.</summary>
    /// <param name="on">As of which day; null for today in the user's zone.</param>
    public Task<Result<IReadOnlyList<BudgetInLedger>>> ListAsync(Caller caller, DateOnly? on, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<BudgetInLedger>>(
            caller,
            on,
            async (ledger, reader, token) => await reader.CurrentAsync(ledger.Plans.Budgets, token),
            cancellationToken);

    /// <summary>Every budget with its current period: exceeded ones first, then those with a warning, the highest per cent first.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public async Task<Result<IReadOnlyList<BudgetInLedger>>> StatusAsync(Caller caller, DateOnly? on, CancellationToken cancellationToken) =>
        (await ListAsync(caller, on, cancellationToken)).Map<IReadOnlyList<BudgetInLedger>>(budgets =>
        [
            .. budgets
                .OrderByDescending(found => found.Current.Status)
                .ThenByDescending(found => found.Current.Percent)
                .ThenBy(found => found.Budget.Name, StringComparer.Ordinal)
                .ThenBy(found => found.Budget.Id, StringComparer.Ordinal),
        ]);

    /// <param name="on">As of which day; null for today in the user's zone.</param>
    /// <param name="periods">How many periods of history, the current one included: 1 to <see cref="MaxPeriods"/>.</param>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public Task<Result<BudgetDetails>> GetAsync(
        Caller caller,
        string id,
        DateOnly? on,
        int periods,
        CancellationToken cancellationToken) => ReadAsync<BudgetDetails>(
            caller,
            on,
            async (ledger, reader, token) => ledger.Plans.FindBudget(id) is { } budget
                ? await reader.DetailsAsync(budget, periods, token)
                : Errors.NotFound(Noun),
            cancellationToken);

    /// <summary>
    /// Changes the fields that the patch names; nothing is written when nothing differs. A changed amount counts from the period that it
    /// names on; everything else for the past too.
    /// </summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public Task<Result<BudgetInLedger>> UpdateAsync(Change change, string id, BudgetPatch patch, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<BudgetInLedger>(
            change,
            LedgerPart.Budgets,
            async (draft, token) =>
            {
                var found = Find(draft, change, id);
                var applied = found.Then(budget => BudgetRules.Apply(draft, budget, patch));
                if (!applied.IsOk)
                {
                    return applied.Error;
                }

                if (!ReferenceEquals(applied.Value, found.Value))
                {
                    draft.Put(applied.Value);
                    draft.Record(
                        "budget.updated", id, BudgetRow.Write(draft.Owner, found.Value), BudgetRow.Write(draft.Owner, applied.Value));
                }

                return (await ShowAsync(draft, [applied.Value], token))[0];
            },
            cancellationToken);

    /// <summary>Deletes a budget; entries are not touched.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<DeletedBudget>> DeleteAsync(Change change, string id, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<DeletedBudget>(
            change,
            LedgerPart.Budgets,
            (draft, _) => Task.FromResult(Find(draft, change, id).Map(budget =>
            {
                draft.Delete(budget);
                draft.Record("budget.deleted", id, BudgetRow.Write(draft.Owner, budget), null);
                return new DeletedBudget(id);
            })),
            cancellationToken);

    /// <summary>Puts a new budget into a draft, whose change the caller records.</summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>too_many_budgets</c>.</returns>
    internal static Result<Budget> Add(LedgerDraft draft, string id, NewBudget asked)
    {
        var made = BudgetRules.Make(draft, id, asked);
        if (!made.IsOk)
        {
            return made;
        }

        if (draft.Plans.AllBudgets.Count >= BudgetRules.MaxBudgets)
        {
            return Errors.TooManyBudgets(BudgetRules.MaxBudgets);
        }

        draft.Put(made.Value);
        return made;
    }

    /// <summary>Budgets with their current periods as a draft leaves the ledger, as of today, in their order.</summary>
    internal static Task<List<BudgetInLedger>> ShowAsync(
        LedgerDraft draft,
        IEnumerable<Budget> budgets,
        CancellationToken cancellationToken)
    {
        var today = BudgetRules.TodayOf(draft);
        return new BudgetReader(new SpendingSource(draft), today, today).CurrentAsync(budgets, cancellationToken);
    }

    private static Result<Budget> Find(LedgerDraft draft, Change change, string id)
    {
        if (draft.Plans.FindBudget(id) is not { } budget)
        {
            return Errors.NotFound(Noun);
        }

        return change.IfMatch?.Accepts(budget.Version) == false ? Errors.PreconditionFailed() : budget;
    }

    private Task<Result<T>> ReadAsync<T>(
        Caller caller,
        DateOnly? on,
        Func<LedgerSnapshot, BudgetReader, CancellationToken, Task<Result<T>>> read,
        CancellationToken cancellationToken) => ledgers.ReadAsync<T>(
            caller,
            LedgerPart.Budgets,
            async (ledger, token) =>
            {
                var today = TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone);
                var source = new SpendingSource(ledger, ledgers.Reader);
                var result = await read(ledger, new BudgetReader(source, today, on ?? today), token);
                return (result, source.HasRead);
            },
            cancellationToken);
}
