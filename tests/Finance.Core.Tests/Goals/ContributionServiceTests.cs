using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Goals.GoalLedger;

namespace Finance.Core.Tests.Goals;

public sealed class ContributionServiceTests
{
    [Fact]
    public async Task ContributeAsync_Amounts_AddUpAndAreListedNewestFirst()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();

        await ledger.PutInAsync(goal.Id, "100.50", "2026-05-01");
        await ledger.PutInAsync(goal.Id, "20");
        await ledger.PutInAsync(goal.Id, "3", "2026-05-01");

        Assert.Equal(["2026-06-15 20.00", "2026-05-01 3.00", "2026-05-01 100.50"], await ledger.ListAsync(goal.Id));
        Assert.Equal(["2026-05-01 3.00", "2026-05-01 100.50"], await ledger.ListAsync(goal.Id, "2026-05-01"));
        Assert.Equal(2, (await ledger.PageAsync(goal.Id, "2026-06-14")).TotalCount);
        var found = await ledger.GetAsync(goal.Id);
        Assert.Equal(("123.50", 3L, 12.35m), (found.Figures.Current.ToString(), found.Figures.ContributionCount, found.Figures.Percent));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task ListAsync_PageByPage_ShowsEachOnceWhateverIsPutInMeanwhile()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        for (var number = 1; number <= 7; number++)
        {
            await ledger.PutInAsync(goal.Id, $"{number}", $"2026-05-0{(number + 1) / 2}");
        }

        var (seen, after) = (new List<string>(), (string?)null);
        do
        {
            var page = Ok(await ledger.Contributions.ListAsync(ledger.Ledger.Caller, goal.Id, null, new PageRequest(2, after), default));
            seen.AddRange(page.Items.Select(item => item.Amount.ToString()));
            after = page.Next;
            await ledger.PutInAsync(goal.Id, "99");
        }
        while (after is not null);

        Assert.Equal(["7.00", "6.00", "5.00", "4.00", "3.00", "2.00", "1.00"], seen);
    }

    [Fact]
    public async Task ContributeAsync_FutureDate_OnlyWhereTheSettingsAllowIt()
    {
        var strict = await CreateAsync();
        var goal = await strict.AddAsync();
        var asked = new NewContribution { Amount = Amount("10"), Date = Day("2026-06-16") };
        Assert.Equal("future_date", (await strict.TryAsync(goal.Id, asked)).Error?.Code);

        var free = await CreateAsync(allowFutureDates: true);
        goal = await free.AddAsync("10");
        var made = Ok(await free.TryAsync(goal.Id, asked));

        Assert.Equal(("0.00", GoalStatus.Completed), (made.Goal.Figures.Current.ToString(), made.Goal.Goal.Status));
        Assert.Equal("10.00", (await free.GetAsync(goal.Id, "2026-06-16")).Figures.Current.ToString());
        Assert.Equal(["2026-06-16 10.00"], await free.ListAsync(goal.Id));
        await free.VerifyAsync();
    }

    [Fact]
    public async Task ContributeAsync_TodayInTheUsersZone_IsNoFuture()
    {
        var ledger = await CreateAsync(timeZone: "Pacific/Kiritimati");
        var goal = await ledger.AddAsync();

        var made = await ledger.PutInAsync(goal.Id, "10");

        Assert.Equal(Day("2026-06-16"), made.Date);
        Assert.Equal("10.00", (await ledger.GetAsync(goal.Id)).Figures.Current.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("0.001")]
    [InlineData("10000000000000.01")]
    public async Task ContributeAsync_AmountThatIsNone_IsRefused(string? amount)
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();

        var made = await ledger.TryAsync(goal.Id, new NewContribution { Amount = amount is null ? null : Amount(amount) });

        Assert.Equal("amount", Assert.Single(made.Error!.Fields!).Key);
    }

    [Fact]
    public async Task ContributeAsync_MoreThanAnAmountCanBe_IsRefused()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        await ledger.PutInAsync(goal.Id, "9999999999999.99");
        await ledger.PutInAsync(goal.Id, "0.01");

        var more = await ledger.TryAsync(goal.Id, new NewContribution { Amount = Amount("0.01") });

        Assert.Equal("amount", Assert.Single(more.Error!.Fields!).Key);
    }

    [Fact]
    public async Task ContributeAsync_ReachedUndoneAndReachedAgain_StatusFollowsAndEachMilestoneIsToldOnce()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        await ledger.PutInAsync(goal.Id, "249.99");
        Assert.Empty(await ledger.ToldAsync(goal.Id));
        await ledger.PutInAsync(goal.Id, "0.01");
        var jump = await ledger.PutInAsync(goal.Id, "600");
        var last = await ledger.PutInAsync(goal.Id, "150");
        var reached = (await ledger.GetAsync(goal.Id)).Goal;

        var fallen = (await ledger.UndoAsync(last)).Goal;
        await ledger.UndoAsync(jump);
        await ledger.PutInAsync(goal.Id, "800");
        var again = (await ledger.GetAsync(goal.Id)).Goal;

        Assert.Equal(
            [GoalStatus.Completed, GoalStatus.Active, GoalStatus.Completed],
            new[] { reached, fallen, again }.Select(found => found.Status));
        Assert.True(reached.Version > goal.Version && fallen.Version > reached.Version);
        Assert.Equal([25, 75, 100], await ledger.ToldAsync(goal.Id));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task UndoAsync_CompletedByTheUser_StaysCompleted()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var made = await ledger.PutInAsync(goal.Id, "1000");
        await ledger.UpdateAsync(goal.Id, new GoalPatch { Status = GoalStatus.Active });
        await ledger.UpdateAsync(goal.Id, new GoalPatch { Status = GoalStatus.Completed });

        var left = await ledger.UndoAsync(made);

        Assert.Equal((GoalStatus.Completed, "0.00"), (left.Goal.Status, left.Figures.Current.ToString()));
    }

    [Fact]
    public async Task ContributeAsync_CompletedAndCancelled_OneTakesMoreTheOtherNone()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        await ledger.PutInAsync(goal.Id, "1000");
        await ledger.PutInAsync(goal.Id, "250");
        Assert.Equal(125m, (await ledger.GetAsync(goal.Id)).Figures.Percent);

        await ledger.UpdateAsync(goal.Id, new GoalPatch { Status = GoalStatus.Cancelled });

        Assert.Equal("goal_closed", (await ledger.TryAsync(goal.Id, new NewContribution { Amount = Amount("1") })).Error?.Code);
        Assert.Equal(GoalStatus.Cancelled, (await ledger.UndoAsync((await ledger.PageAsync(goal.Id)).Items[0])).Goal.Status);
    }

    [Fact]
    public async Task ContributeAsync_OutOfATransaction_TakesWhatItDoesNotGiveElsewhere()
    {
        var ledger = await CreateAsync();
        var (one, two, three) = (await ledger.AddAsync(), await ledger.AddAsync(), await ledger.AddAsync());
        var transaction = await ledger.SpendAsync("100", "2026-06-01");

        await ledger.LinkAsync(one.Id, transaction, "30");
        var more = await ledger.TryLinkAsync(two.Id, transaction, "70.01");
        await ledger.LinkAsync(two.Id, transaction);
        var twice = await ledger.TryLinkAsync(two.Id, transaction, "1");
        var none = await ledger.TryLinkAsync(three.Id, transaction);

        Assert.Contains("70.00 USD", Assert.Single(more.Error!.Fields!["amount"]), StringComparison.Ordinal);
        Assert.Equal("already_linked", twice.Error?.Code);
        Assert.Equal("transaction_id", Assert.Single(none.Error!.Fields!).Key);
        Assert.Equal(["2026-06-01 30.00"], await ledger.ListAsync(one.Id));
        Assert.Equal(["2026-06-01 70.00"], await ledger.ListAsync(two.Id));
        var linked = await ledger.ReadAsync(transaction);
        Assert.Equal([(one.Id, "30.00"), (two.Id, "70.00")], linked.Goals.Select(link => (link.GoalId, link.Amount.ToString())));
        Assert.True(linked.Version > transaction.Version);
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task ContributeAsync_TransactionThatCannotGive_IsRefused()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var euros = await ledger.Ledger.AddAccountAsync("Euros", "EUR");
        var other = await ledger.Ledger.AddAsync(TransactionType.Income, "10", "2026-06-01", account: euros);
        var transaction = await ledger.SpendAsync("10");
        var gone = await ledger.SpendAsync("10");
        await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, gone.Id, default);

        Assert.Equal("transaction_id", await FieldAsync(new NewContribution { TransactionId = other.Id.ToString() }));
        Assert.Equal("transaction_id", await FieldAsync(new NewContribution { TransactionId = gone.Id.ToString() }));
        Assert.Equal("transaction_id", await FieldAsync(new NewContribution { TransactionId = "zzz" }));
        Assert.Equal("date", await FieldAsync(new NewContribution { TransactionId = transaction.Id.ToString(), Date = Day("2026-06-01") }));
        Assert.Equal("amount", await FieldAsync(new NewContribution { TransactionId = transaction.Id.ToString(), Amount = Amount("0") }));

        async Task<string> FieldAsync(NewContribution asked) =>
            Assert.Single((await ledger.TryAsync(goal.Id, asked)).Error!.Fields!).Key;
    }

    [Fact]
    public async Task ContributeAsync_MoreGoalsThanATransactionMayGiveTo_IsRefused()
    {
        var ledger = await CreateAsync();
        var transaction = await ledger.SpendAsync("100");
        for (var number = 0; number < GoalLinks.Max; number++)
        {
            await ledger.LinkAsync((await ledger.AddAsync()).Id, transaction, "1");
        }

        var more = await ledger.TryLinkAsync((await ledger.AddAsync()).Id, transaction, "1");

        Assert.Equal("transaction_id", Assert.Single(more.Error!.Fields!).Key);
    }

    [Fact]
    public async Task UndoAsync_LinkedContribution_FreesTheTransaction()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var transaction = await ledger.SpendAsync("100");
        var made = await ledger.LinkAsync(goal.Id, transaction);

        var left = await ledger.UndoAsync(made);

        Assert.Equal("0.00", left.Figures.Current.ToString());
        Assert.Empty((await ledger.ReadAsync(transaction)).Goals);
        Assert.Equal("not_found", (await ledger.Contributions.UndoAsync(ledger.Ledger.Change, goal.Id, made.Id, default)).Error?.Code);
        await ledger.LinkAsync(goal.Id, transaction, "40");
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task UndoAsync_AnotherGoalOrVersion_IsRefused()
    {
        var ledger = await CreateAsync();
        var (goal, other) = (await ledger.AddAsync(), await ledger.AddAsync());
        var made = await ledger.PutInAsync(goal.Id, "10");
        var change = ledger.Ledger.Change with { IfMatch = new IfMatch([made.Version - 1], false) };

        Assert.Equal("not_found", (await ledger.Contributions.UndoAsync(ledger.Ledger.Change, other.Id, made.Id, default)).Error?.Code);
        Assert.Equal("precondition_failed", (await ledger.Contributions.UndoAsync(change, goal.Id, made.Id, default)).Error?.Code);
        Assert.Equal("not_found", (await ledger.Contributions.GetAsync(ledger.Ledger.Caller, goal.Id, "a#b", default)).Error?.Code);
        Assert.Equal("10.00", (await ledger.GetAsync(goal.Id)).Figures.Current.ToString());
    }

    [Fact]
    public async Task ContributeAsync_TwoProcessesAtOnce_EveryAmountCountsOnce()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var processes = new[] { ledger, ledger.Reopen() };

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => processes[number % 2].PutInAsync(goal.Id, "25"))));

        var found = await ledger.Reopen().GetAsync(goal.Id);
        Assert.Equal(("1000.00", 40L, GoalStatus.Completed), (found.Figures.Current.ToString(), found.Figures.ContributionCount, found.Goal.Status));
        await ledger.VerifyAsync();
    }
}
