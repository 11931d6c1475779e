using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Currencies;
using Finance.Core.Reports;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;
using static Finance.Testing.TestRates;

namespace Finance.Core.Tests.Reports;

/// <summary>What was converted once is remembered while it holds; nothing that somebody changes leaves an old total.</summary>
public sealed class ConvertedMemoryTests
{
    private static readonly ReportQuery Year = new(Year: "2025");

    [Fact]
    public async Task SummaryAsync_WhateverChangesBetween_SaysWhatAnotherProcessSays()
    {
        var ledger = await TestLedger.CreateAsync();
        await StoreAsync(ledger.Store, ledger.Clock, Day("2025-01-31", "USD 1.25 JPY 150"), Day("2025-06-02", "USD 1.5 JPY 160"));
        var (yen, euro) = (await ledger.AddAccountAsync("Yen", "JPY"), await ledger.AddAccountAsync("Euro", "EUR"));
        var (food, fun) = (await ledger.AddCategoryAsync("Food", CategoryType.Expense), await ledger.AddCategoryAsync("Fun", CategoryType.Expense));
        foreach (var (day, account, category) in new[] { ("2025-01-02", yen, food), ("2025-03-05", yen, fun), ("2025-03-05", euro, food), ("2025-07-01", euro, fun) })
        {
            await ledger.AddAsync(Expense, "700", day, category, account);
        }

        await HoldAsync(ledger);
        var late = await ledger.AddAsync(Expense, "900", "2025-03-06", food, yen);
        await HoldAsync(ledger);
        await ledger.Transactions.DeleteAsync(ledger.Change, late.Id, default);
        await HoldAsync(ledger);
        await PutAsync(ledger, new NewManualRate(new DateOnly(2025, 3, 1), Currency.Of("USD"), Currency.Of("JPY"), 200m));
        await HoldAsync(ledger);
        await ledger.CommitAsync("category.deleted", fun, draft => draft.Put(draft.Chart.FindCategory(fun)! with { ReplacedBy = food }));
        await HoldAsync(ledger);
        await ledger.CommitAsync("user.updated", "user", draft => draft.Put(draft.Head.Profile with { Currency = Currency.Of("JPY") }));
        await HoldAsync(ledger);
        await StoreAsync(ledger.Store, ledger.Clock, Day("2025-01-31", "USD 1.3 JPY 140"));
        ledger.Clock.Now += TimeSpan.FromMinutes(4);
        await HoldAsync(ledger);
        ledger.Clock.Now += TimeSpan.FromDays(400);
        await HoldAsync(ledger);
    }

    [Fact]
    public async Task SummaryAsync_AccountMerged_CountsWhereItCountsNow()
    {
        var ledger = await TestLedger.CreateAsync();
        await StoreAsync(ledger.Store, ledger.Clock, Day("2025-01-31", "USD 1 JPY 100"));
        var (one, other) = (await ledger.AddAccountAsync("Yen", "JPY"), await ledger.AddAccountAsync("More yen", "JPY"));
        await ledger.AddAsync(Expense, "100", "2025-03-05", account: one);
        await ledger.AddAsync(Expense, "200", "2025-03-05", account: other);
        await HoldAsync(ledger, one, other);

        Assert.True((await new AccountService(ledger.Ledgers).DeleteAsync(ledger.Change, other, one, default)).IsOk);

        await HoldAsync(ledger, one);
    }

    private static async Task HoldAsync(TestLedger ledger, params string[] accounts)
    {
        foreach (var currency in new[] { null, "USD", "EUR" })
        {
            foreach (var account in accounts.Append(null))
            {
                var query = Year with { Currency = currency, AccountId = account };
                var fresh = Said((await Reports(ledger.Reopen()).SummaryAsync(ledger.Caller, query, default)).Value);
                for (var asked = 0; asked < 2; asked++)
                {
                    Assert.Equal(fresh, Said((await Reports(ledger).SummaryAsync(ledger.Caller, query, default)).Value));
                }
            }
        }
    }

    private static string Said(FinancialSummary summary) => string.Join(
        '\n',
        [
            $"{summary.Current.Income} {summary.Current.Expenses} {summary.Current.NetWorth} {summary.Current.TransactionCount}",
            $"{summary.LargestExpense?.Transaction.Id} {summary.LargestExpense?.Amount}",
            .. summary.TopCategories.Select(top => $"{top.Category?.Name} {top.Amount} {top.Count}"),
            .. summary.Unconverted.Select(apart => $"{apart}"),
            .. summary.RatesUsed.Select(used => $"{used}"),
        ]);

    private static async Task PutAsync(TestLedger ledger, NewManualRate rate)
    {
        var currencies = new CurrencyService(ledger.Ledgers, new RateStore(ledger.Store, ledger.Clock), ledger.Exchange, ledger.Clock);
        Assert.True((await currencies.PutAsync(ledger.Change, rate, default)).IsOk);
    }

    private static ReportService Reports(TestLedger ledger) => new(ledger.Ledgers, ledger.Exchange, ledger.Clock);
}
