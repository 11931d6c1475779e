using System.Globalization;
using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Ledgers;

/// <summary>One thing that a user does; the numbers choose among what is there at the time.</summary>
public sealed record Step(StepKind Kind, int What, int Which, int Day)
{
    public static Arbitrary<Step[]> Scripts(int longest) => Ledgers.Scripts.Of(Any, longest);

    private static Gen<Step> Any =>
        from kind in Gen.Frequency(
            (6, Gen.Elements(StepKind.Spend, StepKind.Earn)),
            (3, Gen.Elements(StepKind.Move, StepKind.Split, StepKind.Redate)),
            (2, Gen.Elements(StepKind.Recategorise, StepKind.Retag, StepKind.Delete, StepKind.DeleteImported)),
            (2, Gen.Elements(StepKind.PutIn, StepKind.Link, StepKind.TakeBack)),
            (1, Gen.Elements(StepKind.DeleteCategory, StepKind.MergeAccount)))
        from what in Gen.Choose(0, 9_999)
        from which in Gen.Choose(0, 999)
        from day in Gen.Choose(0, 800)
        select new Step(kind, what, which, day);
}

public enum StepKind
{
    Spend,
    Earn,
    Move,
    Split,
    Redate,
    Recategorise,
    Retag,
    Delete,
    DeleteImported,
    DeleteCategory,
    MergeAccount,
    PutIn,
    Link,
    TakeBack,
}

/// <summary>
/// Carries out steps on a ledger of two currencies through the services, by turns of two processes that do not know of each other.
/// </summary>
internal sealed class LedgerScript
{
    internal static readonly DateOnly FirstDay = new(2023, 11, 20);
    private static readonly string[] Tags = ["food", "work", "trip", "ärger"];
    private readonly TestLedger[] _processes;
    private readonly InMemoryTableStore _store;

    private LedgerScript(InMemoryTableStore store, params TestLedger[] processes) => (_store, _processes) = (store, processes);

    /// <summary>The ledger without faults and without memory.</summary>
    internal TestLedger Ledger => _processes[0].Reopen(_store);

    internal static async Task<LedgerScript> BeginAsync(Func<ITableStore, ITableStore>? wrap = null)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store, now: new DateTimeOffset(2025, 2, 10, 12, 0, 0, TimeSpan.Zero));
        await ledger.AddAccountAsync("Savings", opening: 10_000);
        await ledger.AddAccountAsync("Card", opening: -2_500);
        await ledger.AddAccountAsync("Yen", "JPY", opening: 900);
        var home = await ledger.AddCategoryAsync("Home", CategoryType.Expense);
        await ledger.AddCategoryAsync("Rent", CategoryType.Expense, home);
        await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddCategoryAsync("Salary", CategoryType.Income);
        await ledger.AddCategoryAsync("Gifts", CategoryType.Income);
        foreach (var target in (string[])["1", "20000"])
        {
            var goal = new NewGoal { Name = "Goal", Target = new AmountText("target_amount", target), Type = GoalType.Savings };
            await new GoalService(ledger.Ledgers, ledger.Clock).CreateAsync(ledger.Change, goal, default);
        }

        var faulty = wrap?.Invoke(store) ?? store;
        return new LedgerScript(store, ledger.Reopen(faulty), ledger.Reopen(faulty));
    }

    /// <summary>Carries out the steps; what is refused, or what the store is away for, is left.</summary>
    internal async Task RunAsync(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            try
            {
                await RunAsync(_processes[step.Which % _processes.Length], step);
            }
            catch (StoreUnavailableException)
            {
            }
        }
    }

    private async Task RunAsync(TestLedger ledger, Step step)
    {
        var chart = (await Ledger.OpenAsync()).Chart;
        var old = Pick(LedgerKeys.TransactionPrefix, step) is { } row ? TransactionRow.Read(row) : null;
        var pending = step.Kind switch
        {
            StepKind.Spend => CreateAsync(ledger, New(chart, step, TransactionType.Expense)),
            StepKind.Earn => CreateAsync(ledger, New(chart, step, TransactionType.Income)),
            StepKind.Move => CreateAsync(ledger, Transfer(chart, step)),
            StepKind.Split => CreateAsync(ledger, Split(chart, step)),
            StepKind.DeleteCategory => DeleteCategoryAsync(ledger, chart, step),
            StepKind.MergeAccount => MergeAsync(ledger, chart, step),
            StepKind.PutIn => PutInAsync(ledger, step, null),
            StepKind.TakeBack => TakeBackAsync(ledger, step),
            _ when old is null => Task.CompletedTask,
            StepKind.Link => PutInAsync(ledger, step, old),
            StepKind.Redate => UpdateAsync(ledger, old, new TransactionPatch { Date = DayOf(step) }),
            StepKind.Retag => UpdateAsync(ledger, old, new TransactionPatch { Tags = Optional<IReadOnlyList<string>>.Of(TagsOf(step)) }),
            StepKind.Recategorise => UpdateAsync(ledger, old, new TransactionPatch
            {
                Type = step.Day % 2 == 0 ? TransactionType.Income : TransactionType.Expense,
                Amount = new AmountText("amount", Digits(step.Which + 1)),
                CategoryId = CategoryOf(chart, step),
            }),
            StepKind.Delete => ledger.Transactions.DeleteAsync(ledger.Change, old.Id, default),
            _ => DeleteImportedAsync(ledger, old),
        };
        await pending;
    }

    private static Task CreateAsync(TestLedger ledger, NewTransaction asked) =>
        ledger.Transactions.CreateAsync(ledger.Change, asked, default);

    private static Task UpdateAsync(TestLedger ledger, Transaction old, TransactionPatch patch) =>
        ledger.Transactions.UpdateAsync(ledger.Change, old.Id, patch, default);

    private static Task DeleteImportedAsync(TestLedger ledger, Transaction old) => ledger.Ledgers.ChangeAsync<Done>(
        ledger.Change,
        async (draft, token) =>
        {
            if (await draft.FindTransactionAsync(old.Id, token) is not { } found)
            {
                return Errors.NotFound("transaction");
            }

            await draft.RemoveAsync(found, leaveTombstone: true, token);
            draft.Record("transaction.deleted", found.Id.ToString(), null, null);
            return Done.Value;
        },
        default);

    private static Task DeleteCategoryAsync(TestLedger ledger, Chart chart, Step step)
    {
        var categories = chart.Categories.ToList();
        if (categories.Count < 2)
        {
            return Task.CompletedTask;
        }

        var target = step.Which % 3 == 0 ? null : categories[step.Which % categories.Count].Id;
        var deleted = categories[step.What % categories.Count].Id;
        return new CategoryService(ledger.Ledgers, ledger.Clock).DeleteAsync(ledger.Change, deleted, target, default);
    }

    private static Task MergeAsync(TestLedger ledger, Chart chart, Step step) => new AccountService(ledger.Ledgers).DeleteAsync(
        ledger.Change, AccountOf(chart, step.What), AccountOf(chart, step.Day), default);

    private Task PutInAsync(TestLedger ledger, Step step, Transaction? source)
    {
        var asked = source is null
            ? new NewContribution { Amount = new AmountText("amount", Digits(step.What + 1)), Date = DayOf(step) }
            : new NewContribution
            {
                TransactionId = source.Id.ToString(),
                Amount = step.Which % 2 == 0 ? null : new AmountText("amount", Digits((step.What / 3) + 1)),
            };
        var goal = GoalRow.Read(Pick(LedgerKeys.GoalPrefix, step)!);
        return new ContributionService(ledger.Ledgers, ledger.Clock).ContributeAsync(ledger.Change, goal.Id, asked, default);
    }

    private Task TakeBackAsync(TestLedger ledger, Step step)
    {
        if (Pick(LedgerKeys.ContributionPrefix, step) is not { } row)
        {
            return Task.CompletedTask;
        }

        var made = ContributionRow.Read(row);
        return new ContributionService(ledger.Ledgers, ledger.Clock).UndoAsync(ledger.Change, made.GoalId, made.Id, default);
    }

    private Row? Pick(string prefix, Step step)
    {
        var rows = _store.Everything(Tables.Ledger).Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return rows.Count == 0 ? null : rows[step.What % rows.Count];
    }

    private static NewTransaction New(Chart chart, Step step, TransactionType type) => new()
    {
        Type = type,
        Amount = new AmountText("amount", Digits(step.What + 1)),
        AccountId = AccountOf(chart, step.Which),
        CategoryId = CategoryOf(chart, step),
        Date = DayOf(step),
        Tags = TagsOf(step),
    };

    private static NewTransaction Transfer(Chart chart, Step step)
    {
        var (from, to) = (AccountOf(chart, step.Which), AccountOf(chart, step.Which + 1 + (step.Day % 2)));
        var isOneCurrency = chart.FindAccount(from)!.Currency == chart.FindAccount(to)!.Currency;
        return New(chart, step, TransactionType.Transfer) with
        {
            AccountId = from,
            ToAccountId = to,
            ToAmount = isOneCurrency ? null : new AmountText("to_amount", Digits(step.Day + 1)),
            CategoryId = null,
        };
    }

    private static NewTransaction Split(Chart chart, Step step)
    {
        var type = step.Day % 3 == 0 ? TransactionType.Income : TransactionType.Expense;
        var other = CategoryOf(chart, step with { What = step.What + 1 });
        return New(chart, step, type) with
        {
            Amount = new AmountText("amount", Digits(step.What + step.Which + 2)),
            CategoryId = null,
            Splits =
            [
                new NewSplit(CategoryOf(chart, step), new AmountText("splits[0].amount", Digits(step.What + 1)), null),
                new NewSplit(other, new AmountText("splits[1].amount", Digits(step.Which + 1)), null),
            ],
        };
    }

    // Whole units, so that they fit every currency.
    private static string Digits(int units) => units.ToString(CultureInfo.InvariantCulture);

    private static DateOnly DayOf(Step step) => FirstDay.AddDays(step.Day);

    private static string[] TagsOf(Step step) => [.. Tags.Where((_, index) => (step.Day >> index) % 4 == 1)];

    private static string AccountOf(Chart chart, int number) => chart.Accounts.ElementAt(number % chart.Accounts.Count()).Id;

    private static string? CategoryOf(Chart chart, Step step) =>
        chart.Categories.ElementAtOrDefault(step.What % (chart.Categories.Count() + 1))?.Id;
}
