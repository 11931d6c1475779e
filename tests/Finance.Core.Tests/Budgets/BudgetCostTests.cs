using Finance.Core.Budgets;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>
/// What budgets ask of the store must grow neither with the history nor with their number; what they remember must not be stale.
/// </summary>
public sealed class BudgetCostTests
{
    private static readonly DateRange Years = new(new DateOnly(2016, 1, 1), new DateOnly(2026, 6, 15));

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    public async Task ListAsync_FiftyBudgets_TakesAHandfulOfCallsAtAnySize(int transactions)
    {
        var (ledger, calls) = await FillAsync(transactions);
        var cold = await CallsAsync(calls, () => ledger.Service.ListAsync(ledger.Ledger.Caller, null, default));
        var warm = await CallsAsync(calls, () => ledger.Service.ListAsync(ledger.Ledger.Caller, null, default));
        var status = await CallsAsync(calls, () => ledger.Service.StatusAsync(ledger.Ledger.Caller, Day("2020-02-29"), default));

        // The head, the chart, the years, the days, and the head again.
        Assert.InRange(cold, 3, 5);
        Assert.Equal((1, 1), (warm, status));
    }

    [Fact]
    public async Task GetAsync_AnyBudget_TakesAHandfulOfCalls()
    {
        var (ledger, calls) = await FillAsync(2_000);
        foreach (var budget in (await ledger.Ledger.OpenAsync()).Plans.Budgets)
        {
            var fresh = ledger.Reopen();
            Assert.InRange(
                await CallsAsync(calls, () => fresh.Service.GetAsync(fresh.Ledger.Caller, budget.Id, null, 120, default)), 3, 8);
        }
    }

    [Fact]
    public async Task CreateAsync_TransactionUnderFiftyBudgets_ReadsNoMoreThanWithout()
    {
        var (ledger, calls) = await FillAsync(2_000);
        await ledger.Service.ListAsync(ledger.Ledger.Caller, null, default);

        var entered = await CallsAsync(calls, () => ledger.SpendAsync("900", "2026-06-14", ledger.Food));

        Assert.Equal(1, entered);
        Assert.NotEmpty(await ledger.ToldAsync());
    }

    [Fact]
    public async Task ListAsync_SameProcessAfterEveryChange_SaysWhatAFreshOneSays()
    {
        var ledger = await CreateAsync();
        foreach (var budget in Mixed(ledger, 12))
        {
            await ledger.AddAsync(budget);
        }

        var random = new Random(11);
        var there = new List<TransactionId>();
        for (var step = 0; step < 80; step++)
        {
            var (day, category) = (Day("2025-12-20").AddDays(random.Next(178)), random.Next(2) == 0 ? ledger.Groceries : ledger.Travel);
            if (there.Count == 0 || random.Next(3) == 0)
            {
                there.Add((await ledger.SpendAsync($"{1 + random.Next(90)}", LedgerDates.Format(day), category)).Id);
            }
            else if (random.Next(3) > 0)
            {
                var patch = new TransactionPatch { Date = day, CategoryId = category };
                Ok(await ledger.Ledger.Transactions.UpdateAsync(ledger.Ledger.Change, there[random.Next(there.Count)], patch, default));
            }
            else
            {
                Ok(await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, there[0], default));
                there.RemoveAt(0);
            }

            Assert.Equal(await FiguresAsync(ledger.Reopen()), await FiguresAsync(ledger));
        }
    }

    private static async Task<(BudgetLedger Ledger, StorageCalls Calls)> FillAsync(int transactions)
    {
        var store = new InMemoryTableStore();
        var ledger = await CreateAsync(store);
        await ledger.Ledger.FillAsync(transactions, Years, ledger.Groceries);
        foreach (var budget in Mixed(ledger, 50))
        {
            await ledger.AddAsync(budget);
        }

        var calls = new StorageCalls();
        return (ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System)), calls);
    }

    private static IEnumerable<NewBudget> Mixed(BudgetLedger ledger, int count) => Enumerable.Range(0, count).Select(number => new NewBudget
    {
        Name = $"Budget {number}",
        Amount = Amount("500"),
        Period = (BudgetPeriod)(number % 5),
        CategoryIds = (number % 4) switch { 0 => [], 1 => [ledger.Food], 2 => [ledger.Groceries, ledger.Travel], _ => [ledger.Travel] },
        Start = Day($"20{16 + (number % 11)}-01-10"),
        End = number % 5 == (int)BudgetPeriod.Custom ? Day("2026-07-09") : null,
        Rollover = (RolloverRule)(number % 3),
    });

    private static async Task<IReadOnlyList<BudgetPeriodFigures>> FiguresAsync(BudgetLedger ledger) =>
        [.. Ok(await ledger.Service.ListAsync(ledger.Ledger.Caller, null, default)).Select(found => found.Current)];

    private static async Task<int> CallsAsync<T>(StorageCalls calls, Func<Task<T>> ask)
    {
        var before = calls.Total;
        await ask();
        return calls.Total - before;
    }
}
