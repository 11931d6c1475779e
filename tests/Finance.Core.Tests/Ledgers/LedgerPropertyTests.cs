using Finance.Core.Audits;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Storage;
using Finance.Core.Tests.Reports;
using Finance.Core.Transactions;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Ledgers;

/// <summary>Whatever users do, and whatever the store does to them, every sum of a ledger is what its transactions add up to.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly DateRange AllDays = new(LedgerDates.First, LedgerDates.Last);
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(40);

    private static readonly ReportQuery[] Queries =
    [
        new(),
        new(Month: "2024-02"),
        new(Month: "2024-12"),
        new(Year: "2023"),
        new(Year: "2024"),
        new(From: "2024-03-11", To: "2024-03-20"),
        new(From: "2023-12-30", To: "2024-11-02"),
        new(From: "2024-01-31", To: "2025-01-01"),
        new(From: "2020-01-01", To: "2030-06-15"),
    ];

    [Fact]
    public void Steps_AnySequence_EverySumIsWhatTheTransactionsSay() =>
        Check.One(Runs, Prop.ForAll(Step.Scripts(40), steps => Hold(steps, null)));

    [Fact]
    public void Steps_StoreFailsBeforeAndAfterCommits_EverySumIsWhatTheTransactionsSay()
    {
        var faults = new Faults
        {
            UnavailableBeforeCommit = 0.1,
            UnavailableAfterCommit = 0.15,
            Conflict = 0.15,
            ConflictsInARow = 2,
            UnavailableRead = 0.02,
        };

        Check.One(Runs, Prop.ForAll(Step.Scripts(40), steps => Hold(steps, store => new FaultyTableStore(store, faults, steps.Length))));
    }

    private static void Hold(Step[] steps, Func<ITableStore, ITableStore>? wrap) => HoldAsync(steps, wrap).GetAwaiter().GetResult();

    private static async Task HoldAsync(Step[] steps, Func<ITableStore, ITableStore>? wrap)
    {
        var script = await LedgerScript.BeginAsync(wrap);
        await script.RunAsync(steps);
        var ledger = script.Ledger;
        var snapshot = await ledger.OpenAsync();
        var transactions = await AllAsync(ledger);

        var verified = (await new LedgerVerifier(ledger.Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default)).Value;
        Assert.Equal([], verified.Differences);
        Assert.Equal([transactions.Count, transactions.Count], new[] { verified.Checked, snapshot.Head.TransactionCount });
        var rates = await PublishAsync(ledger, steps.Length);
        foreach (var currency in new[] { "USD", "JPY", "EUR" })
        {
            await CompareAsync(ledger, snapshot, transactions, currency, null, rates);
        }

        foreach (var account in snapshot.Chart.Accounts)
        {
            await CompareAsync(ledger, snapshot, transactions, account.Currency.Code, account.Id, rates);
            await CompareAsync(ledger, snapshot, transactions, "EUR", account.Id, rates);
            var naive = new NaiveReport(transactions, snapshot.Chart, AllDays, account.Currency, account.Id, rates);
            Assert.Equal(naive.NetWorth, account.Balance.Minor);
        }
    }

    /// <summary>Rates of most days from some day on, so that some entries lie before the first, and in a few ledgers none at all.</summary>
    private static async Task<NaiveRates> PublishAsync(TestLedger ledger, int seed)
    {
        var days = new DateRange(LedgerScript.FirstDay.AddDays(100), LedgerScript.FirstDay.AddDays(seed % 5 == 0 ? 99 : 700));
        var rates = NaiveRates.Jumping(seed, days, "USD", "JPY");
        if (rates.Published.Count > 0)
        {
            await TestRates.StoreAsync(ledger.Store, ledger.Clock, rates.Published);
        }

        return rates;
    }

    private static async Task CompareAsync(
        TestLedger ledger,
        LedgerSnapshot snapshot,
        List<Transaction> transactions,
        string currency,
        string? accountId,
        NaiveRates rates)
    {
        var reports = new ReportService(ledger.Ledgers, ledger.Exchange, ledger.Clock);
        foreach (var query in Queries)
        {
            var asked = query with { Currency = currency, AccountId = accountId };
            var summary = (await reports.SummaryAsync(ledger.Caller, asked, default)).Value;
            var naive = Naive(summary.Current.Period);
            var before = Naive(summary.Previous.Period);
            Assert.Equal(naive.LargestExpense, summary.LargestExpense?.Amount.Minor);
            Assert.Equal((naive.Income, naive.Expenses, naive.Count, naive.NetWorth), Said(summary.Current));
            Assert.Equal((before.Income, before.Expenses, before.Count, before.NetWorth), Said(summary.Previous));
            Assert.Equal(NonZero(naive.Unconverted), NonZero(summary.Unconverted.ToDictionary(apart => apart.Currency.Code, apart => apart.Net.Minor)));
            if (summary.Current.Period.Kind == PeriodKind.Month)
            {
                var month = (await reports.MonthlyAsync(ledger.Caller, asked, default)).Value;
                Assert.Equal(NonZero(naive.ByCategory), NonZero(Said(month, line => line.Amount)));
                Assert.Equal(NonZero(before.ByCategory), NonZero(Said(month, line => line.Previous)));
            }
        }

        NaiveReport Naive(ReportPeriod period) => new(transactions, snapshot.Chart, period.Days, Currency.Of(currency), accountId, rates);
    }

    private static (long Income, long Expenses, long Count, long NetWorth) Said(PeriodFigures figures) =>
        (figures.Income.Minor, figures.Expenses.Minor, figures.TransactionCount, figures.NetWorth.Minor);

    private static Dictionary<(string? Category, CategoryType Type), long> Said(MonthlyReport month, Func<CategoryMonth, Money> amount) =>
        month.ByCategory.ToDictionary(line => (line.Category?.Id, line.Type), line => amount(line).Minor);

    private static SortedDictionary<string, long> NonZero<T>(IDictionary<T, long> amounts)
        where T : notnull => new(amounts
        .Where(amount => amount.Value != 0)
        .ToDictionary(amount => $"{amount.Key}", amount => amount.Value));

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
