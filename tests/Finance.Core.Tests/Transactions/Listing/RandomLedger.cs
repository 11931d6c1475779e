using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions.Listing;

/// <summary>
/// A ledger as a careless life leaves it: transfers between currencies, splits, accounts that were merged, categories that were replaced,
/// dates that were moved, days with many entries, imports. The same seed gives the same life.
/// </summary>
internal sealed class RandomLedger
{
    internal static readonly IReadOnlyList<string> Tags = ["holiday", "Holiday", "work"];
    internal static readonly IReadOnlyList<string> Words = ["Café", "CREME", "Brûlée", "Übung", "Straße", "market", "12"];

    private static readonly DateOnly FirstDay = new(2025, 11, 20);
    private readonly Random _random;
    private readonly int _dayCount;
    private readonly List<string> _accounts = [];
    private readonly List<string> _categories = [];
    private readonly List<TransactionId> _transactions = [];

    private RandomLedger(TestLedger ledger, int seed)
    {
        (Ledger, _random) = (ledger, new Random(seed));
        _dayCount = Pick([8, 60, 300]);
    }

    internal TestLedger Ledger { get; }

    internal IReadOnlyList<string> Accounts => _accounts;

    internal IReadOnlyList<string> Categories => _categories;

    internal IReadOnlyList<string> Imports { get; } = [LedgerKeys.NewId(), LedgerKeys.NewId()];

    internal static async Task<RandomLedger> CreateAsync(TestLedger ledger, int seed, int transactions)
    {
        var life = new RandomLedger(ledger, seed);
        await life.OpenAsync();
        for (var left = transactions; left > 0; left--)
        {
            await life.ActAsync();
        }

        await life.MergeAsync();
        return life;
    }

    /// <summary>Enters, changes or deletes something.</summary>
    internal Task ActAsync() => _random.Next(20) switch
    {
        0 when _transactions.Count > 0 => DeleteAsync(),
        1 or 2 when _transactions.Count > 0 => MoveAsync(),
        3 or 4 or 5 => ImportAsync(),
        6 or 7 or 8 => TransferAsync(),
        9 => SplitAsync(),
        _ => EnterAsync(),
    };

    internal DateOnly AnyDay() => FirstDay.AddDays(_random.Next(4) == 0 ? _dayCount / 2 : _random.Next(_dayCount));

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private string Digits(int most) => $"{1 + _random.Next(most)}.{_random.Next(100):D2}";

    private async Task OpenAsync()
    {
        _accounts.Add(Ledger.Checking);
        for (var more = _random.Next(1, 5); more > 0; more--)
        {
            _accounts.Add(await Ledger.AddAccountAsync($"Account {more}", "USD", _random.Next(-1000, 1000)));
        }

        _accounts.Add(await Ledger.AddAccountAsync("Yen", "JPY", 5000));
        foreach (var name in (string[])["Éclairs", "food", "Auto", "Zoo"])
        {
            var parent = await Ledger.AddCategoryAsync(name, CategoryType.Expense);
            _categories.Add(parent);
            _categories.Add(await Ledger.AddCategoryAsync($"{name} below", CategoryType.Expense, parent));
        }
    }

    private Task EnterAsync() => EnterAsync(New(_random.Next(3) == 0 ? TransactionType.Income : TransactionType.Expense));

    private async Task EnterAsync(NewTransaction asked) => _transactions.Add((await Ledger.AddAsync(asked)).Id);

    private NewTransaction New(TransactionType type)
    {
        var account = type == TransactionType.Transfer ? Ledger.Checking : Pick(_accounts);
        return new NewTransaction
        {
            Type = type,
            Amount = new AmountText("amount", account == _accounts[^1] ? $"{1 + _random.Next(50)}" : Digits(20)),
            AccountId = account,
            Date = AnyDay(),
            CategoryId = type == TransactionType.Transfer || _random.Next(3) == 0 ? null : Pick(_categories),
            Payee = _random.Next(2) == 0 ? Pick(Words) + " " + Pick(Words) : null,
            Notes = _random.Next(4) == 0 ? Pick(Words) : null,
            Tags = _random.Next(3) == 0 ? [Pick(Tags)] : [],
        };
    }

    private Task SplitAsync()
    {
        var parts = Enumerable.Range(0, _random.Next(2, 4)).Select(_ => 1 + _random.Next(9)).ToList();
        string? AnyCategory() => _random.Next(4) == 0 ? null : Pick(_categories);
        return EnterAsync(New(TransactionType.Expense) with
        {
            AccountId = Ledger.Checking,
            CategoryId = null,
            Amount = new AmountText("amount", $"{parts.Sum()}"),
            Splits = [.. parts.Select(part => new NewSplit(AnyCategory(), new AmountText("amount", $"{part}"), null))],
        });
    }

    private Task TransferAsync()
    {
        var to = Pick(_accounts.Skip(1).ToList());
        return EnterAsync(New(TransactionType.Transfer) with
        {
            ToAccountId = to,
            ToAmount = to == _accounts[^1] ? new AmountText("to_amount", $"{1 + _random.Next(900)}") : null,
        });
    }

    private async Task MoveAsync()
    {
        var patch = new TransactionPatch { Date = AnyDay() };
        await Ledger.Transactions.UpdateAsync(Ledger.Change, Pick(_transactions), patch, CancellationToken.None);
    }

    private async Task DeleteAsync()
    {
        var id = Pick(_transactions);
        _transactions.Remove(id);
        await Ledger.Transactions.DeleteAsync(Ledger.Change, id, CancellationToken.None);
    }

    private async Task ImportAsync()
    {
        var (day, count, import) = (AnyDay(), _random.Next(1, 6), Pick(Imports));
        var result = await Ledger.Ledgers.ChangeAsync<Done>(
            Ledger.Change,
            async (draft, token) =>
            {
                var first = draft.TakeEntries(count);
                for (var entry = first; entry < first + count; entry++)
                {
                    var id = TransactionId.CreateByHand(day, entry);
                    await draft.AddAsync(Imported(draft, id, import), token);
                    _transactions.Add(id);
                }

                draft.Record("import.ran", import, null, null);
                return Done.Value;
            },
            CancellationToken.None);
        Assert.True(result.IsOk);
    }

    private Transaction Imported(LedgerDraft draft, TransactionId id, string import) => new()
    {
        Id = id,
        Date = id.OriginalDate,
        Type = TransactionType.Expense,
        Amount = new Money(100 + _random.Next(2000), Currency.Of("USD")),
        AccountId = Ledger.Checking,
        Payee = Pick(Words),
        ImportId = import,
        CreatedAt = draft.Now,
        UpdatedAt = draft.Now,
        Version = draft.Version,
    };

    /// <summary>Merges an account, with the transfers between the two, and replaces two categories, one of them by nothing.</summary>
    private async Task MergeAsync()
    {
        if (_accounts.Count > 3 && _random.Next(2) == 0)
        {
            var accounts = new AccountService(Ledger.Ledgers);
            var merged = await accounts.DeleteAsync(Ledger.Change, _accounts[1], Ledger.Checking, CancellationToken.None);
            Assert.True(merged.IsOk, merged.Error?.Detail);
            _accounts.RemoveAt(1);
        }

        var categories = new CategoryService(Ledger.Ledgers, Ledger.Clock);
        foreach (var (at, target) in new[] { (5, _categories[2]), (1, null) })
        {
            if (_random.Next(2) == 0)
            {
                var replaced = await categories.DeleteAsync(Ledger.Change, _categories[at], target, CancellationToken.None);
                Assert.True(replaced.IsOk, replaced.Error?.Detail);
                _categories.RemoveAt(at);
            }
        }
    }
}
