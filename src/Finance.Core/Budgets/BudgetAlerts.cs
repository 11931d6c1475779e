using System.Globalization;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Transactions;

namespace Finance.Core.Budgets;

/// <summary>
/// Tells the user of thresholds that the spending of a budget has reached, in the commit that reached them: once for each budget, period and
/// threshold, however often spending falls and rises again. Looks at what is, not at what changed, so that what one commit has no room for a
/// later one tells.
/// </summary>
internal sealed class BudgetAlerts : ILedgerFollower
{
    /// <summary>The period of today, and the one before it, for entries that come late.</summary>
    private const int PeriodsTold = 2;

    /// <summary>The notification and the budget that remembers it; a row is left for the answer to an idempotency key.</summary>
    private const int RoomNeeded = 3;

    public async Task FollowAsync(LedgerDraft draft, LedgerReader reader, CancellationToken cancellationToken)
    {
        if (draft.DefersAlerts || draft.Plans.AllBudgets.IsEmpty)
        {
            return;
        }

        var today = BudgetRules.TodayOf(draft);
        var concerned = Concerned(draft, today).Where(concern => concern.Periods.Count > 0).ToList();
        if (concerned.Count == 0)
        {
            return;
        }

        var budgets = new BudgetReader(new SpendingSource(draft), today, today);
        var figures = await budgets.FiguresAsync(concerned.Select(concern => concern.Budget), PeriodsTold, cancellationToken);
        foreach (var (concern, last) in concerned.Zip(figures))
        {
            foreach (var period in last.Where(period => concern.Periods.Contains(period.Period)))
            {
                Tell(draft, concern, period, today);
            }
        }
    }

    /// <summary>The budgets with the periods of which there may be something to tell.</summary>
    private static IEnumerable<Concern> Concerned(LedgerDraft draft, DateOnly today)
    {
        var entries = draft.Entries
            .SelectMany(change => new[] { change.Old, change.New })
            .OfType<Transaction>()
            .Where(entry => entry.Type != TransactionType.Transfer && entry.Date <= today)
            .ToList();
        if (entries.Count == 0 && !draft.TellsDeferred && ReferenceEquals(draft.Plans.AllBudgets, draft.Before.Plans.AllBudgets))
        {
            yield break;
        }

        var reach = new CategoryReach(draft.Chart);
        foreach (var budget in draft.Plans.Budgets.Where(budget => !budget.OnlyWatches))
        {
            var scope = reach.ScopeOf(budget);
            var days = entries.Where(entry => Counts(entry, scope, draft)).Select(entry => entry.Date).ToList();
            var isChanged = !ReferenceEquals(draft.Before.Plans.FindBudget(budget.Id), budget);
            var toldOf = Told(BudgetPeriods.Of(budget, draft.Head.Profile.Settings.FirstWeekday), today).ToList();
            yield return new Concern(budget, toldOf, [.. toldOf.Where(period =>
                draft.TellsDeferred || days.Any(day => Concerns(budget, period, day)) || (isChanged && period.Contains(today)))]);
        }
    }

    private static IEnumerable<DateRange> Told(BudgetPeriods periods, DateOnly today)
    {
        var number = periods.NumberOf(today);
        for (var told = Math.Max(0, number - PeriodsTold + 1); told <= Math.Min(number, periods.Last ?? number); told++)
        {
            yield return periods[told];
        }
    }

    private static bool Counts(Transaction entry, BudgetScope scope, LedgerDraft draft) =>
        draft.Chart.AllAccounts[entry.AccountId].Currency == scope.Currency && entry.Parts().Any(part => scope.Counts(part.CategoryId));

    private static bool Concerns(Budget budget, DateRange period, DateOnly day) =>
        day <= period.To && (day >= period.From || budget.Rollover != RolloverRule.None);

    private static void Tell(LedgerDraft draft, Concern concern, BudgetPeriodFigures period, DateOnly today)
    {
        var budget = draft.Plans.FindBudget(concern.Budget.Id)!;
        var told = budget.Alerts.FirstOrDefault(alert => alert.PeriodStart == period.Period.From).Threshold;
        if (ReachedIn(period, budget.AlertThreshold) is not { } reached || reached <= told || draft.Room < RoomNeeded)
        {
            return;
        }

        // Of periods before these nothing can be told any more.
        var others = budget.Alerts.Where(alert =>
            alert.PeriodStart != period.Period.From && concern.Told.Any(other => other.From == alert.PeriodStart));
        draft.Put(budget with { Alerts = [.. others, new BudgetAlert(period.Period.From, reached)] });
        var title = Title(budget, period, reached, today);
        draft.Notify(new NewNotification(NotificationKind.BudgetThreshold, title, Detail(period), budget.Id));
    }

    /// <summary>The highest threshold that was reached, in ten-thousandths; all of what is available only counts once it is exceeded.</summary>
    private static int? ReachedIn(BudgetPeriodFigures period, int alertThreshold)
    {
        var (spent, available) = (period.Spent.Minor, period.Available.Minor);
        if (period.IsOnlyWatched || spent <= 0)
        {
            return null;
        }

        int? exceeded = spent > available ? BudgetRules.Whole : null;
        return BudgetView.Reaches(spent, available, alertThreshold) ? Math.Max(alertThreshold, exceeded ?? 0) : exceeded;
    }

    // A late entry tells of the period before: its days stand in the title, so that nobody takes it for the same news again.
    private static string Title(Budget budget, BudgetPeriodFigures period, int reached, DateOnly today)
    {
        var (from, to) = (LedgerDates.Format(period.Period.From), LedgerDates.Format(period.Period.To));
        var what = period.Period.Contains(today) ? "the budget" : $"the budget of {from} to {to}";
        var isExceeded = reached == BudgetRules.Whole && period.Status == BudgetStatus.Exceeded;
        var share = string.Create(CultureInfo.InvariantCulture, $"{reached / 100m:0.##} %");
        return isExceeded ? $"{budget.Name}: {what} is exceeded" : $"{budget.Name}: {share} of {what} is spent";
    }

    private static string Detail(BudgetPeriodFigures period)
    {
        var days = $"from {LedgerDates.Format(period.Period.From)} to {LedgerDates.Format(period.Period.To)}";
        var spent = $"{period.Spent} of {period.Available} {period.Spent.Currency.Code} are spent in the period {days}";
        return period.Status == BudgetStatus.Exceeded ? $"{spent}: {-period.Remaining} too much." : $"{spent}; {period.Remaining} are left.";
    }

    /// <param name="Told">The periods that the user is told of at all.</param>
    /// <param name="Periods">Those of them that the draft may have changed something of.</param>
    private sealed record Concern(Budget Budget, IReadOnlyList<DateRange> Told, IReadOnlyList<DateRange> Periods);
}
