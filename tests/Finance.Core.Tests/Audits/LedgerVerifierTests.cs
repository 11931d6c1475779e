using Finance.Core.Audits;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Audits;

public sealed class LedgerVerifierTests
{
    private static readonly Dictionary<string, Func<DamagedLedger, Task>> Damages = new(StringComparer.Ordinal)
    {
        ["balance"] = damaged => damaged.SpoilAsync(
            LedgerKeys.Account(damaged.Ledger.Checking), row => row.Set("Balance", row.Long("Balance") + 1)),
        ["history"] = damaged => damaged.SpoilAsync(LedgerKeys.Account(damaged.Ledger.Checking), row => row.Set("History", (byte[]?)null)),
        ["year gone"] = damaged => damaged.DeleteAsync(LedgerKeys.Year(2026)),
        ["year unreadable"] = damaged => damaged.SpoilAsync(LedgerKeys.Year(2026), row => row.Set("Cells0", [1, 200])),
        ["year cells gone"] = damaged => damaged.SpoilAsync(LedgerKeys.Year(2026), row => row.Set("Cells0", (byte[]?)null)),
        ["year left over"] = damaged => damaged.PutAsync(YearSummaryRow.Write(damaged.Ledger.Caller.User, OtherYear(damaged))),
        ["largest"] = damaged => damaged.PutAsync(YearSummaryRow.Write(damaged.Ledger.Caller.User, OtherLargest(damaged))),
        ["days gone"] = damaged => damaged.DeleteAsync(LedgerKeys.Days(Month.Of(2026, 1))),
        ["days unreadable"] = damaged => damaged.SpoilAsync(LedgerKeys.Days(Month.Of(2026, 1)), row => row.Set("Cells0", [9])),
        ["days left over"] = damaged => damaged.PutAsync(OtherDays(damaged).ToRow(damaged.Ledger.Caller.User)),
        ["tags gone"] = damaged => damaged.DeleteAsync(LedgerKeys.Tags),
        ["tags unreadable"] = damaged => damaged.SpoilAsync(LedgerKeys.Tags, row => row.Set("Cells0", [1, 3, 77])),
        ["transaction count"] = damaged => damaged.SpoilAsync(LedgerKeys.Head, row => row.Set("TransactionCount", 8L)),
        ["split count"] = damaged => damaged.SpoilAsync(LedgerKeys.Head, row => row.Set("SplitCount", 1L)),
        ["moved count"] = damaged => damaged.SpoilAsync(LedgerKeys.Head, row => row.Set("MovedCount", 7L)),
        ["next entry"] = damaged => damaged.SpoilAsync(LedgerKeys.Head, row => row.Set("NextEntry", 2L)),
        ["pointer gone"] = damaged => damaged.DeleteAsync(LedgerKeys.Moved(damaged.Redated.Id)),
        ["pointer elsewhere"] = damaged => damaged.PutAsync(MovedRow.To(
            damaged.Ledger.Caller.User, damaged.Redated.Id, LedgerKeys.Transaction(damaged.Redated.Id, new DateOnly(2026, 2, 3)))),
        ["pointer to nowhere"] = damaged => damaged.PutAsync(MovedRow.To(
            damaged.Ledger.Caller.User, TransactionId.CreateByHand(new DateOnly(2026, 3, 3), 1), "tx-nothing")),
        ["said to be deleted"] = damaged => damaged.PutAsync(MovedRow.Deleted(
            damaged.Ledger.Caller.User, damaged.AtHome.Id, damaged.Ledger.Clock.Now)),
        ["goal amount"] = damaged => damaged.SpoilAsync(
            LedgerKeys.Goal(damaged.Alone.GoalId), row => row.Set("Current", row.Long("Current") + 1)),
        ["goal days"] = damaged => damaged.SpoilAsync(
            LedgerKeys.Goal(damaged.Alone.GoalId), row => row.Set("Cells0", GoalHistory.Empty.ToBytes())),
        ["goal days unreadable"] = damaged => damaged.SpoilAsync(
            LedgerKeys.Goal(damaged.Alone.GoalId), row => row.Set("Cells0", [1, 200])),
        ["contribution gone"] = damaged => damaged.DeleteAsync(KeyOf(damaged.Alone)),
        ["linked contribution gone"] = damaged => damaged.DeleteAsync(KeyOf(damaged.Linked)),
        ["linked contribution of another amount"] = damaged => damaged.SpoilAsync(KeyOf(damaged.Linked), row => row.Set("Amount", 1L)),
        ["linked contribution of another day"] = damaged => damaged.PutAsync(ContributionRow.Write(
            damaged.Ledger.Caller.User, damaged.Linked with { Date = new DateOnly(2026, 2, 3) })),
        ["contribution of a transaction that is gone"] = damaged => damaged.PutAsync(ContributionRow.Write(
            damaged.Ledger.Caller.User,
            damaged.Alone with { TransactionId = TransactionId.CreateByHand(new DateOnly(2026, 3, 3), 1) })),
        ["contribution to no goal"] = damaged => damaged.PutAsync(ContributionRow.Write(
            damaged.Ledger.Caller.User, damaged.Alone with { GoalId = LedgerKeys.NewId() })),
        ["said to have moved"] = damaged => damaged.PutAsync(MovedRow.To(damaged.Ledger.Caller.User, damaged.AtHome.Id, "tx-elsewhere")),
    };

    public static TheoryData<string> DamageNames => [.. Damages.Keys];

    [Fact]
    public async Task VerifyAsync_LedgerAsItWasMade_NoDifferences()
    {
        var damaged = await DamagedLedger.CreateAsync();

        var verified = await VerifyAsync(damaged.Ledger);

        Assert.Equal([], verified.Differences);
        Assert.Equal(3, verified.Checked);
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public async Task RebuildAsync_AnyDamageToWhatFollowsFromTransactions_RepairedAndNoEntryTouched(string name)
    {
        var damaged = await DamagedLedger.CreateAsync();
        var transactions = damaged.Transactions();
        await Damages[name](damaged);
        var found = await VerifyAsync(damaged.Ledger);
        Assert.NotEmpty(found.Differences);

        var rebuilt = await RebuildAsync(damaged.Ledger);

        Assert.Equal([], rebuilt.Remaining);
        Assert.Superset(found.Differences.ToHashSet(), rebuilt.Repaired.ToHashSet());
        Assert.Equal([], (await VerifyAsync(damaged.Ledger)).Differences);
        Assert.Equal([], (await RebuildAsync(damaged.Ledger.Reopen())).Repaired);
        Assert.Equal(transactions, damaged.Transactions());
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public async Task Create_AfterARebuild_BuildsOnWhatWasRepaired(string name)
    {
        var damaged = await DamagedLedger.CreateAsync();
        await Damages[name](damaged);
        await RebuildAsync(damaged.Ledger);

        await damaged.Ledger.AddAsync(TransactionType.Expense, "1", "2026-01-06", tags: "lunch");
        await damaged.Ledger.Reopen().AddAsync(TransactionType.Expense, "1", "2026-02-06", tags: "lunch");

        Assert.Equal([], (await VerifyAsync(damaged.Ledger)).Differences);
    }

    [Fact]
    public async Task VerifyAsync_BalanceOff_SaysWhereAndByHowMuch()
    {
        var damaged = await DamagedLedger.CreateAsync();
        await Damages["balance"](damaged);

        var difference = Assert.Single((await VerifyAsync(damaged.Ledger)).Differences);

        Assert.Equal(
            new LedgerDifference(DifferenceKind.AccountBalance, $"account {damaged.Ledger.Checking}", "66.51 USD", "66.50 USD"),
            difference);
    }

    [Fact]
    public async Task RebuildAsync_ATransactionIsUnreadable_NothingIsMadeAnewWithoutIt()
    {
        var damaged = await DamagedLedger.CreateAsync();
        await damaged.SpoilAsync(LedgerKeys.ById(damaged.AtHome.Id), row => row.Set("Amount", "12.50"));
        await Damages["balance"](damaged);
        var version = damaged.Row(LedgerKeys.Head).ETag;

        var rebuilt = await RebuildAsync(damaged.Ledger);

        Assert.Empty(rebuilt.Repaired);
        Assert.Contains(rebuilt.Remaining, difference => difference.What == DifferenceKind.Transaction);
        Assert.Contains(rebuilt.Remaining, difference => difference.What == DifferenceKind.AccountBalance);
        Assert.Equal(version, damaged.Row(LedgerKeys.Head).ETag);
    }

    [Fact]
    public async Task VerifyAsync_TransactionOfNoAccountOrWithWrongSplits_IsNamed()
    {
        var damaged = await DamagedLedger.CreateAsync();
        await damaged.SpoilAsync(LedgerKeys.ById(damaged.AtHome.Id), row => row.Set("Splits", """[{"Minor":1},{"Minor":2}]"""));
        var redatedKey = LedgerKeys.Transaction(damaged.Redated.Id, damaged.Redated.Date);
        await damaged.SpoilAsync(redatedKey, row => row.Set("Account", "nobody"));

        var verified = await VerifyAsync(damaged.Ledger);
        var faults = verified.Differences.Where(difference => difference.What == DifferenceKind.Transaction).ToList();

        Assert.Equal([redatedKey, LedgerKeys.ById(damaged.AtHome.Id)], faults.Select(fault => fault.Where));
        Assert.Equal(("splits of 0.03", "splits of 12.50"), (faults[1].Stored, faults[1].Computed));
    }

    [Fact]
    public async Task RebuildAsync_TransactionThatGivesToNoGoalOrTooMuch_IsNamedAndLeft()
    {
        var damaged = await DamagedLedger.CreateAsync();
        var key = LedgerKeys.ById(damaged.AtHome.Id);
        await damaged.SpoilAsync(key, row => row.Set("Goals", $$"""
            [{"Goal":"{{LedgerKeys.NewId()}}","Contribution":"{{damaged.Linked.Id}}","Minor":1251}]
            """));

        var rebuilt = await RebuildAsync(damaged.Ledger);

        Assert.Equal([key, key], rebuilt.Remaining.Select(difference => difference.Where));
        Assert.Equal(["12.51 for goals", "gives to no goal of this ledger"], rebuilt.Remaining.Select(difference => difference.Stored));
        Assert.Contains(rebuilt.Repaired, difference => difference.What == DifferenceKind.GoalContribution);
    }

    [Theory]
    [InlineData("Amount")]
    [InlineData("Target")]
    public async Task RebuildAsync_GoalOrContributionUnreadable_IsNamedAndNoSumMadeWithoutIt(string property)
    {
        var damaged = await DamagedLedger.CreateAsync();
        var key = property == "Amount" ? KeyOf(damaged.Alone) : LedgerKeys.Goal(damaged.Alone.GoalId);
        await damaged.SpoilAsync(key, row => row.Set(property, "much"));

        var rebuilt = await RebuildAsync(damaged.Ledger);

        Assert.Empty(rebuilt.Repaired);
        Assert.Equal(key, Assert.Single(rebuilt.Remaining).Where);
    }

    [Fact]
    public async Task VerifyAsync_SomebodyElse_OnlyAnAdministratorMay()
    {
        var damaged = await DamagedLedger.CreateAsync();
        var ledgers = damaged.Ledger.Ledgers;
        var verifier = new LedgerVerifier(ledgers);
        var stranger = TestLedger.NewCaller(damaged.Ledger.Clock);
        var administrator = TestLedger.NewCaller(damaged.Ledger.Clock, Caller.AdminRole);

        Assert.Equal("not_found", (await verifier.VerifyAsync(stranger, damaged.Ledger.Caller.User, default)).Error?.Code);
        Assert.Equal("not_found", (await verifier.RebuildAsync(new Change(stranger), damaged.Ledger.Caller.User, default)).Error?.Code);
        Assert.Equal("not_found", (await verifier.VerifyAsync(administrator, stranger.User, default)).Error?.Code);
        Assert.Equal("not_registered", (await verifier.VerifyAsync(stranger, stranger.User, default)).Error?.Code);
        Assert.Equal(3, (await verifier.VerifyAsync(administrator, damaged.Ledger.Caller.User, default)).Value.Checked);
    }

    private static string KeyOf(GoalContribution contribution) => LedgerKeys.Contribution(contribution.GoalId, contribution.Place);

    private static YearSummary OtherYear(DamagedLedger damaged)
    {
        var other = new YearSummary(1999);
        other.Post(damaged.AtHome, 1);
        return other;
    }

    private static YearSummary OtherLargest(DamagedLedger damaged)
    {
        var year = YearSummaryRow.Read(damaged.Row(LedgerKeys.Year(2026)), 2026);
        var largest = new LargestExpense(damaged.AtHome.Amount.Minor, damaged.Redated.Id, true);
        year.SetLargest(new AccountCell(1, damaged.Ledger.Checking), largest);
        return year;
    }

    private static DaysSummary OtherDays(DamagedLedger damaged)
    {
        var other = new DaysSummary(Month.Of(1999, 1));
        other.Post(damaged.AtHome, 1);
        return other;
    }

    private static async Task<LedgerVerification> VerifyAsync(TestLedger ledger) =>
        (await new LedgerVerifier(ledger.Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default)).Value;

    private static async Task<LedgerRebuild> RebuildAsync(TestLedger ledger) =>
        (await new LedgerVerifier(ledger.Ledgers).RebuildAsync(ledger.Change, ledger.Caller.User, default)).Value;
}
