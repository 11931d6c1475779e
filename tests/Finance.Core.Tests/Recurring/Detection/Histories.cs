using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Recurring.Detection;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring.Detection;

/// <summary>Histories to detect in: what is planted in them, and noise.</summary>
internal sealed class Histories
{
    internal static readonly DateOnly Today = Day("2026-06-15");
    internal static readonly string Checking = LedgerKeys.NewId();
    private static readonly Currency Usd = Currency.Of("USD");
    private long _entries;

    internal static Chart Chart { get; } = Chart.Empty.With(new Account
    {
        Id = Checking,
        Name = "Checking",
        Type = AccountType.Checking,
        Currency = Usd,
        OpeningBalance = Money.Zero(Usd),
        Balance = Money.Zero(Usd),
        CreatedAt = default,
    });

    internal List<HistoryEntry> Entries { get; } = [];

    internal void Add(string payee, DateOnly date, long minor, TransactionType type = TransactionType.Expense) =>
        Entries.Add(new HistoryEntry
        {
            Id = TransactionId.CreateByHand(date, ++_entries),
            Date = date,
            Type = type,
            Amount = new Money(minor, Usd),
            AccountId = Checking,
            Payee = payee,
        });

    /// <summary>Entries on some days: <c>2026-03-01 2026-04-01</c>.</summary>
    internal void AddOn(string payee, string days, params long[] minors)
    {
        foreach (var (day, index) in days.Split(' ').Select((day, index) => (day, index)))
        {
            Add(payee, Day(day), minors[Math.Min(index, minors.Length - 1)]);
        }
    }

    /// <summary>Purchases at any time: of some payees rarely, of others often, at amounts of any kind.</summary>
    internal void AddNoise(Random random, int count, int payees)
    {
        var (first, days) = (Today.AddMonths(-25), Today.DayNumber - Today.AddMonths(-25).DayNumber);
        for (var left = count; left > 0; left--)
        {
            // Some payees are met more often than others.
            var payee = Math.Min(random.Next(payees), random.Next(payees));
            var minor = (payee % 4) switch
            {
                0 => 100 * random.Next(1, 30),
                1 => 350 + (50 * random.Next(3)),
                2 => random.Next(500, 1_000),
                _ => random.Next(100, 20_000),
            };
            Add($"Shop {(char)('a' + (payee % 26))}{(char)('a' + (payee / 26))}", first.AddDays(random.Next(days)), minor);
        }
    }

    /// <summary>Entries of a rule up to today, each up to so many days off its day.</summary>
    internal void Plant(string payee, RecurrenceTerms terms, Func<int, long> amount, Random? random = null, int jitter = 0)
    {
        foreach (var occurrence in RecurrenceRule.Create(terms).Value.Occurrences().TakeWhile(occurrence => occurrence.Date <= Today))
        {
            var day = occurrence.Date.AddDays(random?.Next(-jitter, jitter + 1) ?? 0);
            Add(payee, day > Today ? Today : day, amount(occurrence.Index));
        }
    }

    internal IReadOnlyList<DetectedRecurring> Find() =>
        new Detector(Chart, Today).Find(Entries.Where(entry => entry.Date >= Today.AddMonths(-25)), []);
}
