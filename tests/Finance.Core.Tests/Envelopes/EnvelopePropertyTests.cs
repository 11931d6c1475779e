using System.Globalization;
using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Envelopes;
using Finance.Core.Tests.Ledgers;
using Finance.Core.Transactions;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Envelopes;

/// <summary>
/// Whatever is entered, changed, deleted, merged and assigned, in whatever order of months, the envelopes of every month are what the
/// transactions say, and what is in them is the money that there is.
/// </summary>
public sealed class EnvelopePropertyTests
{
    private static readonly DateRange AllDays = new(LedgerDates.First, LedgerDates.Last);
    private static readonly Month FirstMonth = Month.Of(2023, 10);
    private const int MonthCount = 30;

    [Fact]
    public void Steps_AnySequence_EveryMonthIsWhatTheTransactionsSay() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(
            Step.Scripts(40),
            Step.Scripts(30),
            (steps, assignments) => HoldAsync(steps, assignments).GetAwaiter().GetResult()));

    private static async Task HoldAsync(Step[] steps, Step[] assignments)
    {
        var script = await LedgerScript.BeginAsync();
        await script.Ledger.AddAccountAsync("Depot", opening: 4_000, type: AccountType.Investment);
        await script.Ledger.AddAccountAsync("Purse", opening: 30, type: AccountType.Cash);
        TestLedger[] processes = [script.Ledger, script.Ledger];
        var assigned = new Dictionary<AssignedCell, long>();
        for (var at = 0; at < Math.Max(steps.Length, assignments.Length); at++)
        {
            await script.RunAsync(steps.Skip(at).Take(1));
            if (at < assignments.Length)
            {
                await AssignAsync(processes[at % processes.Length], assignments[at], assigned);
            }
        }

        await CompareAsync(processes[0], assigned);
    }

    private static async Task AssignAsync(TestLedger ledger, Step step, Dictionary<AssignedCell, long> assigned)
    {
        var service = new EnvelopeService(ledger.Ledgers, ledger.Clock);
        var envelopes = (await ledger.OpenAsync()).Chart.Categories.Where(category => category.Type == CategoryType.Expense).ToList();
        if (envelopes.Count == 0)
        {
            return;
        }

        var month = FirstMonth.AddMonths(step.Day % MonthCount);
        var (one, other) = (envelopes[step.Which % envelopes.Count].Id, envelopes[step.What % envelopes.Count].Id);
        var amount = new AmountText("amount", step.What.ToString(CultureInfo.InvariantCulture));
        var rule = new AssignRequest(month, (AssignRule)(step.Which % 3), step.Which % 3 == 1 ? 1 + (step.What % 24) : null);
        var pending = ((int)step.Kind % 4) switch
        {
            0 => service.AssignByRuleAsync(ledger.Change, rule, default),
            1 => service.MoveAsync(ledger.Change, new EnvelopeMove(month, step.Which % 5 == 0 ? "none" : one, other, amount), default),
            _ => service.AssignAsync(ledger.Change, one, month, amount, default),
        };
        var result = await pending;
        foreach (var change in result.IsOk ? result.Value.Changed : [])
        {
            var cell = new AssignedCell(month, change.CategoryId ?? "");
            assigned[cell] = assigned.GetValueOrDefault(cell) + change.After.Minor - change.Before.Minor;
        }
    }

    private static async Task CompareAsync(TestLedger ledger, Dictionary<AssignedCell, long> assigned)
    {
        var service = new EnvelopeService(ledger.Ledgers, ledger.Clock);
        var chart = (await ledger.OpenAsync()).Chart;
        var transactions = new List<Transaction>();
        await foreach (var transaction in ledger.Ledgers.Reader.TransactionsAsync(ledger.Caller.User, AllDays))
        {
            transactions.Add(transaction);
        }

        foreach (var month in Enumerable.Range(-1, MonthCount + 2).Select(FirstMonth.AddMonths))
        {
            foreach (DateOnly? on in new DateOnly?[] { null, month.FirstDay.AddDays(month.Index % 27), month.FirstDay.AddDays(-40) })
            {
                var shown = (await service.GetAsync(ledger.Caller, new EnvelopeQuery(month, on), default)).Value;
                var naive = new NaiveEnvelopes(chart, transactions, assigned, month, on ?? month.LastDay);
                Assert.Equal(naive.Text, NaiveEnvelopes.TextOf(shown));
                Assert.Equal(shown.ToAssign, shown.CarriedToAssign + shown.Income + shown.Transfers - shown.Assigned);
                Assert.Equal(shown.Cash, shown.Available + shown.ToAssign);
                Assert.All(shown.Items, item => Assert.Equal(item.Available, item.Carried + item.Assigned + item.Activity));
            }
        }
    }
}
