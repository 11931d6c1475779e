using Finance.Core.Audits;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Bulk;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions.Bulk;

/// <summary>A ledger that is changed in bulk.</summary>
internal static class BulkLedger
{
    internal static BulkRow Create(string amount, string date, string? category = null, params string[] tags) =>
        new(null, new BulkOperation.Create(New(amount, date) with { CategoryId = category, Tags = tags }));

    internal static BulkRow Update(TransactionId id, TransactionPatch patch, long? version = null) =>
        new(id.ToString(), new BulkOperation.Update(id.ToString(), Match(version), patch));

    internal static BulkRow Delete(TransactionId id, long? version = null) =>
        new(id.ToString(), new BulkOperation.Delete(id.ToString(), Match(version)));

    internal static BulkRow Categorize(TransactionId id, string? category) =>
        new(id.ToString(), new BulkOperation.Categorize(id.ToString(), null, category));

    internal static NewTransaction New(string amount, string date) => new()
    {
        Type = TransactionType.Expense,
        Amount = new AmountText("amount", amount),
        Date = Day(date),
    };

    internal static TransactionPatch On(string date) => new() { Date = Day(date) };

    internal static TransactionPatch Amount(string amount) => new() { Amount = new AmountText("amount", amount) };

    internal static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    internal static Task<Result<BulkResult>> BulkAsync(this TestLedger ledger, params BulkRow[] operations) =>
        new BulkService(ledger.Ledgers).ChangeAsync(ledger.Change, operations, default);

    internal static Task<Result<BulkResult>> AtOnceAsync(this TestLedger ledger, params BulkRow[] operations) =>
        new BulkService(ledger.Ledgers).ChangeAtOnceAsync(ledger.Change, operations, default);

    /// <summary>The same request under a key.</summary>
    internal static Task<Result<BulkResult>> KeyedAsync(this TestLedger ledger, params BulkRow[] operations)
    {
        var key = new Idempotency("key", "print", value => new RecordedResponse(200, Text((BulkResult)value), null, null));
        return new BulkService(ledger.Ledgers).ChangeAsync(new Change(ledger.Caller, key), operations, default);
    }

    internal static string Text(BulkResult result) => string.Join(';', result.Outcomes.Select(Text));

    /// <summary>Amounts and days of all entries, sorted.</summary>
    internal static async Task<IReadOnlyList<string>> EntriesAsync(this TestLedger ledger)
    {
        var entries = new List<string>();
        await foreach (var entry in ledger.Reopen().Ledgers.Reader.TransactionsAsync(
            ledger.Caller.User, new DateRange(LedgerDates.First, LedgerDates.Last)))
        {
            entries.Add($"{entry.Date:yyyy-MM-dd} {entry.Amount} {entry.CategoryId}");
        }

        return [.. entries.Order(StringComparer.Ordinal)];
    }

    internal static async Task AssertSoundAsync(this TestLedger ledger)
    {
        var verified = await new LedgerVerifier(ledger.Reopen().Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default);
        Assert.Equal([], verified.Value.Differences);
    }

    /// <summary>The same ledger, with its calls counted from now on.</summary>
    internal static (TestLedger Ledger, StorageCalls Calls) Counted(this TestLedger ledger)
    {
        var calls = new StorageCalls();
        return (ledger.Reopen(new CountingTableStore(ledger.Store, calls, TimeProvider.System)), calls);
    }

    private static string Text(BulkOutcome outcome) =>
        $"{outcome.Status} {outcome.Id} {outcome.Version} {outcome.Error?.Code} {string.Join(',', outcome.Error?.Fields?.Keys ?? [])}";

    private static IfMatch? Match(long? version) => version is { } one ? new IfMatch([one], false) : null;
}
