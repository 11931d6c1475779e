using System.Reflection;
using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Core.Categories;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Audit;

/// <summary>What every commit notes of what it changed, whatever feature made it.</summary>
public sealed class DraftChangesTests
{
    /// <summary>Rows that clients do not see as things, or that follow from others.</summary>
    private static readonly HashSet<string> NoThings = new(StringComparer.Ordinal)
    {
        LedgerKeys.TransactionPrefix, LedgerKeys.MovedPrefix, LedgerKeys.YearPrefix, LedgerKeys.DaysPrefix, LedgerKeys.AuditPrefix,
        LedgerKeys.OncePrefix, LedgerKeys.WebhookAttemptPrefix,
        // Told by the difference before and after.
        LedgerKeys.AccountPrefix, LedgerKeys.CategoryPrefix, LedgerKeys.BudgetPrefix, LedgerKeys.RecurringPrefix, LedgerKeys.WebhookPrefix,
        LedgerKeys.GrantPrefix,
    };

    [Fact]
    public async Task Commit_TransactionEnteredChangedAndDeleted_NamesItWithItsPlacesAndTheAccounts()
    {
        var ledger = await TestLedger.CreateAsync();
        var (food, pay) = (await ledger.AddCategoryAsync("Food", CategoryType.Expense), await ledger.AddCategoryAsync("Pay", CategoryType.Income));

        var entry = await ledger.AddAsync(TransactionType.Expense, "12.50", "2026-06-01", food);
        var created = await LastAsync(ledger);
        var patch = new TransactionPatch { Type = Optional<TransactionType>.Of(TransactionType.Income), CategoryId = Optional<string>.Of(pay) };
        Assert.True((await ledger.Transactions.UpdateAsync(ledger.Change, entry.Id, patch, default)).IsOk);
        var updated = await LastAsync(ledger);
        Assert.True((await ledger.Transactions.DeleteAsync(ledger.Change, entry.Id, default)).IsOk);
        var deleted = await LastAsync(ledger);

        Assert.Equal([$"Transaction {entry.Id} Created - Expense:{food}", $"Account {ledger.Checking} Updated"], created);
        Assert.Equal([$"Transaction {entry.Id} Updated Expense:{food} Income:{pay}", $"Account {ledger.Checking} Updated"], updated);
        Assert.Equal([$"Transaction {entry.Id} Deleted Income:{pay} -", $"Account {ledger.Checking} Updated"], deleted);
    }

    [Fact]
    public async Task Commit_ContributionOutOfATransaction_NamesEverythingThatItTouches()
    {
        var ledger = await TestLedger.CreateAsync();
        var entry = await ledger.AddAsync(TransactionType.Expense, "100", "2026-06-01");
        var goals = new GoalService(ledger.Ledgers, ledger.Clock);
        var goal = (await goals.CreateAsync(ledger.Change, new NewGoal { Name = "Boat", Target = new AmountText("target_amount", "400"), Type = GoalType.Savings }, default)).Value.Goal;
        Assert.Equal([$"Goal {goal.Id} Created"], await LastAsync(ledger));
        ledger.Clock.Now += TimeSpan.FromHours(1);
        var contributions = new ContributionService(ledger.Ledgers, ledger.Clock);

        var made = await contributions.ContributeAsync(ledger.Change, goal.Id, new NewContribution { TransactionId = entry.Id.ToString() }, default);
        var changes = await LastAsync(ledger);
        Assert.True((await contributions.UndoAsync(ledger.Change, goal.Id, made.Value.Contribution.Id, default)).IsOk);

        Assert.Equal(
            [
                $"Contribution {made.Value.Contribution.Id} Created of {goal.Id}", $"Goal {goal.Id} Updated", "Notification 7zzzzzzy Created",
                $"Transaction {entry.Id} Updated Expense: Expense:",
            ],
            changes.Select(change => change.StartsWith("Notification", StringComparison.Ordinal) ? "Notification 7zzzzzzy Created" : change).Order(StringComparer.Ordinal));
        Assert.Contains($"Contribution {made.Value.Contribution.Id} Deleted of {goal.Id}", await LastAsync(ledger));
    }

    [Fact]
    public async Task Commit_CategoryAndAccountGone_NamesThemDeletedAndTellsTheirRows()
    {
        var ledger = await TestLedger.CreateAsync();
        var (parent, taker) = (await ledger.AddCategoryAsync("Food", CategoryType.Expense), await ledger.AddCategoryAsync("All", CategoryType.Expense));
        var child = await ledger.AddCategoryAsync("Lunch", CategoryType.Expense, parent);
        var other = await ledger.AddAccountAsync("Card");
        await ledger.AddAsync(TransactionType.Expense, "5", "2026-06-01", parent, other);

        Assert.True((await new CategoryService(ledger.Ledgers, ledger.Clock).DeleteAsync(ledger.Change, parent, taker, default)).IsOk);
        var category = await LastItemAsync(ledger);
        Assert.True((await new AccountService(ledger.Ledgers).DeleteAsync(ledger.Change, other, ledger.Checking, default)).IsOk);
        var account = await LastItemAsync(ledger);

        Assert.Equal(
            [$"Category {child} Updated", $"Category {parent} Deleted"],
            category.Changes!.OrderBy(change => change.Fate).Select(Describe));
        Assert.Equal([parent, child], category.Rows.Select(row => AuditedThing.Read(row.Before!)!.Value.Id));
        Assert.Equal(parent, ((Category)AuditedThing.Read(category.Rows[1].Before!)!.Value.Thing).ParentId);
        Assert.Equal(
            [$"Account {ledger.Checking} Updated", $"Account {other} Deleted"],
            account.Changes!.OrderBy(change => change.Fate).Select(Describe));
        Assert.Equal([other, ledger.Checking], account.Rows.Select(row => AuditedThing.Read(row.Before!)!.Value.Id));
    }

    [Fact]
    public void Prefixes_AllThatLedgersHave_AreThingsOrLeftOutOnPurpose()
    {
        var prefixes = typeof(LedgerKeys).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name.EndsWith("Prefix", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Empty(prefixes.Except(DraftChanges.RowKinds.Keys).Except(NoThings));
    }

    [Fact]
    public void Pack_RowsThatCannotBeCompressed_KeepsWhatFitsARow()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 90).Select(number => new AuditedRow(
            new Row("p", $"tx-{number}").Set("Notes", string.Concat(Enumerable.Range(0, 10_000).Select(_ => (char)random.Next(0x4e00, 0x9fff)))), null));
        var entry = new AuditEntry("transactions.changed", "ledger", [.. rows]);
        var user = TestLedger.NewCaller(TimeProvider.System);

        var row = AuditRow.Write(user.User, 2, "commit", user, DateTimeOffset.UnixEpoch, entry, []);

        Assert.Single(new Batch(user.User.ToString()).Add(new RowChange(RowChangeKind.Add, row)).Changes);
        Assert.InRange(AuditRow.Read(row).Rows.Count, 20, 89);
    }

    private static async Task<IReadOnlyList<string>> LastAsync(TestLedger ledger) => [.. (await LastItemAsync(ledger)).Changes!.Select(Describe)];

    private static async Task<AuditItem> LastItemAsync(TestLedger ledger)
    {
        var filter = new AuditFilter(null, null, null, null, null, null, null);
        var page = await new AuditService(ledger.Ledgers).ListAsync(ledger.Caller, filter, new PageRequest(1, null), default);
        return page.Value.Items[0];
    }

    private static string Describe(ThingChange change) => change.Kind switch
    {
        ThingKind.Transaction => $"{change.Kind} {change.Id} {change.Fate} {Describe(change.Before)} {Describe(change.After)}",
        ThingKind.Contribution => $"{change.Kind} {change.Id} {change.Fate} of {change.ParentId}",
        _ => $"{change.Kind} {change.Id} {change.Fate}",
    };

    private static string Describe(EntryPlace? place) => place is null ? "-" : $"{place.Type}:{string.Join(',', place.CategoryIds)}";
}
