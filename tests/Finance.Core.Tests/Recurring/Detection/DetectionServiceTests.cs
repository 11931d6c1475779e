using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Recurring.Detection;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring.Detection;

/// <summary>It is 15 June 2026.</summary>
public sealed class DetectionServiceTests
{
    private const string Spring = "2026-02-10 2026-03-10 2026-04-10 2026-05-10 2026-06-10";

    [Fact]
    public async Task AcceptAsync_WhatIsOffered_MakesTheTemplateOnce()
    {
        var ledger = await CreateAsync();
        var category = await ledger.Ledger.AddCategoryAsync("Leisure", CategoryType.Expense);
        await EnterAsync(ledger, Spring, "Netflix", "12.99", category);
        var offered = Assert.Single(await ListAsync(ledger));

        var template = Ok(await Service(ledger).AcceptAsync(ledger.Ledger.Change, offered.Id, default)).Template;

        Assert.Equal(("Netflix", "12.99"), (template.Name, template.Transaction.Amount.ToString()));
        Assert.Equal((category, "Netflix"), (template.Transaction.CategoryId, template.Transaction.Payee));
        Assert.Equal((Day("2026-07-10"), true), (template.Rule.Start, template.FollowAmount));
        Assert.Empty(await ListAsync(ledger));
        Assert.Equal("not_found", (await Service(ledger).AcceptAsync(ledger.Ledger.Change, offered.Id, default)).Error?.Code);
    }

    [Fact]
    public async Task AcceptAsync_TwoProcessesAtOnce_MakeOneTemplate()
    {
        var ledger = await CreateAsync();
        await EnterAsync(ledger, Spring, "Netflix", "12.99");
        var offered = Assert.Single(await ListAsync(ledger));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            Service(ledger.Reopen()).AcceptAsync(ledger.Ledger.Change, offered.Id, default)));

        Assert.Single(results, result => result.IsOk);
        Assert.Single((await ledger.Ledger.OpenAsync()).Plans.Templates);
    }

    [Fact]
    public async Task ListAsync_TemplateThatEntersIt_HidesItWhileItIsActive()
    {
        var ledger = await CreateAsync();
        await EnterAsync(ledger, Spring, "Landlord GmbH", "850");
        var rent = await ledger.AddAsync(Monthly("2026-07-10"));

        Assert.Empty(await ListAsync(ledger));
        Ok(await ledger.Service.DeactivateAsync(ledger.Ledger.Change, rent.Id, default));
        Assert.Equal("Landlord GmbH", Assert.Single(await ListAsync(ledger)).Name);
    }

    [Fact]
    public async Task ListAsync_EntriesThatATemplateMade_AreNotFound()
    {
        var ledger = await CreateAsync();
        var rent = await ledger.AddAsync(Monthly("2026-02-01"));
        await ledger.ProcessAsync(rent.Id);
        Ok(await ledger.Service.PurgeAsync(ledger.Ledger.Change, rent.Id, default));

        Assert.Equal(5, (await ledger.EntriesAsync()).Count);
        Assert.Empty(await ListAsync(ledger));
    }

    [Fact]
    public async Task DismissAsync_WhatIsOffered_IsNotOfferedUntilItIsRestored()
    {
        var ledger = await CreateAsync();
        await EnterAsync(ledger, Spring, "Netflix", "12.99");
        var offered = Assert.Single(await ListAsync(ledger));

        var dismissal = Ok(await Service(ledger).DismissAsync(ledger.Ledger.Change, offered.Id, default));
        var version = (await ledger.Ledger.OpenAsync()).Head.Version;
        Assert.Equal(dismissal, Ok(await Service(ledger).DismissAsync(ledger.Ledger.Change, offered.Id, default)));

        Assert.Equal(("Netflix", version), (dismissal.Name, (await ledger.Ledger.OpenAsync()).Head.Version));
        Assert.Empty(await ListAsync(ledger));
        Assert.Equal(offered.Id, Assert.Single(await ListAsync(ledger, dismissed: true)).Id);
        Ok(await Service(ledger).RestoreAsync(ledger.Ledger.Change, offered.Id, default));
        Assert.Equal(offered.Id, Assert.Single(await ListAsync(ledger)).Id);
    }

    [Fact]
    public async Task DismissAndRestoreAsync_NothingThere_IsNotFound()
    {
        var ledger = await CreateAsync();

        Assert.Equal("not_found", (await Service(ledger).DismissAsync(ledger.Ledger.Change, "0000000000zz", default)).Error?.Code);
        Assert.Equal("not_found", (await Service(ledger).RestoreAsync(ledger.Ledger.Change, "0000000000zz", default)).Error?.Code);
    }

    [Fact]
    public async Task ListAsync_AnotherDay_AnswersAsOfIt()
    {
        var ledger = await CreateAsync();
        await EnterAsync(ledger, Spring, "Netflix", "12.99");

        Assert.Equal(3, Assert.Single(await ListAsync(ledger, Day("2026-05-01"))).Evidence.Count);
        Assert.Empty(await ListAsync(ledger, Day("2026-04-01")));
        Assert.Empty(await ListAsync(ledger, Day("2026-09-01")));
        Assert.Empty(await ListAsync(ledger, LedgerDates.First));
    }

    [Fact]
    public async Task ListAsync_StandingOrder_IsATransferBetweenItsAccounts()
    {
        var ledger = await CreateAsync();
        var savings = await ledger.Ledger.AddAccountAsync("Savings", "EUR");
        foreach (var day in Spring.Split(' '))
        {
            await ledger.Ledger.AddAsync(new NewTransaction
            {
                Type = TransactionType.Transfer,
                Amount = new AmountText("amount", "100"),
                ToAmount = new AmountText("to_amount", "91.5"),
                ToAccountId = savings,
                Date = Day(day),
            });
        }

        var found = Assert.Single(await ListAsync(ledger));
        var template = Ok(await Service(ledger).AcceptAsync(ledger.Ledger.Change, found.Id, default)).Template;

        Assert.Equal(("Savings", savings, "91.50"), (found.Name, found.ToAccountId, found.ToAmount.ToString()));
        Assert.Equal((savings, "91.50"), (template.Transaction.ToAccountId, template.Transaction.ToAmount.ToString()));
        Assert.Empty(await ListAsync(ledger));
    }

    [Fact]
    public async Task ListAsync_MergedAndClosedAccounts_FollowsTheEntriesAndStops()
    {
        var ledger = await CreateAsync();
        var old = await ledger.Ledger.AddAccountAsync("Old");
        await EnterAsync(ledger, "2026-02-10 2026-03-10", "Netflix", "12.99", account: old);
        await EnterAsync(ledger, "2026-04-10 2026-05-10", "Netflix", "12.99");
        Assert.Empty(await ListAsync(ledger));
        var accounts = new AccountService(ledger.Ledger.Ledgers);

        Ok(await accounts.DeleteAsync(ledger.Ledger.Change, old, ledger.Ledger.Checking, default));

        Assert.Equal(4, Assert.Single(await ListAsync(ledger)).Evidence.Count);
        await ledger.Ledger.AddAccountAsync("New");
        Ok(await accounts.UpdateAsync(ledger.Ledger.Change, ledger.Ledger.Checking, new AccountPatch { Closed = true }, default));
        Assert.Empty(await ListAsync(ledger));
    }

    [Fact]
    public async Task ListAsync_LongHistory_ReadsTwoYearsOfIt()
    {
        var (young, old) = (await RowsAsync("2024-06-15"), await RowsAsync("2010-01-01"));

        Assert.Equal(young, old);
    }

    private static async Task<(int Calls, long Rows)> RowsAsync(string first)
    {
        var store = new InMemoryTableStore();
        var ledger = await CreateAsync(store: store);
        await ledger.Ledger.FillAsync(200, new DateRange(Day("2024-06-15"), Day("2026-06-15")));
        if (Day(first) < Day("2024-01-01"))
        {
            await ledger.Ledger.FillAsync(1_000, new DateRange(Day(first), Day("2024-05-14")));
        }

        var calls = new StorageCalls();
        var counted = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        Ok(await Service(counted).ListAsync(ledger.Ledger.Caller, null, false, default));
        return (calls.Total, calls.RowsRead);
    }

    private static DetectionService Service(RecurringLedger ledger) => new(ledger.Ledger.Ledgers, ledger.Service, ledger.Ledger.Clock);

    private static async Task<IReadOnlyList<DetectedRecurring>> ListAsync(
        RecurringLedger ledger,
        DateOnly? on = null,
        bool dismissed = false) => Ok(await Service(ledger).ListAsync(ledger.Ledger.Caller, on, dismissed, default));

    private static async Task EnterAsync(
        RecurringLedger ledger,
        string days,
        string payee,
        string amount,
        string? category = null,
        string? account = null)
    {
        foreach (var day in days.Split(' '))
        {
            await ledger.Ledger.AddAsync(new NewTransaction
            {
                Type = TransactionType.Expense,
                Amount = new AmountText("amount", amount),
                Payee = payee,
                CategoryId = category,
                AccountId = account,
                Date = Day(day),
            });
        }
    }
}
