using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Reports;
using Finance.Core.Reports.Variance;
using Finance.Core.Storage;
using Finance.Core.Tests.Ledgers;
using Finance.Core.Transactions;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>Whatever users do under a budget, its figures are what the transactions say, and nobody is told anything twice.</summary>
public sealed class BudgetPropertyTests
{
    private static readonly DateRange AllDays = new(LedgerDates.First, LedgerDates.Last);
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(25);

    // Before all entries, a leap day, the ends of a month and a year, the day on which the script plays, and after all.
    private static readonly string[] Days = ["2023-10-01", "2024-02-29", "2024-07-17", "2024-12-31", "2025-02-10", "2026-06-01"];

    private static readonly Gen<Budget> AnyBudget =
        from period in Gen.Elements(Enum.GetValues<BudgetPeriod>())
        from rollover in Gen.Elements(Enum.GetValues<RolloverRule>())
        from cap in Gen.Elements<long?>(null, 50_00, 900_00)
        from start in Gen.Choose(-60, 500)
        from length in Gen.Elements<int?>(null, 0, 45, 400)
        from named in Gen.Choose(0, 7)
        from amounts in Gen.Choose(0, 3).SelectMany(changes => Gen.Choose(0, 6_000_00).ListOf(changes + 1))
        from currency in Gen.Frequency((5, Gen.Constant("USD")), (1, Gen.Constant("JPY")))
        let first = LedgerScript.FirstDay.AddDays(start)
        select new Budget
        {
            Id = LedgerKeys.NewId(),
            Name = "Budget",
            Currency = Currency.Of(currency),
            Amounts = [.. amounts.Select((minor, change) => new BudgetAmount(first.AddDays(70 * change), minor))],
            Period = period,
            // Which categories these numbers mean, the ledger tells.
            CategoryIds = [.. Enumerable.Range(0, 3).Where(bit => (named >> bit) % 2 == 1).Select(bit => $"{bit}")],
            Start = first,
            End = period == BudgetPeriod.Custom ? first.AddDays(length ?? 90) : length is { } days ? first.AddDays(days) : null,
            Rollover = rollover,
            RolloverCap = cap,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    private static readonly Arbitrary<Budget[]> Budgets = Gen.Choose(1, 6).SelectMany(count => AnyBudget.ArrayOf(count)).ToArbitrary();

    [Fact]
    public void Steps_AnySequence_FiguresAreWhatTheTransactionsSay() =>
        Check.One(Runs, Prop.ForAll(Budgets, Step.Scripts(60), (budgets, steps) => Hold(budgets, steps, null)));

    [Fact]
    public void Steps_StoreFailsBeforeAndAfterCommits_FiguresAreWhatTheTransactionsSay()
    {
        var faults = new Faults
        {
            UnavailableBeforeCommit = 0.1,
            UnavailableAfterCommit = 0.15,
            Conflict = 0.15,
            ConflictsInARow = 2,
            UnavailableRead = 0.02,
        };

        Check.One(Runs, Prop.ForAll(Budgets, Step.Scripts(60), (budgets, steps) =>
            Hold(budgets, steps, store => new FaultyTableStore(store, faults, steps.Length))));
    }

    private static void Hold(Budget[] budgets, Step[] steps, Func<ITableStore, ITableStore>? wrap) =>
        HoldAsync(budgets, steps, wrap).GetAwaiter().GetResult();

    private static async Task HoldAsync(Budget[] asked, Step[] steps, Func<ITableStore, ITableStore>? wrap)
    {
        var script = await LedgerScript.BeginAsync(wrap);
        var ids = (await script.Ledger.OpenAsync()).Chart.Categories
            .Where(category => category.Type == CategoryType.Expense)
            .Select(category => category.Id)
            .ToList();
        var budgets = asked
            .Select(budget => budget with { CategoryIds = [.. budget.CategoryIds.Select(bit => ids[bit[0] - '0'])] })
            .ToList();
        await script.Ledger.CommitAsync("test", "test", draft => budgets.ForEach(draft.Put));
        await script.RunAsync(steps);

        var ledger = script.Ledger;
        var (chart, transactions) = ((await ledger.OpenAsync()).Chart, await AllAsync(ledger));
        foreach (var budget in budgets)
        {
            var naive = new NaiveBudget(transactions, chart, budget, DayOfWeek.Monday);
            foreach (var day in Days)
            {
                await CompareAsync(ledger, budget, naive, Day(day));
            }

            await CompareWithReportAsync(ledger, budget);
            foreach (var (from, to) in Days.Zip(Days.Skip(1)))
            {
                await CompareVarianceAsync(ledger, budget, naive, Day(from), Day(to));
            }
        }

        await HoldToldAsync(ledger, budgets, transactions, chart);
    }

    private static async Task CompareAsync(TestLedger ledger, Budget budget, NaiveBudget naive, DateOnly on)
    {
        var service = new BudgetService(ledger.Ledgers, ledger.Clock);
        var expected = naive.Periods(on);
        var listed = Ok(await service.ListAsync(ledger.Caller, on, default)).Single(found => found.Budget.Id == budget.Id);
        var details = Ok(await service.GetAsync(ledger.Caller, budget.Id, on, BudgetService.MaxPeriods, default));

        Assert.Equal(expected[^1], NaivePeriod.Of(listed.Current));
        Assert.Equal(expected.TakeLast(BudgetService.MaxPeriods), details.History.Reverse().Select(NaivePeriod.Of));
        Assert.Equal((listed.Current, listed.Projected), (details.InLedger.Current, details.InLedger.Projected));
        var to = expected[^1].To < on ? expected[^1].To : on;
        Assert.Equal(
            naive.ByCategory(expected[^1].From, to),
            new SortedDictionary<string, long>(details.Breakdown
                .Where(part => part.Amount.Minor != 0)
                .ToDictionary(part => part.Category?.Id ?? "", part => part.Amount.Minor)));
        Assert.Equal(details.InLedger.Current.Spent.Minor, details.Breakdown.Sum(part => part.Amount.Minor));
    }

    private static async Task CompareWithReportAsync(TestLedger ledger, Budget budget)
    {
        if (!budget.IsOfAllSpending)
        {
            return;
        }

        var service = new BudgetService(ledger.Ledgers, ledger.Clock);
        var current = Ok(await service.GetAsync(ledger.Caller, budget.Id, Day("2025-02-10"), 1, default)).InLedger.Current;
        var days = current.Period with { To = current.Period.To < Day("2025-02-10") ? current.Period.To : Day("2025-02-10") };
        if (!days.IsEmpty)
        {
            var query = new ReportQuery(LedgerDates.Format(days.From), LedgerDates.Format(days.To), Currency: budget.Currency.Code);
            var report = Ok(await new ReportService(ledger.Ledgers, ledger.Exchange, ledger.Clock).SummaryAsync(ledger.Caller, query, default));
            Assert.Equal(report.Current.Expenses, current.Spent);
        }
    }

    private static async Task CompareVarianceAsync(TestLedger ledger, Budget budget, NaiveBudget naive, DateOnly from, DateOnly to)
    {
        var query = new ReportQuery(LedgerDates.Format(from), LedgerDates.Format(to), Currency: budget.Currency.Code);
        var report = Ok(await new VarianceService(ledger.Ledgers, ledger.Exchange, ledger.Clock).VarianceAsync(ledger.Caller, query, default));
        var line = report.Budgets.SingleOrDefault(found => found.Budget.Id == budget.Id);
        var expected = naive.Periods(to).Where(period => period.To >= from && period.From <= to).ToList();

        Assert.Equal(expected.Count, line?.PeriodCount ?? 0);
        Assert.Equal(expected.TakeLast(120), (line?.Periods ?? []).Reverse().Select(NaivePeriod.Of));
        var counted = expected.Where(period => period.Budgeted != 0).ToList();
        Assert.Equal(counted.Sum(period => period.Budgeted - period.Spent), line?.Sum.Variance.Minor ?? 0);
        Assert.Equal(line?.Sum, line?.Converted);
    }

    private static async Task HoldToldAsync(
        TestLedger ledger,
        List<Budget> budgets,
        IReadOnlyList<Transaction> transactions,
        Chart chart)
    {
        // A deleted category may have changed what counts since the last entry; this commit tells all that is left to be told.
        await ledger.CommitAsync("test", "test", draft => draft.TellsDeferred = true);
        var told = new List<(string Subject, string Title, string Days)>();
        await foreach (var row in ledger.Ledgers.Reader.RangeAsync(ledger.Caller.User, "note-", "note."))
        {
            var note = NotificationRow.Read(row);
            if (note.Kind == NotificationKind.BudgetThreshold)
            {
                told.Add((note.SubjectId, note.Title, note.Detail[note.Detail.IndexOf("from", StringComparison.Ordinal)..][..29]));
            }
        }

        Assert.Equal(told.Distinct().Count(), told.Count);
        var marked = (await ledger.OpenAsync()).Plans;
        var today = Day("2025-02-10");
        foreach (var budget in budgets)
        {
            Assert.Equal(budget.Version, marked.FindBudget(budget.Id)!.Version);
            var periods = new NaiveBudget(transactions, chart, budget, DayOfWeek.Monday).Periods(today);
            foreach (var period in periods.Where(period => period.From <= today && period.To >= today))
            {
                var (spent, available) = ((decimal)period.Spent, period.Budgeted + period.RolledOver);
                var isDue = period.Budgeted > 0 && spent > 0 && (spent > available || spent >= 0.8m * available);
                var days = $"from {LedgerDates.Format(period.From)} to {LedgerDates.Format(period.To)}";
                Assert.True(!isDue || told.Any(one => (one.Subject, one.Days) == (budget.Id, days)), $"{budget} {days}");
            }
        }
    }

    private static async Task<List<Transaction>> AllAsync(TestLedger ledger)
    {
        var all = new List<Transaction>();
        await foreach (var transaction in ledger.Ledgers.Reader.TransactionsAsync(ledger.Caller.User, AllDays))
        {
            all.Add(transaction);
        }

        return all;
    }
}
