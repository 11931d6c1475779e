using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Goals.GoalLedger;

namespace Finance.Core.Tests.Goals;

public sealed class GoalServiceTests
{
    [Fact]
    public async Task CreateAsync_EveryField_ReadsBack()
    {
        var ledger = await CreateAsync();
        var asked = Asked("2500.50", GoalType.Debt) with
        {
            Description = "At the bank",
            TargetDate = Day("2027-12-31"),
            Priority = 3,
        };

        var created = await ledger.AddAsync(asked);
        var read = (await ledger.Reopen().GetAsync(created.Id)).Goal;

        Assert.Equal(GoalRow.Write(ledger.Ledger.Caller.User, created).Properties, GoalRow.Write(ledger.Ledger.Caller.User, read).Properties);
        Assert.Equal(("Car", "At the bank", "2500.50 USD"), (read.Name, read.Description, $"{read.Target} {read.Target.Currency}"));
        Assert.Equal((GoalType.Debt, Day("2027-12-31"), 3, GoalStatus.Active), (read.Type, read.TargetDate, read.Priority, read.Status));
    }

    [Theory]
    [InlineData("name", "", "10", 1)]
    [InlineData("target_amount", "Car", "0", 1)]
    [InlineData("target_amount", "Car", "-1", 1)]
    [InlineData("target_amount", "Car", "1.005", 1)]
    [InlineData("priority", "Car", "10", 0)]
    [InlineData("priority", "Car", "10", 101)]
    public async Task CreateAsync_FaultyField_IsNamed(string field, string name, string target, int priority)
    {
        var ledger = await CreateAsync();

        var created = await ledger.Goals.CreateAsync(
            ledger.Ledger.Change, Asked(target) with { Name = name, Priority = priority }, default);

        Assert.Equal(("validation_failed", field), (created.Error?.Code, Assert.Single(created.Error!.Fields!).Key));
    }

    [Fact]
    public async Task CreateAsync_MoreThanALedgerHolds_IsRefused()
    {
        var ledger = await CreateAsync();
        for (var number = 0; number < GoalRules.MaxGoals; number++)
        {
            await ledger.AddAsync();
        }

        Assert.Equal("too_many_goals", (await ledger.Goals.CreateAsync(ledger.Ledger.Change, Asked(), default)).Error?.Code);
    }

    [Fact]
    public async Task ListAsync_Filters_AnswerByPriorityThenOldestFirst()
    {
        var ledger = await CreateAsync();
        foreach (var (name, priority, type) in new[] { ("c", 2, GoalType.Debt), ("d", 2, GoalType.Savings), ("a", 1, GoalType.Debt) })
        {
            ledger.Ledger.Clock.Now = ledger.Ledger.Clock.Now.AddMinutes(1);
            await ledger.AddAsync(Asked(type: type) with { Name = name, Priority = priority });
        }

        var last = await ledger.AddAsync(Asked() with { Name = "e", Priority = 3 });
        await ledger.UpdateAsync(last.Id, new GoalPatch { Status = GoalStatus.Cancelled });

        Assert.Equal("a c d e", await NamesAsync(new GoalFilter()));
        Assert.Equal("a c", await NamesAsync(new GoalFilter(Type: GoalType.Debt)));
        Assert.Equal("e", await NamesAsync(new GoalFilter(GoalStatus.Cancelled)));
        Assert.Equal("d", await NamesAsync(new GoalFilter(GoalStatus.Active, GoalType.Savings)));

        async Task<string> NamesAsync(GoalFilter filter) =>
            string.Join(' ', Ok(await ledger.Goals.ListAsync(ledger.Ledger.Caller, filter, default)).Select(found => found.Goal.Name));
    }

    [Fact]
    public async Task ListAsync_ManyGoalsOfAnyDay_IsOneQuery()
    {
        var (store, calls) = (new InMemoryTableStore(), new StorageCalls());
        var ledger = await CreateAsync(store);
        for (var number = 0; number < 30; number++)
        {
            var goal = await ledger.AddAsync();
            await ledger.PutInAsync(goal.Id, "400", "2026-01-31");
            await ledger.PutInAsync(goal.Id, "400", "2026-05-31");
        }

        var counted = ledger.Reopen(new CountingTableStore(store, calls, ledger.Ledger.Clock));
        await counted.Ledger.OpenAsync();
        var (finds, queries) = (calls.Finds, calls.Queries);
        var found = Ok(await counted.Goals.ListAsync(ledger.Ledger.Caller, new GoalFilter(On: Day("2026-05-30")), default));

        Assert.All(found, goal => Assert.Equal(("400.00", Day("2026-01-31")), (goal.Figures.Current.ToString(), goal.Figures.LastContributionOn)));
        Assert.Equal((1, 1), (calls.Finds - finds, calls.Queries - queries));
    }

    [Fact]
    public async Task UpdateAsync_NamedFields_ChangeAndOthersStay()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync(Asked() with { Description = "Red", TargetDate = Day("2027-01-01") });

        var changed = (await ledger.UpdateAsync(goal.Id, new GoalPatch { Name = "Van", Description = Optional<string>.Of(null) })).Goal;
        var same = (await ledger.UpdateAsync(goal.Id, new GoalPatch { Name = "Van", Target = Amount("1000.00") })).Goal;

        Assert.Equal(("Van", null, Day("2027-01-01")), (changed.Name, changed.Description, changed.TargetDate));
        Assert.True(changed.Version > goal.Version);
        Assert.Equal(changed.Version, same.Version);
        Assert.Equal(changed.Version, (await ledger.Ledger.OpenAsync()).Head.Version);
    }

    [Fact]
    public async Task UpdateAsync_AnotherVersion_IsRefused()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        await ledger.PutInAsync(goal.Id, "10");
        var change = ledger.Ledger.Change with { IfMatch = new IfMatch([goal.Version], false) };

        var first = await ledger.Goals.UpdateAsync(change, goal.Id, new GoalPatch { Name = "Van" }, default);
        var second = await ledger.Goals.UpdateAsync(change, goal.Id, new GoalPatch { Name = "Bus" }, default);

        Assert.True(first.IsOk, "What was put in stands in nobody's way.");
        Assert.Equal("precondition_failed", second.Error?.Code);
    }

    [Fact]
    public async Task UpdateAsync_AnotherTarget_CompletesOrOpensAgain()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        await ledger.PutInAsync(goal.Id, "600");

        var reached = await ledger.UpdateAsync(goal.Id, new GoalPatch { Target = Amount("600") });
        var raised = await ledger.UpdateAsync(goal.Id, new GoalPatch { Target = Amount("800") });
        var kept = await ledger.UpdateAsync(goal.Id, new GoalPatch { Target = Amount("500"), Status = GoalStatus.Active });

        Assert.Equal(
            [GoalStatus.Completed, GoalStatus.Active, GoalStatus.Active],
            new[] { reached, raised, kept }.Select(found => found.Goal.Status));
        Assert.Equal(["200.00", "400.00", "600.00", "800.00"], raised.Figures.Milestones.Select(milestone => milestone.Amount.ToString()));
        Assert.Equal([50, 100], await ledger.ToldAsync(goal.Id));
        await ledger.VerifyAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(85)]
    public async Task DeleteAsync_WithContributions_TakesThemAndFreesTransactions(int count)
    {
        var ledger = await CreateAsync();
        var (goal, other) = (await ledger.AddAsync(), await ledger.AddAsync());
        var linked = new List<Transaction>();
        for (var number = 0; number < count; number++)
        {
            await ledger.PutInAsync(goal.Id, "1");
            if (number % 4 == 0)
            {
                linked.Add(await ledger.SpendAsync("10"));
                await ledger.LinkAsync(other.Id, linked[^1], "3");
                await ledger.LinkAsync(goal.Id, linked[^1]);
            }
        }

        var deleted = Ok(await ledger.Goals.DeleteAsync(ledger.Ledger.Change, goal.Id, default));

        Assert.Equal((goal.Id, count + linked.Count), (deleted.Id, deleted.Contributions));
        Assert.Equal("not_found", (await ledger.Goals.GetAsync(ledger.Ledger.Caller, goal.Id, null, default)).Error?.Code);
        foreach (var transaction in linked)
        {
            var link = Assert.Single((await ledger.ReadAsync(transaction)).Goals);
            Assert.Equal((other.Id, "3.00"), (link.GoalId, link.Amount.ToString()));
        }

        Assert.Equal(linked.Count, (await ledger.GetAsync(other.Id)).Figures.ContributionCount);
        await ledger.VerifyAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteAsync_KilledAtAnyCall_NothingDiffersAndAgainDoesTheRest(bool lastCommitArrives)
    {
        var isDead = true;
        for (var calls = 0; isDead; calls++)
        {
            var store = new InMemoryTableStore();
            var ledger = await CreateAsync(store);
            var goal = await ledger.AddAsync();
            for (var number = 0; number < 45; number++)
            {
                await ledger.PutInAsync(goal.Id, "1");
            }

            await ledger.LinkAsync(goal.Id, await ledger.SpendAsync("5", "2026-01-01"));
            var dying = new DyingTableStore(store, calls, lastCommitArrives);
            try
            {
                Ok(await ledger.Reopen(dying).Goals.DeleteAsync(ledger.Ledger.Change, goal.Id, default));
            }
            catch (ProcessKilledException)
            {
            }

            await ledger.VerifyAsync();
            var again = await ledger.Reopen().Goals.DeleteAsync(ledger.Ledger.Change, goal.Id, default);
            Assert.True(again.IsOk || again.Error.Code == "not_found");
            await ledger.VerifyAsync();
            isDead = dying.IsDead;
        }
    }

    [Fact]
    public async Task GetAsync_IdThatIsNone_IsNotFound()
    {
        var ledger = await CreateAsync();

        foreach (var id in (string[])["", "x", "zzzzzzzzzzzz", "a/b#c?", "ZZZZZZZZZZZZ"])
        {
            Assert.Equal("not_found", (await ledger.Goals.GetAsync(ledger.Ledger.Caller, id, null, default)).Error?.Code);
            Assert.Equal("not_found", (await ledger.Goals.DeleteAsync(ledger.Ledger.Change, id, default)).Error?.Code);
        }
    }
}
