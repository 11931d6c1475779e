using Finance.Core.Categories;
using Finance.Core.Insights;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Insights;

/// <summary>A ledger with some history up to 15 June 2026: noise, and what a test plants in it.</summary>
internal sealed class InsightHistory
{
    internal static readonly DateOnly Today = new(2026, 6, 15);

    // Each may be in a month of its own, whose row takes as much of the commit as the entry.
    private const int PerCommit = 30;
    private readonly List<Transaction> _planned = [];

    private InsightHistory(TestLedger ledger) => Ledger = ledger;

    internal TestLedger Ledger { get; }

    internal List<string> Categories { get; } = [];

    internal string Salary { get; private set; } = "";

    internal static async Task<InsightHistory> CreateAsync(int categories = 6)
    {
        var history = new InsightHistory(await TestLedger.CreateAsync());
        for (var number = 0; number < categories; number++)
        {
            history.Categories.Add(await history.Ledger.AddCategoryAsync($"Category {number}", CategoryType.Expense));
        }

        history.Salary = await history.Ledger.AddCategoryAsync("Salary", CategoryType.Income);
        return history;
    }

    internal TransactionId Add(
        string? payee,
        DateOnly day,
        long minor,
        string? category = null,
        TransactionType type = TransactionType.Expense,
        string? account = null,
        string currency = "USD")
    {
        var id = TransactionId.CreateByHand(day, _planned.Count + 1);
        _planned.Add(new Transaction
        {
            Id = id,
            Date = day,
            Type = type,
            Amount = new Money(minor, Currency.Of(currency)),
            AccountId = account ?? Ledger.Checking,
            CategoryId = category,
            Payee = payee,
            CreatedAt = default,
            UpdatedAt = default,
        });
        return id;
    }

    /// <summary>A fixed income on the first of each month.</summary>
    internal void AddSalary(int months, Func<int, long>? amount = null)
    {
        for (var back = months; back >= 0; back--)
        {
            Add("Employer", Month.Of(Today).AddMonths(-back).FirstDay, amount?.Invoke(months - back) ?? 300_000, Salary, TransactionType.Income);
        }
    }

    /// <summary>Purchases that come and cost the same all the time, by chance: each category has amounts of its own kind.</summary>
    internal void AddNoise(int seed, int months = 14, int perMonth = 45)
    {
        var random = new Random(seed);
        var first = Month.Of(Today).AddMonths(-months).FirstDay;
        var days = Today.DayNumber - first.DayNumber + 1;
        for (var left = days * perMonth / 30; left > 0; left--)
        {
            var category = random.Next(Categories.Count);
            var minor = (category % 4) switch
            {
                0 => random.Next(500, 10_000),
                1 => 4_000 + Enumerable.Range(0, 6).Sum(_ => random.Next(-300, 300)),
                2 => 300 + (long)(-2_500 * Math.Log(1 - random.NextDouble())),
                _ => (long)(2_000 * Math.Exp(0.5 * Enumerable.Range(0, 6).Sum(_ => random.NextDouble() - 0.5) * 1.4)),
            };
            Add($"Shop {(char)('a' + category)}{(char)('a' + random.Next(3))}", first.AddDays(random.Next(days)), minor, Categories[category]);
        }
    }

    internal async Task<InsightReport> FindAsync(DateOnly? on = null)
    {
        await SaveAsync();
        return (await Service(Ledger).FindAsync(Ledger.Caller, on, default)).Value;
    }

    internal static InsightService Service(TestLedger ledger) => new(ledger.Ledgers, ledger.Exchange, ledger.Clock);

    internal async Task SaveAsync()
    {
        var known = (await Ledger.OpenAsync()).Head.TransactionCount;
        foreach (var some in _planned.Skip((int)known).Chunk(PerCommit).ToList())
        {
            var saved = await Ledger.Ledgers.ChangeAsync<Done>(
                Ledger.Change,
                async (draft, token) =>
                {
                    draft.TakeEntries(some.Length);
                    foreach (var entry in some)
                    {
                        await draft.AddAsync(entry with { CreatedAt = draft.Now, UpdatedAt = draft.Now, Version = draft.Version }, token);
                    }

                    draft.Record("ledger.filled", "ledger", null, null);
                    return Done.Value;
                },
                default);
            Assert.True(saved.IsOk);
        }
    }
}
