using System.Globalization;
using Finance.Core.Audits;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Goals;

/// <summary>A ledger with the services of goals, as one process sees it. It is 15 June 2026.</summary>
internal sealed class GoalLedger
{
    private GoalLedger(TestLedger ledger)
    {
        Ledger = ledger;
        Goals = new GoalService(ledger.Ledgers, ledger.Clock);
        Contributions = new ContributionService(ledger.Ledgers, ledger.Clock);
    }

    internal TestLedger Ledger { get; }

    internal GoalService Goals { get; }

    internal ContributionService Contributions { get; }

    internal static async Task<GoalLedger> CreateAsync(ITableStore? store = null, bool allowFutureDates = false, string timeZone = "UTC") =>
        new(await TestLedger.CreateAsync(store, allowFutureDates: allowFutureDates, timeZone: timeZone));

    /// <summary>The same ledger as another process sees it.</summary>
    internal GoalLedger Reopen(ITableStore? store = null) => new(Ledger.Reopen(store));

    internal static DateOnly Day(string text) => LedgerDates.TryParse(text, out var day) ? day : throw new FormatException(text);

    internal static AmountText Amount(string digits, string field = "amount") => new(field, digits);

    internal static NewGoal Asked(string target = "1000", GoalType type = GoalType.Savings) =>
        new() { Name = "Car", Target = Amount(target, "target_amount"), Type = type };

    internal async Task<Goal> AddAsync(NewGoal asked) => Ok(await Goals.CreateAsync(Ledger.Change, asked, default)).Goal;

    internal Task<Goal> AddAsync(string target = "1000") => AddAsync(Asked(target));

    internal async Task<GoalInLedger> GetAsync(string id, string? on = null) =>
        Ok(await Goals.GetAsync(Ledger.Caller, id, on is null ? null : Day(on), default));

    internal async Task<GoalInLedger> UpdateAsync(string id, GoalPatch patch) => Ok(await Goals.UpdateAsync(Ledger.Change, id, patch, default));

    internal Task<Result<ContributedGoal>> TryAsync(string id, NewContribution asked) =>
        Contributions.ContributeAsync(Ledger.Change, id, asked, default);

    internal async Task<GoalContribution> PutInAsync(string id, string amount, string? date = null) => Ok(await TryAsync(
        id, new NewContribution { Amount = Amount(amount), Date = date is null ? null : Day(date) })).Contribution;

    internal Task<Result<ContributedGoal>> TryLinkAsync(string id, Transaction transaction, string? amount = null) => TryAsync(
        id,
        new NewContribution { TransactionId = transaction.Id.ToString(), Amount = amount is null ? null : Amount(amount) });

    internal async Task<GoalContribution> LinkAsync(string id, Transaction transaction, string? amount = null) =>
        Ok(await TryLinkAsync(id, transaction, amount)).Contribution;

    internal async Task<GoalInLedger> UndoAsync(GoalContribution contribution) =>
        Ok(await Contributions.UndoAsync(Ledger.Change, contribution.GoalId, contribution.Id, default)).Goal;

    /// <summary>An expense of 10 June 2026, or another day.</summary>
    internal Task<Transaction> SpendAsync(string amount, string date = "2026-06-10") =>
        Ledger.AddAsync(TransactionType.Expense, amount, date);

    internal async Task<Transaction> EditAsync(Transaction transaction, TransactionPatch patch) =>
        Ok(await Ledger.Transactions.UpdateAsync(Ledger.Change, transaction.Id, patch, default)).Transaction;

    internal Task<Transaction> EditAsync(Transaction transaction, string amount) =>
        EditAsync(transaction, new TransactionPatch { Amount = Amount(amount) });

    internal async Task<Transaction> ReadAsync(Transaction transaction) =>
        Ok(await Ledger.Transactions.GetAsync(Ledger.Caller, transaction.Id, default)).Transaction;

    /// <summary>All contributions of a goal, newest first, as <c>2026-06-10 12.50</c>.</summary>
    internal async Task<IReadOnlyList<string>> ListAsync(string id, string on = "2199-12-31") =>
        [.. (await PageAsync(id, on)).Items.Select(item => $"{LedgerDates.Format(item.Date)} {item.Amount}")];

    internal async Task<Page<GoalContribution>> PageAsync(string id, string on = "2199-12-31") => Ok(
        await Contributions.ListAsync(Ledger.Caller, id, Day(on), new PageRequest(PageRequest.MaxLimit, null), default));

    /// <summary>The milestones that the user was told of, in order, in percent.</summary>
    internal async Task<IReadOnlyList<int>> ToldAsync(string id)
    {
        var told = new List<Notification>();
        var (from, to) = (LedgerKeys.NotificationPrefix, KeyText.After(LedgerKeys.NotificationPrefix));
        await foreach (var row in new LedgerReader(Ledger.Store).RangeAsync(Ledger.Caller.User, from, to))
        {
            told.Add(NotificationRow.Read(row));
        }

        return
        [
            .. told
                .Where(notification => notification.Kind == NotificationKind.GoalMilestone && notification.SubjectId == id)
                .OrderBy(notification => notification.Number)
                .Select(notification => notification.Title.Contains('%', StringComparison.Ordinal) ? PercentIn(notification.Title) : 100),
        ];
    }

    /// <summary>Fails the test where any sum of the ledger is not what it should be.</summary>
    internal async Task VerifyAsync()
    {
        var verified = await new LedgerVerifier(Ledger.Reopen().Ledgers).VerifyAsync(Ledger.Caller, Ledger.Caller.User, default);
        Assert.Equal([], verified.Value.Differences);
    }

    internal static T Ok<T>(Result<T> result) =>
        result.IsOk ? result.Value : throw new InvalidOperationException($"{result.Error.Code}: {result.Error.Detail}");

    private static int PercentIn(string title) => int.Parse(title.Split(' ')[^5], NumberStyles.None, CultureInfo.InvariantCulture);
}
