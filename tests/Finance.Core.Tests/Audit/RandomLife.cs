using System.Globalization;
using Finance.Core.Accounts;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Goals;
using Finance.Core.Notifications;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Audit;

/// <summary>A user who does anything, in any order; what is refused is left.</summary>
internal sealed class RandomLife(TestLedger ledger, Random random)
{
    private readonly AccountService _accounts = new(ledger.Ledgers);
    private readonly CategoryService _categories = new(ledger.Ledgers, ledger.Clock);
    private readonly BudgetService _budgets = new(ledger.Ledgers, ledger.Clock);
    private readonly GoalService _goals = new(ledger.Ledgers, ledger.Clock);
    private readonly ContributionService _contributions = new(ledger.Ledgers, ledger.Clock);
    private readonly List<TransactionId> _entries = [];
    private readonly List<string> _goalIds = [];
    private int _names;

    internal async Task LiveAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            ledger.Clock.Now += TimeSpan.FromMinutes(1);
            await StepAsync();
        }
    }

    private async Task StepAsync()
    {
        switch (random.Next(14))
        {
            case 0 or 1 or 2 or 3:
                var entered = await ledger.Transactions.CreateAsync(ledger.Change, await NewEntryAsync(), default);
                if (entered.IsOk)
                {
                    _entries.Add(entered.Value.Transaction.Id);
                }

                break;
            case 4 when _entries.Count > 0:
                await ledger.Transactions.UpdateAsync(ledger.Change, Any(_entries), await PatchAsync(), default);
                break;
            case 5 when _entries.Count > 0:
                await ledger.Transactions.DeleteAsync(ledger.Change, Any(_entries), default);
                break;
            case 6:
                await _categories.CreateAsync(ledger.Change, new NewCategory { Name = NewName(), Type = CategoryType.Expense, ParentId = await CategoryAsync() }, default);
                break;
            case 7 when await CategoryAsync() is { } category:
                await _categories.DeleteAsync(ledger.Change, category, random.Next(2) == 0 ? null : await CategoryAsync(), default);
                break;
            case 8:
                await _accounts.CreateAsync(ledger.Change, new NewAccount { Name = NewName(), Type = AccountType.Cash }, default);
                break;
            case 9:
                await _accounts.DeleteAsync(ledger.Change, await AccountAsync(), random.Next(3) == 0 ? null : await AccountAsync(), default);
                break;
            case 10:
                await _budgets.CreateAsync(ledger.Change, await NewBudgetAsync(), default);
                break;
            case 11:
                var goal = await _goals.CreateAsync(
                    ledger.Change, new NewGoal { Name = NewName(), Target = new AmountText("target_amount", "50"), Type = GoalType.Savings }, default);
                _goalIds.Add(goal.Value.Goal.Id);
                break;
            case 12 when _goalIds.Count > 0:
                await _contributions.ContributeAsync(
                    ledger.Change,
                    Any(_goalIds),
                    random.Next(2) == 0 || _entries.Count == 0
                        ? new NewContribution { Amount = Amount() }
                        : new NewContribution { TransactionId = Any(_entries).ToString() },
                    default);
                break;
            case 13 when _goalIds.Count > 0 && random.Next(3) == 0:
                await _goals.DeleteAsync(ledger.Change, Any(_goalIds), default);
                break;
            default:
                await new NotificationService(ledger.Ledgers).ReadAllAsync(ledger.Change, default);
                break;
        }
    }

    private async Task<NewTransaction> NewEntryAsync() => new()
    {
        Type = TransactionType.Expense,
        Amount = Amount(),
        Date = Day(),
        AccountId = await AccountAsync(),
        CategoryId = await CategoryAsync(),
    };

    private async Task<TransactionPatch> PatchAsync() => random.Next(3) switch
    {
        0 => new TransactionPatch { Date = Optional<DateOnly>.Of(Day()) },
        1 => new TransactionPatch { Amount = Optional<AmountText>.Of(Amount()) },
        _ => new TransactionPatch { CategoryId = Optional<string>.Of(await CategoryAsync()) },
    };

    private async Task<NewBudget> NewBudgetAsync() => new()
    {
        Name = NewName(),
        Amount = Amount(),
        Period = BudgetPeriod.Monthly,
        Start = new DateOnly(2026, 6, 1),
        CategoryIds = await CategoryAsync() is { } id ? [id] : [],
    };

    private DateOnly Day() => new DateOnly(2026, 6, 15).AddDays(-random.Next(100));

    private AmountText Amount() => new("amount", random.Next(1, 60).ToString(CultureInfo.InvariantCulture));

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"Name {++_names}");

    private async Task<string> AccountAsync() => Any([.. (await ledger.OpenAsync()).Chart.Accounts]).Id;

    private async Task<string?> CategoryAsync() =>
        (await ledger.OpenAsync()).Chart.Categories.ToList() is { Count: > 0 } there && random.Next(5) > 0 ? Any(there).Id : null;

    private T Any<T>(List<T> things) => things[random.Next(things.Count)];
}
