using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Testing;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>What a budget must be, and what becomes of it when it is changed or deleted.</summary>
public sealed class BudgetServiceTests
{
    public static TheoryData<string, Func<NewBudget, NewBudget>, string> Faults { get; } = new()
    {
        { "no name", asked => asked with { Name = " " }, "name" },
        { "a long name", asked => asked with { Name = new string('a', 101) }, "name" },
        { "nothing", asked => asked with { Amount = Amount("0") }, "amount" },
        { "less than nothing", asked => asked with { Amount = Amount("-1") }, "amount" },
        { "half a cent", asked => asked with { Amount = Amount("0.005") }, "amount" },
        { "no end", asked => asked with { Period = BudgetPeriod.Custom }, "end_date" },
        { "an early end", asked => asked with { End = Day("2025-12-31") }, "end_date" },
        { "an endless end", asked => asked with { End = new DateOnly(2200, 1, 1) }, "end_date" },
        { "an early start", asked => asked with { Start = new DateOnly(1899, 12, 31) }, "start_date" },
        { "no threshold", asked => asked with { AlertThreshold = 0 }, "alert_threshold" },
        { "a high threshold", asked => asked with { AlertThreshold = 10.0001m }, "alert_threshold" },
        { "the highest number", asked => asked with { AlertThreshold = decimal.MaxValue }, "alert_threshold" },
        { "a fine threshold", asked => asked with { AlertThreshold = 0.80001m }, "alert_threshold" },
        { "no cap", asked => asked with { RolloverCap = new AmountText("rollover_cap", "0") }, "rollover_cap" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task CreateAsync_FaultyField_IsNamed(string fault, Func<NewBudget, NewBudget> spoil, string field)
    {
        var ledger = await CreateAsync();

        var refused = await ledger.Service.CreateAsync(ledger.Ledger.Change, spoil(Monthly("10")), default);

        Assert.True(refused.Error is { Code: "validation_failed" }, fault);
        Assert.Equal([field], refused.Error.Fields!.Keys);
        Assert.Empty(Ok(await ledger.Service.ListAsync(ledger.Ledger.Caller, null, default)));
    }

    [Fact]
    public async Task CreateAsync_SeveralFaults_AreToldAtOnce()
    {
        var ledger = await CreateAsync();
        var asked = Monthly("0") with { Name = "", AlertThreshold = 11, CategoryIds = [ledger.Salary] };

        var refused = await ledger.Service.CreateAsync(ledger.Ledger.Change, asked, default);

        Assert.Equal(
            ["alert_threshold", "amount", "categories[0]", "name"],
            refused.Error!.Fields!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CreateAsync_CategoriesThatCannotCount_AreNamed()
    {
        var ledger = await CreateAsync();
        var categories = new CategoryService(ledger.Ledger.Ledgers, ledger.Ledger.Clock);
        Ok(await categories.DeleteAsync(ledger.Ledger.Change, ledger.Travel, null, default));
        var asked = Monthly("1", ledger.Food, LedgerKeys.NewId(), ledger.Salary, ledger.Food, ledger.Travel);

        var refused = await ledger.Service.CreateAsync(ledger.Ledger.Change, asked, default);

        Assert.Equal(["categories[1]", "categories[2]", "categories[3]", "categories[4]"], refused.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task CreateAsync_AsManyAsThereCanBe_IsRefused()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("10"));
        for (var done = 1; done < BudgetRules.MaxBudgets; done += 50)
        {
            var more = Math.Min(50, BudgetRules.MaxBudgets - done);
            await ledger.Ledger.CommitAsync("test", "test", draft => Enumerable.Range(0, more)
                .ToList()
                .ForEach(_ => draft.Put(budget with { Id = LedgerKeys.NewId() })));
        }

        var refused = await ledger.Service.CreateAsync(ledger.Ledger.Change, Monthly("10"), default);

        Assert.Equal(("too_many_budgets", 200), (refused.Error?.Code, (await ledger.Ledger.OpenAsync()).Plans.AllBudgets.Count));
    }

    [Fact]
    public async Task UpdateAsync_NamedFields_ChangeAndOthersStay()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("10", ledger.Food) with
        {
            End = Day("2026-12-31"),
            Rollover = RolloverRule.Unused,
            RolloverCap = Amount("5"),
        });

        var changed = (await ledger.UpdateAsync(budget, new BudgetPatch
        {
            Name = "Eating",
            AlertThreshold = 0.5m,
            End = Optional<DateOnly?>.Of(null),
            RolloverCap = Optional<AmountText?>.Of(null),
        })).Budget;

        Assert.Equal(("Eating", 5_000, null, null), (changed.Name, changed.AlertThreshold, changed.End, changed.RolloverCap));
        Assert.Equal(
            (ledger.Food, RolloverRule.Unused, budget.Amounts[0], budget.Start, budget.CreatedAt),
            (Assert.Single(changed.CategoryIds), changed.Rollover, Assert.Single(changed.Amounts), changed.Start, changed.CreatedAt));
        Assert.True(changed.Version > budget.Version);
    }

    [Fact]
    public async Task UpdateAsync_NothingDiffers_WritesNothing()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("10", ledger.Food));
        var before = (await ledger.Ledger.OpenAsync()).Head.Version;

        var same = await ledger.UpdateAsync(budget, new BudgetPatch
        {
            Name = "Budget",
            Amount = Amount("10.00"),
            CategoryIds = Optional<IReadOnlyList<string>>.Of([ledger.Food]),
            Start = budget.Start,
        });

        Assert.Equal((budget.Version, before), (same.Budget.Version, (await ledger.Ledger.OpenAsync()).Head.Version));
    }

    [Fact]
    public async Task UpdateAsync_FaultsThatOnlyTheWholeShows_AreNamed()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("10") with { End = Day("2026-08-31") });

        Assert.Equal(["end_date"], await FaultsAsync(ledger, budget, new BudgetPatch { Start = Day("2026-09-01") }));
        Assert.Equal(
            ["end_date"],
            await FaultsAsync(ledger, budget, new BudgetPatch { Period = BudgetPeriod.Custom, End = Optional<DateOnly?>.Of(null) }));
        Assert.Equal(["effective_from"], await FaultsAsync(ledger, budget, new BudgetPatch { EffectiveFrom = Day("2026-06-01") }));
        Assert.Equal(["amount"], await FaultsAsync(ledger, budget, new BudgetPatch { Amount = Amount("0") }));
        foreach (var outside in new[] { "2025-12-31", "2026-09-01" })
        {
            var patch = new BudgetPatch { Amount = Amount("1"), EffectiveFrom = Day(outside) };
            Assert.Equal(["effective_from"], await FaultsAsync(ledger, budget, patch));
        }
    }

    [Fact]
    public async Task UpdateAndDeleteAsync_OtherVersion_IsRefused()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("10"));
        var stale = ledger.Ledger.Change with { IfMatch = new IfMatch([budget.Version - 1], false) };

        Assert.Equal(
            "precondition_failed",
            (await ledger.Service.UpdateAsync(stale, budget.Id, new BudgetPatch { Name = "A" }, default)).Error?.Code);
        Assert.Equal("precondition_failed", (await ledger.Service.DeleteAsync(stale, budget.Id, default)).Error?.Code);
    }

    [Fact]
    public async Task DeleteAsync_Budget_IsGoneAndEntriesStay()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("10"));
        await ledger.SpendAsync("3", "2026-06-01");

        Assert.Equal(budget.Id, Ok(await ledger.Service.DeleteAsync(ledger.Ledger.Change, budget.Id, default)).Id);

        Assert.Equal("not_found", (await ledger.Service.GetAsync(ledger.Ledger.Caller, budget.Id, null, 1, default)).Error?.Code);
        Assert.Equal(
            "not_found",
            (await ledger.Service.UpdateAsync(ledger.Ledger.Change, budget.Id, new BudgetPatch(), default)).Error?.Code);
        Assert.Equal("not_found", (await ledger.Service.DeleteAsync(ledger.Ledger.Change, budget.Id, default)).Error?.Code);
        Assert.Equal(1, (await ledger.Reopen().Ledger.OpenAsync()).Head.TransactionCount);
    }

    [Fact]
    public async Task ListAsync_Budgets_OldestFirstWithWhatTheSingleReadSays()
    {
        var ledger = await CreateAsync();
        var names = new List<string>();
        foreach (var period in Enum.GetValues<BudgetPeriod>())
        {
            ledger.Ledger.Clock.Now += TimeSpan.FromSeconds(1);
            names.Add((await ledger.AddAsync(Monthly("10", ledger.Food) with
            {
                Name = period.ToString(),
                Period = period,
                End = Day("2026-11-30"),
                Rollover = RolloverRule.Full,
            })).Name);
        }

        await ledger.SpendAsync("3", "2026-06-15", ledger.Groceries);
        await ledger.SpendAsync("5", "2026-06-14", ledger.Food);
        var list = Ok(await ledger.Reopen().Service.ListAsync(ledger.Ledger.Caller, null, default));

        Assert.Equal(names, list.Select(found => found.Budget.Name));
        foreach (var found in list)
        {
            var single = (await ledger.GetAsync(found.Budget)).InLedger;
            Assert.Equal((single.Current, single.Projected), (found.Current, found.Projected));
        }
    }

    [Fact]
    public async Task StatusAsync_Budgets_AlertsComeFirst()
    {
        var ledger = await CreateAsync();
        foreach (var (name, amount) in new[] { ("calm", "1000"), ("over", "99"), ("near", "101"), ("calmer", "2000"), ("far over", "10") })
        {
            await ledger.AddAsync(Monthly(amount) with { Name = name });
        }

        await ledger.SpendAsync("100", "2026-06-01");
        var statuses = Ok(await ledger.Service.StatusAsync(ledger.Ledger.Caller, null, default));

        Assert.Equal(["far over", "over", "near", "calm", "calmer"], statuses.Select(found => found.Budget.Name));
    }

    [Fact]
    public async Task ListAsync_AnotherProcessCommitsBetweenItsReads_EveryFigureIsOfOneVersion()
    {
        var store = new InMemoryTableStore();
        var ledger = await CreateAsync(store);
        var budget = await ledger.AddAsync(Monthly("10") with { Rollover = RolloverRule.Full, Start = Day("2026-05-01") });
        await ledger.SpendAsync("1", "2026-05-01");
        await ledger.SpendAsync("1", "2026-06-01");
        var overtaken = new InterferingTableStore(store, times: 1)
        {
            MeansKey = key => key.StartsWith(LedgerKeys.DaysPrefix, StringComparison.Ordinal),
            BeforeFind = () => ledger.SpendAsync("2", "2026-05-02"),
        };

        var current = await ledger.Reopen(overtaken).CurrentAsync(budget);

        Assert.Equal(("7.00", "1.00"), (current.RolledOver.ToString(), current.Spent.ToString()));
    }

    [Fact]
    public void BudgetRow_EveryField_ComesBackAsWritten()
    {
        var owner = TestLedger.NewCaller(new FixedClock(default)).User;
        var budget = new Budget
        {
            Id = LedgerKeys.NewId(),
            Name = "Name",
            Currency = Currency.Of("JPY"),
            Amounts = [new BudgetAmount(Day("2026-01-02"), 0), new BudgetAmount(Day("2026-03-01"), 700)],
            Period = BudgetPeriod.Custom,
            CategoryIds = [LedgerKeys.NewId(), LedgerKeys.NewId()],
            Start = Day("2026-01-02"),
            End = Day("2026-05-06"),
            AlertThreshold = 7_501,
            Rollover = RolloverRule.Full,
            RolloverCap = 12,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Version = 9,
            Alerts = [new BudgetAlert(Day("2026-01-02"), 7_501)],
        };
        Row row = BudgetRow.Write(owner, budget), least = BudgetRow.Write(owner, budget with
        {
            CategoryIds = [],
            End = null,
            RolloverCap = null,
            Alerts = [],
        });

        Assert.True(BudgetRow.Write(owner, BudgetRow.Read(row)).SaysTheSameAs(row));
        Assert.True(BudgetRow.Write(owner, BudgetRow.Read(least)).SaysTheSameAs(least));
        Assert.True(BudgetRow.Read(least).IsOfAllSpending);
        Assert.True(budget.Amounts.SequenceEqual(BudgetRow.Read(row).Amounts));
    }

    private static async Task<IEnumerable<string>> FaultsAsync(BudgetLedger ledger, Budget budget, BudgetPatch patch) =>
        (await ledger.Service.UpdateAsync(ledger.Ledger.Change, budget.Id, patch, default)).Error!.Fields!.Keys;
}
