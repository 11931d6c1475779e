using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Bulk;
using Finance.Testing;
using static Finance.Core.Tests.Transactions.Bulk.BulkLedger;

namespace Finance.Core.Tests.Transactions.Bulk;

public sealed class BulkServiceTests
{
    [Fact]
    public async Task ChangeAsync_EveryKind_EachHasItsOutcomeInOrder()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Fare", CategoryType.Expense);
        var (first, second, third) = (await AddAsync(ledger), await AddAsync(ledger), await AddAsync(ledger));

        var result = await ledger.BulkAsync(
            Create("5", "2026-06-01", food),
            Update(first.Id, On("2026-05-30")),
            Categorize(second.Id, food),
            Delete(third.Id),
            Delete(third.Id));

        var outcomes = result.Value.Outcomes;
        Assert.Equal(
            [BulkStatus.Created, BulkStatus.Updated, BulkStatus.Updated, BulkStatus.Deleted, BulkStatus.Failed],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal("not_found", outcomes[4].Error?.Code);
        Assert.Equal(["2026-05-30 9.00 ", $"2026-06-01 5.00 {food}", $"2026-06-01 9.00 {food}"], await ledger.EntriesAsync());
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeAsync_OneEntrySeveralTimes_EachMeetsWhatTheOneBeforeLeft()
    {
        var ledger = await TestLedger.CreateAsync();
        var entry = await AddAsync(ledger);
        var other = await AddAsync(ledger);

        var result = await ledger.BulkAsync(
            Update(entry.Id, On("2026-04-01")),
            Update(entry.Id, Amount("7")),
            Update(entry.Id, On("2026-06-01")),
            Update(other.Id, On("2026-04-02")),
            Delete(other.Id),
            Update(other.Id, Amount("1")),
            Update(entry.Id, Amount("8"), version: entry.Version));

        Assert.Equal(
            [null, null, null, null, null, "not_found", "precondition_failed"],
            result.Value.Outcomes.Select(outcome => outcome.Error?.Code));
        Assert.Equal(["2026-06-01 7.00 "], await ledger.EntriesAsync());
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeAsync_SomeFail_TheOthersAreThereAndFieldsSayWhere()
    {
        var ledger = await TestLedger.CreateAsync(allowFutureDates: false);
        var split = await ledger.AddAsync(New("9", "2026-06-01") with
        {
            Splits = [new NewSplit(null, new AmountText("splits[0].amount", "9"), null)],
        });

        var result = await ledger.BulkAsync(
            Create("0", "2026-06-01"),
            Create("5", "2026-06-16"),
            Create("5", "2026-06-15"),
            new BulkRow("x", Errors.Validation("op", "must be one of …")),
            Categorize(split.Id, null),
            Update(split.Id, new TransactionPatch { AccountId = "nowhere" }),
            Delete(split.Id, version: split.Version + 1));

        var outcomes = result.Value.Outcomes;
        Assert.Equal(
            ["validation_failed", "future_date", null, "validation_failed", "validation_failed", "validation_failed", "precondition_failed"],
            outcomes.Select(outcome => outcome.Error?.Code));
        Assert.Equal(
            [
                "operations[0].transaction.amount", "operations[1].transaction.date", "operations[3].op", "operations[4].category_id",
                "operations[5].transaction.account_id",
            ],
            outcomes.SelectMany(outcome => outcome.Error?.Fields?.Keys ?? []));
        Assert.Equal((null, "x"), (outcomes[0].Id, outcomes[3].Id));
        Assert.Equal(2, (await ledger.EntriesAsync()).Count);
    }

    [Fact]
    public async Task ChangeAsync_ThousandCreates_TakeFewCommitsAndKeepTheirOrder()
    {
        var (ledger, calls) = (await TestLedger.CreateAsync()).Counted();

        var result = await ledger.BulkAsync([.. Enumerable.Range(0, 1000).Select(number => Create("1", $"2026-{1 + (number % 6):00}-01"))]);

        var ids = result.Value.Outcomes.Select(outcome => TransactionId.Parse(outcome.Id!)).ToList();
        Assert.Equal(Enumerable.Range(1, 1000).Select(number => (long)number), ids.Select(id => id.Entry));
        Assert.InRange(calls.Commits, 11, 15);
        Assert.InRange(calls.Total, 11, 60);
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeAsync_ThousandDeletesOverYears_LeaveNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(1000, new DateRange(Day("2016-01-01"), Day("2026-06-01")));
        var ids = new List<TransactionId>();
        await foreach (var entry in ledger.Ledgers.Reader.TransactionsAsync(ledger.Caller.User, new DateRange(LedgerDates.First, LedgerDates.Last)))
        {
            ids.Add(entry.Id);
        }

        var (counted, calls) = ledger.Counted();
        var result = await counted.BulkAsync([.. ids.Select(id => Delete(id))]);

        Assert.All(result.Value.Outcomes, outcome => Assert.Equal(BulkStatus.Deleted, outcome.Status));
        Assert.InRange(calls.Commits, 20, 40);
        Assert.Empty(await ledger.EntriesAsync());
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeAsync_LedgerTakesNoMoreTags_OnlyTheRowsThatWouldAddOneFail()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.BulkAsync([.. Enumerable.Range(0, 250).Select(number =>
            Create("1", "2026-06-01", null, [.. Enumerable.Range(0, 20).Select(tag => $"{number}-{tag}")]))]);

        var result = await ledger.BulkAsync(
            Create("2", "2026-06-01"), Create("3", "2026-06-01", null, "one more"), Create("4", "2026-06-01"), Create("5", "2026-06-01", null, "two more"));

        Assert.Equal([null, "too_many_tags", null, "too_many_tags"], result.Value.Outcomes.Select(outcome => outcome.Error?.Code));
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeAsync_BudgetIsExceededOnTheWay_ToldOnceByTheLastCommit()
    {
        var ledger = await TestLedger.CreateAsync();
        var budgets = new BudgetService(ledger.Ledgers, ledger.Clock);
        var budget = new NewBudget { Name = "All", Amount = new AmountText("amount", "50"), Period = BudgetPeriod.Monthly, Start = Day("2026-06-01") };
        Assert.True((await budgets.CreateAsync(ledger.Change, budget, default)).IsOk);

        await ledger.BulkAsync([.. Enumerable.Range(0, 300).Select(_ => Create("1", "2026-06-02"))]);

        var told = await new NotificationService(ledger.Ledgers).ListAsync(ledger.Caller, new NotificationFilter(null, false), new PageRequest(50, null), default);
        Assert.Equal([NotificationKind.BudgetThreshold], told.Value.Items.Select(item => item.Kind));
        Assert.Contains("300.00 of 50.00", told.Value.Items[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeAsync_NothingDiffers_NothingIsWritten()
    {
        var ledger = await TestLedger.CreateAsync();
        var entry = await AddAsync(ledger);
        var (counted, calls) = ledger.Counted();

        var result = await counted.KeyedAsync(Update(entry.Id, Amount("9")), Create("0", "2026-06-01"));

        Assert.Equal(0, calls.Commits);
        Assert.Equal((BulkStatus.Updated, entry.Version), (result.Value.Outcomes[0].Status, result.Value.Outcomes[0].Version));
    }

    [Fact]
    public async Task ChangeAtOnceAsync_OneFails_NothingIsWrittenAndEachFaultIsTold()
    {
        var ledger = await TestLedger.CreateAsync();
        var entry = await AddAsync(ledger);

        var result = await ledger.AtOnceAsync(Delete(entry.Id), Create("0", "2026-06-01"), Delete(entry.Id));

        Assert.Equal("bulk_refused", result.Error?.Code);
        Assert.Equal(["operations[1].transaction.amount", "operations[2]"], result.Error!.Fields!.Keys);
        Assert.Equal([1, 2], ((BulkRefusal)result.Error.Evidence!).Failed.Select(failed => failed.Index));
        Assert.Single(await ledger.EntriesAsync());
    }

    [Fact]
    public async Task ChangeAtOnceAsync_MoreThanACommitHolds_SaysHowManyFit()
    {
        var ledger = await TestLedger.CreateAsync();
        var operations = Enumerable.Range(0, 120).Select(_ => Create("1", "2026-06-01")).ToArray();

        var refused = await ledger.AtOnceAsync(operations);
        var limit = (BulkLimit)refused.Error!.Evidence!;
        var (counted, calls) = ledger.Counted();
        var taken = await counted.AtOnceAsync(operations[..limit.Fitting]);

        Assert.Equal(("bulk_too_large", 120), (refused.Error.Code, limit.Operations));
        Assert.InRange(limit.Fitting, 90, 95);
        Assert.Equal((limit.Fitting, 1), (taken.Value.Outcomes.Count, calls.Commits));
        Assert.Equal(limit.Fitting, (await ledger.EntriesAsync()).Count);
    }

    [Fact]
    public async Task ChangeAtOnceAsync_ManyBytes_IsRefusedBeforeAnythingIsSent()
    {
        var ledger = await TestLedger.CreateAsync();
        var text = new string('\u4e2d', 2000);
        var long_ = New("1", "2026-06-01") with
        {
            Notes = text,
            Splits = [new NewSplit(null, new AmountText("amount", "1"), text)],
            CustomFields = new Dictionary<string, CustomValue> { ["a"] = new(CustomKind.Text, text) },
        };
        var operations = Enumerable.Range(0, 90).Select(_ => new BulkRow(null, new BulkOperation.Create(long_))).ToArray();

        var atOnce = await ledger.AtOnceAsync(operations);
        var each = await ledger.BulkAsync(operations);

        Assert.Equal("bulk_too_large", atOnce.Error?.Code);
        Assert.All(each.Value.Outcomes, outcome => Assert.Equal(BulkStatus.Created, outcome.Status));
        Assert.Equal(90, (await ledger.EntriesAsync()).Count);
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeAsync_NoLedger_IsRefusedAsAWhole()
    {
        var ledger = await TestLedger.CreateAsync();
        var stranger = new Change(TestLedger.NewCaller(ledger.Clock));

        var result = await new BulkService(ledger.Ledgers).ChangeAsync(stranger, [Create("1", "2026-06-01")], default);

        Assert.Equal("not_registered", result.Error?.Code);
    }

    private static Task<Transaction> AddAsync(TestLedger ledger) => ledger.AddAsync(New("9", "2026-06-01"));
}
