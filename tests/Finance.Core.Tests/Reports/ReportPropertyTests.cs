using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Reports.Breakdown;
using Finance.Core.Reports.Custom;
using Finance.Core.Reports.Worth;
using Finance.Core.Tests.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Reports;

/// <summary>Whatever users do, every report says what counting all transactions again says.</summary>
public sealed class ReportPropertyTests
{
    private static readonly DateRange AllDays = new(LedgerDates.First, LedgerDates.Last);
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(25);

    private static readonly ReportQuery[] Queries =
    [
        new(Month: "2024-02"),
        new(Year: "2024"),
        new(From: "2024-01-31", To: "2025-01-01"),
        new(From: "2020-01-01", To: "2030-06-15"),
        new(From: "2024-03-11", To: "2024-03-20"),
    ];

    [Fact]
    public void Reports_AnySequenceOfSteps_SayWhatTheTransactionsSay() =>
        Check.One(Runs, Prop.ForAll(Step.Scripts(40), steps => HoldAsync(steps).GetAwaiter().GetResult()));

    private static async Task HoldAsync(Step[] steps)
    {
        var script = await LedgerScript.BeginAsync();
        await script.RunAsync(steps);
        var ledger = script.Ledger;
        var rates = NaiveRates.Jumping(steps.Length, new DateRange(LedgerScript.FirstDay.AddDays(60), LedgerScript.FirstDay.AddDays(700)), "USD", "JPY");
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, rates.Published);
        var chart = (await ledger.OpenAsync()).Chart;
        var transactions = new List<Transaction>();
        await foreach (var transaction in ledger.Ledgers.Reader.TransactionsAsync(ledger.Caller.User, AllDays))
        {
            transactions.Add(transaction);
        }

        var accounts = chart.Accounts.Select(account => (string?)account.Id).Append(null);
        foreach (var (query, currency, accountId) in from query in Queries
                                                     from currency in new[] { "USD", "EUR" }
                                                     from accountId in accounts
                                                     select (query, currency, accountId))
        {
            var asked = query with { Currency = currency, AccountId = accountId };
            NaiveReport Naive(DateRange days) => new(transactions, chart, days, Currency.Of(currency), accountId, rates);
            await CompareCategoriesAsync(ledger, asked, Naive, chart);
            await CompareIncomeAsync(ledger, asked, Naive);
            await CompareWorthAsync(ledger, asked, Naive, chart);
        }

        await CompareQueriesAsync(ledger, transactions, chart);
    }

    private static async Task CompareQueriesAsync(TestLedger ledger, IReadOnlyList<Transaction> transactions, Chart chart)
    {
        GroupBy[][] groupings =
        [
            [], [GroupBy.Month], [GroupBy.Week, GroupBy.Type], [GroupBy.Category, GroupBy.Month], [GroupBy.Type], [GroupBy.Tag, GroupBy.Category],
            [GroupBy.Payee, GroupBy.Account],
        ];
        var home = chart.Categories.FirstOrDefault(category => category.Name == "Home")?.Id;
        TransactionFilter[] filters = [new(), new() { Type = TransactionType.Expense }, new() { Type = TransactionType.Transfer }, new() { CategoryId = home }];
        var service = new QueryService(ledger.Ledgers, ledger.Exchange, ledger.Clock);
        foreach (var (account, groupBy, filter, report, isRead) in from account in chart.Accounts
                                                                   from groupBy in groupings
                                                                   from filter in filters
                                                                   from report in Queries.Take(3)
                                                                   from isRead in new[] { false, true }
                                                                   select (account, groupBy, filter, report, isRead))
        {
            Measure[] measures = isRead ? [Measure.Sum, Measure.Count, Measure.Min] : [Measure.Sum, Measure.Count];
            var query = new CustomQuery(report with { AccountId = account.Id, Currency = account.Currency.Code }, groupBy, measures, filter, null);
            var found = (await service.QueryAsync(ledger.Caller, query, null, default)).Value;
            var said = found.Groups.ToDictionary(
                group => string.Join('|', groupBy.Select(grouping => KeyOf(group, grouping))),
                group => NaiveQuery.Said(
                    group.Figures.Sum.Minor,
                    group.Figures.Count,
                    isRead ? group.Figures.Min?.Minor : null,
                    group.Figures.Income.Minor,
                    group.Figures.Expenses.Minor));
            Assert.Equal(
                new NaiveQuery(transactions, chart, query, found.Period.Days, account.Id).Groups(),
                new SortedDictionary<string, string>(said, StringComparer.Ordinal));
        }
    }

    private static string? KeyOf(CustomGroup group, GroupBy grouping) => grouping switch
    {
        GroupBy.Month => group.Month.ToString(),
        GroupBy.Week => LedgerDates.Format(group.Week!.Value),
        GroupBy.Category => group.Category?.Id,
        GroupBy.Account => group.Account!.Id,
        GroupBy.Payee => group.Payee,
        GroupBy.Tag => group.Tag,
        _ => group.Type.ToString(),
    };

    private static async Task CompareCategoriesAsync(TestLedger ledger, ReportQuery query, Func<DateRange, NaiveReport> naive, Chart chart)
    {
        var report = (await Reports(ledger).CategoryAsync(ledger.Caller, query, default)).Value;
        var (now, before) = (naive(report.Current.Period.Days), naive(report.Previous.Period.Days));
        var branches = Flat(report.Categories).ToList();
        Assert.Equal((now.Income, now.Expenses, now.Count), (report.Current.Income.Minor, report.Current.Expenses.Minor, report.Current.TransactionCount));
        Assert.Equal(NonZero(Upwards(now.ByCategory, chart)), NonZero(branches, branch => branch.Amount.Minor));
        Assert.Equal(NonZero(now.ByCategory), NonZero(branches, branch => branch.OwnAmount.Minor));
        Assert.Equal(NonZero(Upwards(before.ByCategory, chart)), NonZero(branches, branch => branch.Previous.Minor));
        foreach (var month in report.Current.Period.Days.Months().Where(month => month.Year is > 2022 and < 2027))
        {
            var expected = Upwards(naive(month.Days.Intersect(report.Current.Period.Days)).ByCategory, chart);
            Assert.Equal(NonZero(expected), NonZero(branches, branch => branch.Trend.Where(point => point.Month == month).Sum(point => point.Amount.Minor)));
        }

        Assert.All(branches, branch => Assert.Equal(branch.Amount.Minor, branch.Trend.Sum(point => point.Amount.Minor)));
    }

    private static async Task CompareIncomeAsync(TestLedger ledger, ReportQuery query, Func<DateRange, NaiveReport> naive)
    {
        var report = (await Reports(ledger).IncomeAsync(ledger.Caller, query, default)).Value;
        foreach (var month in report.Months.Where(month => month.Month.Year is > 2022 and < 2027))
        {
            var expected = naive(month.Month.Days.Intersect(report.Current.Period.Days));
            Assert.Equal((expected.Income, expected.Expenses, expected.Count), (month.Income.Minor, month.Expenses.Minor, month.TransactionCount));
        }

        Assert.Equal(report.Current.Net.Minor, report.Months.Count == 0 ? 0 : report.Months[^1].CumulativeNet.Minor);
        Assert.Equal(report.Current.TransactionCount, report.Months.Sum(month => month.TransactionCount));
    }

    private static async Task CompareWorthAsync(TestLedger ledger, ReportQuery query, Func<DateRange, NaiveReport> naive, Chart chart)
    {
        var interval = query.From == "2024-03-11" ? WorthInterval.Day : query.Year is null ? WorthInterval.Quarter : WorthInterval.Week;
        var report = (await new WorthService(ledger.Ledgers, ledger.Exchange, ledger.Clock).WorthAsync(ledger.Caller, query, interval, default)).Value;
        foreach (var point in report.Points.Prepend(report.Start))
        {
            Assert.Equal(naive(new DateRange(LedgerDates.First, point.Date)).NetWorth, point.NetWorth.Minor);
            Assert.Equal(point.NetWorth, point.Assets - point.Liabilities);
        }

        Assert.Equal(query.To ?? (query.Month is null ? "2024-12-31" : "2024-02-29"), LedgerDates.Format(report.Points[^1].Date));
        for (var at = 0; at < report.Points.Count; at++)
        {
            Assert.Equal(report.Points[at].NetWorth.Minor, report.Accounts.Sum(account => account.Values[at]?.Minor ?? 0));
        }

        Assert.Equal(report.Points[^1].Liabilities.Minor, -report.Accounts.Where(account => account.IsDebt).Sum(account => account.Value?.Minor ?? 0));
        Assert.All(report.Accounts, account => Assert.False(chart.AllAccounts[account.Account.Id].IsDeleted));
    }

    private static IEnumerable<CategoryBranch> Flat(IEnumerable<CategoryBranch> branches) =>
        branches.SelectMany(branch => Flat(branch.Children).Prepend(branch));

    /// <summary>Amounts of categories with those of all below them.</summary>
    private static Dictionary<(string? Category, CategoryType Type), long> Upwards(
        Dictionary<(string? Category, CategoryType Type), long> own, Chart chart) => own
        .SelectMany(amount => Above(amount.Key.Category, chart).Select(id => (Key: (id, amount.Key.Type), amount.Value)))
        .GroupBy(amount => amount.Key)
        .ToDictionary(amounts => amounts.Key, amounts => amounts.Sum(amount => amount.Value));

    private static IEnumerable<string?> Above(string? id, Chart chart)
    {
        yield return id;
        for (var parent = chart.FindCategory(id)?.ParentId; parent is not null; parent = chart.FindCategory(parent)?.ParentId)
        {
            yield return parent;
        }
    }

    private static SortedDictionary<string, long> NonZero(IEnumerable<CategoryBranch> branches, Func<CategoryBranch, long> amount) =>
        NonZero(branches.ToDictionary(branch => (branch.Category?.Id, branch.Type), amount));

    private static SortedDictionary<string, long> NonZero(IDictionary<(string? Category, CategoryType Type), long> amounts) => new(amounts
        .Where(amount => amount.Value != 0)
        .ToDictionary(amount => $"{amount.Key}", amount => amount.Value));

    private static ReportService Reports(TestLedger ledger) => new(ledger.Ledgers, ledger.Exchange, ledger.Clock);
}
