using System.Text.Json;
using System.Text.Json.Serialization;
using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Reports.Custom;
using Finance.Core.Reports.Tax;
using Finance.Core.Reports.Trends;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Tags;
using Finance.Core.Tests.Ledgers;
using Finance.Core.Tests.Reports;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Sharing;

/// <summary>
/// Whatever is shared, whoever gets it sees what the owner of a ledger would see that never held anything else: the entries that are shown are
/// entered into such a ledger, and both are asked the same.
/// </summary>
public sealed class SharedPartPropertyTests
{
    private static readonly DateRange AllDays = new(LedgerDates.First, LedgerDates.Last);
    private static readonly JsonSerializerOptions Json = new() { Converters = { new PeriodText() } };
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(15);

    private static readonly ReportQuery[] Queries =
    [
        new(Month: "2024-02"),
        new(Year: "2024"),
        new(From: "2020-01-01", To: "2030-06-15"),
        new(From: "2024-03-11", To: "2024-04-20"),
    ];

    private static readonly TransactionFilter[] Filters =
    [
        new(),
        new() { Type = TransactionType.Expense },
        new() { Tag = "food" },
        new() { MinAmount = 20 },
        new() { Text = "1" },
        new() { From = new DateOnly(2024, 1, 10), To = new DateOnly(2024, 9, 20) },
    ];

    [Fact]
    public void Part_AnyLedgerAndGrant_SaysWhatALedgerOfTheseEntriesSays() =>
        Check.One(Runs, Prop.ForAll(Step.Scripts(40), steps => HoldAsync(steps).GetAwaiter().GetResult()));

    private static async Task HoldAsync(Step[] steps)
    {
        var script = await LedgerScript.BeginAsync();
        await script.RunAsync(steps);
        var whole = script.Ledger;
        var rates = NaiveRates.Jumping(steps.Length, new DateRange(LedgerScript.FirstDay.AddDays(60), LedgerScript.FirstDay.AddDays(700)), "USD", "JPY");
        await TestRates.StoreAsync(whole.Store, whole.Clock, rates.Published);
        var guest = await TestLedger.CreateAsync(whole.Store, whole.Clock.Now);
        var categories = (await whole.OpenAsync()).Chart.Categories.Select(category => category.Id).ToList();
        TransactionType[][] types = [[], [TransactionType.Expense], [TransactionType.Income, TransactionType.Transfer]];
        foreach (var scope in from ids in (string[][])[[], [.. categories.Take(1)], [.. categories.Skip(1).Take(2)]]
                              from some in types
                              select new GrantScope(GrantKind.Transactions, ids, some))
        {
            await CompareAsync(whole, guest, scope);
        }
    }

    private static async Task CompareAsync(TestLedger whole, TestLedger guest, GrantScope scope)
    {
        var incarnation = (await guest.OpenAsync()).Head.Incarnation;
        await whole.CommitAsync("grant.created", "grant", draft =>
        {
            draft.Plans.Grants.ToList().ForEach(draft.Delete);
            draft.Put(new Grant
            {
                Id = LedgerKeys.NewId(),
                Grantee = guest.Caller.User,
                GranteeLedger = incarnation,
                Access = GrantAccess.Read,
                Scope = scope,
                CreatedAt = draft.Now,
                Version = draft.Version,
            });
        });
        var caller = guest.Caller with { Ledger = whole.Caller.User };
        var opened = (await whole.Ledgers.OpenAsync(caller, LedgerPart.Entries, default)).Value;
        var shown = await whole.Ledgers.Reader.TransactionsAsync(opened, AllDays).ToListAsync();
        var alone = await EnterAsync(whole, opened, shown);

        foreach (var filter in Filters)
        {
            Assert.Equal(await ListAsync(alone, alone.Caller, filter), await ListAsync(whole, caller, filter));
        }

        Assert.Equal(Text(await new TagService(alone.Ledgers).ListAsync(alone.Caller, default)), Text(await new TagService(whole.Ledgers).ListAsync(caller, default)));
        foreach (var query in Queries)
        {
            Assert.Equal(await ReportAsync(alone, alone.Caller, query), await ReportAsync(whole, caller, query));
        }
    }

    /// <summary>A ledger of its own that holds these entries, in the same accounts and categories.</summary>
    private static async Task<TestLedger> EnterAsync(TestLedger whole, LedgerSnapshot opened, IReadOnlyList<Transaction> shown)
    {
        var alone = await TestLedger.CreateAsync(whole.Store, whole.Clock.Now, opened.Profile.Currency.Code);
        await alone.CommitAsync("chart", "chart", draft =>
        {
            draft.TakeEntries(100_000);
            foreach (var account in opened.Chart.AllAccounts.Values)
            {
                draft.Put(account with { History = Core.Accounts.BalanceHistory.Empty });
            }

            foreach (var category in opened.Chart.AllCategories.Values)
            {
                draft.Put(category);
            }
        });
        foreach (var entries in shown.Chunk(15))
        {
            var entered = await alone.Ledgers.ChangeAsync<Done>(
                alone.Change,
                async (draft, token) =>
                {
                    foreach (var entry in entries)
                    {
                        await draft.AddAsync(entry with { Version = draft.Version }, token);
                        if (entry.Date != entry.Id.OriginalDate)
                        {
                            var place = LedgerKeys.Transaction(entry.Id, entry.Date);
                            draft.Stage(new RowChange(RowChangeKind.Put, MovedRow.To(draft.Owner, entry.Id, place)));
                        }
                    }

                    draft.Record("entered", "entries", null, null);
                    return Done.Value;
                },
                default);
            Assert.Null(entered.Error);
        }

        return alone;
    }

    private static async Task<string> ListAsync(TestLedger ledger, Caller caller, TransactionFilter filter)
    {
        var lister = new TransactionLister(ledger.Ledgers);
        var lines = new List<string>();
        foreach (var sort in (TransactionSort[])[TransactionSort.NewestFirst, TransactionSort.OldestFirst, TransactionSort.LargestFirst])
        {
            string? next = null;
            do
            {
                var page = (await lister.ListAsync(caller, filter, sort, new PageRequest(7, next), default)).Value;
                lines.AddRange(page.Items.Select(item => $"{item.Entry.Transaction.Id} {item.Entry.Transaction.Amount} {page.TotalCount}"));
                Assert.All(page.Items, item => Assert.Equal(caller.IsShared, item.RunningBalance is null && item.Entry.Account.IsBalanceHidden));
                next = page.Next;
            }
            while (next is not null);
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> ReportAsync(TestLedger ledger, Caller caller, ReportQuery query)
    {
        var reports = new ReportService(ledger.Ledgers, ledger.Exchange, ledger.Clock);
        var summary = (await reports.SummaryAsync(caller, query, default)).Value;
        Assert.Equal(caller.IsShared, summary.Current.IsWorthHidden);
        var current = summary.Current with { NetWorth = default!, Assets = default!, Liabilities = default!, IsWorthHidden = false };
        var tax = (await new TaxService(ledger.Ledgers, ledger.Exchange, ledger.Clock)
            .TaxAsync(caller, query, new PageRequest(100, null), default)).Value;
        var queries = new QueryService(ledger.Ledgers, ledger.Exchange, ledger.Clock);
        CustomQuery[] custom =
        [
            new(query, [GroupBy.Type], [Measure.Sum, Measure.Count], new TransactionFilter(), null),
            new(query, [GroupBy.Month, GroupBy.Category], [Measure.Sum, Measure.Net, Measure.Count], new TransactionFilter(), null),
            new(query, [GroupBy.Tag], [Measure.Max, Measure.Count], new TransactionFilter(), null),
        ];
        List<string> parts =
        [
            $"{current.Income} {current.Expenses} {current.Net} {current.SavingsRate} {current.TransactionCount} {current.AverageDailySpend}",
            $"{summary.LargestExpense?.Amount} {summary.Change.TransactionCount} {summary.Change.Net}",
            Text(summary.TopCategories),
            Text((await reports.CategoryAsync(caller, query, default)).Value),
            Text((await reports.IncomeAsync(caller, query, default)).Value),
            $"{tax.Deductible} {tax.Totals.TransactionCount} {string.Join(' ', tax.Entries.Select(entry => entry.Entry.Transaction.Id))}",
        ];
        foreach (var asked in custom)
        {
            var answered = (await queries.QueryAsync(caller, asked, null, default)).Value;
            parts.Add(Text(answered.Groups) + Text(answered.Total) + Text(answered.Unconverted));
        }

        if (query.Month is not null)
        {
            var monthly = (await reports.MonthlyAsync(caller, query, default)).Value;
            parts.Add(Text(monthly.ByCategory) + Text(monthly.Current) + Text(monthly.PreviousMonth));
        }

        var trends = (await new TrendService(ledger.Ledgers, ledger.Exchange, ledger.Clock).TrendsAsync(caller, new TrendQuery(query), default)).Value;
        parts.Add(Text(trends.Months) + Text(trends.History));
        return string.Join('\n', parts);
    }

    private static string Text<T>(Result<T> result) => Text(result.Value);

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);

    /// <summary>A period knows the one before it, and so on.</summary>
    private sealed class PeriodText : JsonConverter<ReportPeriod>
    {
        public override ReportPeriod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ReportPeriod value, JsonSerializerOptions options) =>
            writer.WriteStringValue($"{value.Days.From}-{value.Days.To}");
    }
}
