using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Accounts;

public sealed class AccountServiceTests
{
    private static readonly Currency Usd = Currency.Of("USD");

    [Fact]
    public async Task CreateAsync_AllFields_AccountStartsAtItsOpeningBalance()
    {
        var ledger = await TestLedger.CreateAsync();

        var created = await Create(ledger, "Card", AccountType.Credit, "EUR", "-120.50", "DE12 3456");

        var read = (await Service(ledger.Reopen()).GetAsync(ledger.Caller, created.Value.Account.Id, default)).Value;
        Assert.Equal(created.Value.Account with { History = read.Account.History }, read.Account);
        Assert.Equal((new Money(-12050, Currency.Of("EUR")), 0), (read.Account.Balance, read.Account.TransactionCount));
        Assert.Equal(("DE12 3456", false, 2), (read.Account.Number, read.IsDefault, read.Account.Version));
    }

    [Theory]
    [InlineData(" ", null, null, "name")]
    [InlineData("a\nb", null, null, "name")]
    [InlineData("Card", "XXX1", null, "currency")]
    [InlineData("Card", "JPY", "1.5", "opening_balance")]
    [InlineData("Card", null, "10000000000000.01", "opening_balance")]
    public async Task CreateAsync_FieldBreaksItsRule_NamesTheField(string name, string? currency, string? opening, string field)
    {
        var ledger = await TestLedger.CreateAsync();

        Assert.Equal([field], (await Create(ledger, name, AccountType.Credit, currency, opening)).Error!.Fields!.Keys);
    }

    [Fact]
    public async Task CreateAsync_NameOfAnOpenAccount_TakenUntilThatOneIsClosed()
    {
        var ledger = await TestLedger.CreateAsync();
        var card = (await Create(ledger, "Card", AccountType.Credit)).Value.Account;

        Assert.Equal("account_name_taken", (await Create(ledger, " cARD ", AccountType.Credit)).Error!.Code);
        await Update(ledger, card.Id, new AccountPatch { Closed = true });

        Assert.True((await Create(ledger, "Card", AccountType.Credit)).IsOk);
        Assert.Equal("account_name_taken", (await Update(ledger, card.Id, new AccountPatch { Closed = false })).Error!.Code);
    }

    [Fact]
    public async Task CreateAsync_NumberOfAnother_Taken()
    {
        var ledger = await TestLedger.CreateAsync();
        await Create(ledger, "Card", AccountType.Credit, number: "DE12 3456");

        Assert.Equal("account_number_taken", (await Create(ledger, "Other", AccountType.Cash, number: "de123456")).Error!.Code);
    }

    [Fact]
    public async Task CreateAsync_AsManyAsALedgerHolds_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        for (var number = 1; number < AccountRules.MaxAccounts; number++)
        {
            await ledger.AddAccountAsync($"Account {number}");
        }

        Assert.Equal("too_many_accounts", (await Create(ledger, "One more", AccountType.Cash)).Error!.Code);
    }

    [Fact]
    public async Task ListAsync_SomeAccounts_OldestFirstWithTheDefault()
    {
        var ledger = await TestLedger.CreateAsync();
        ledger.Clock.Now = ledger.Clock.Now.AddMinutes(1);
        var closed = (await Create(ledger, "Cash", AccountType.Cash)).Value.Account;
        await Update(ledger, closed.Id, new AccountPatch { Closed = true });

        var list = (await Service(ledger).ListAsync(ledger.Caller, default)).Value;

        Assert.Equal([(ledger.Checking, true), (closed.Id, false)], list.Select(item => (item.Account.Id, item.IsDefault)));
        Assert.Equal(ledger.Clock.Now, list[1].Account.ClosedAt);
    }

    [Fact]
    public async Task UpdateAsync_OpeningBalance_BalanceFollowsAndFieldsNotNamedStay()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Expense, "30", "2026-01-05");

        var patch = new AccountPatch { OpeningBalance = Opening("100") };
        var updated = (await Update(ledger, ledger.Checking, patch)).Value.Account;

        Assert.Equal((new Money(7000, Usd), "Checking", 3), (updated.Balance, updated.Name, updated.Version));
        Assert.Equal(updated.Balance, (await ledger.Reopen().OpenAsync()).Chart.FindAccount(ledger.Checking)!.Balance);
    }

    [Fact]
    public async Task UpdateAsync_NothingDiffers_NothingIsWritten()
    {
        var ledger = await TestLedger.CreateAsync();
        var account = (await Create(ledger, "Card", AccountType.Credit, "EUR", "-5", "1")).Value.Account;
        var patch = new AccountPatch
        {
            Name = "Card",
            Type = AccountType.Credit,
            Currency = "EUR",
            OpeningBalance = Opening("-5.00"),
            Number = "1",
            Closed = false,
        };

        var same = (await Update(ledger.Reopen(), account.Id, patch)).Value.Account;

        Assert.Equal(account.Version, same.Version);
        Assert.Equal(account.Version, (await ledger.Reopen().OpenAsync()).Head.Version);
    }

    [Fact]
    public async Task UpdateAsync_Currency_OnlyWhileThereAreNoEntries()
    {
        var ledger = await TestLedger.CreateAsync();
        var cash = await ledger.AddAccountAsync("Cash", opening: 500);

        var bare = await Update(ledger, cash, new AccountPatch { Currency = "JPY" });
        var whole = await Update(ledger, cash, new AccountPatch { Currency = "JPY", OpeningBalance = Opening("700") });
        await ledger.AddAsync(TransactionType.Income, "1", "2026-01-05", account: cash);
        var late = await Update(ledger, cash, new AccountPatch { Currency = "USD", OpeningBalance = Opening("0") });

        Assert.Equal(["opening_balance"], bare.Error!.Fields!.Keys);
        Assert.Equal(new Money(700, Currency.Of("JPY")), whole.Value.Account.Balance);
        Assert.Equal(["currency"], late.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task UpdateAsync_IfMatchOfAnotherVersion_PreconditionFailed()
    {
        var ledger = await TestLedger.CreateAsync();
        var patch = new AccountPatch { Name = "Main" };

        var change = ledger.Change with { IfMatch = new IfMatch([9], false) };
        var stale = await Service(ledger).UpdateAsync(change, ledger.Checking, patch, default);
        change = change with { IfMatch = new IfMatch([9, 1], false) };
        var right = await Service(ledger).UpdateAsync(change, ledger.Checking, patch, default);

        Assert.Equal("precondition_failed", stale.Error!.Code);
        Assert.Equal("Main", right.Value.Account.Name);
    }

    [Fact]
    public async Task UpdateAsync_EntryComesInBetween_IfMatchStillHolds()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Income, "5", "2026-01-05");

        var change = ledger.Change with { IfMatch = new IfMatch([1], false) };
        var renamed = await Service(ledger).UpdateAsync(change, ledger.Checking, new AccountPatch { Name = "Main" }, default);

        Assert.Equal(("Main", new Money(500, Usd)), (renamed.Value.Account.Name, renamed.Value.Account.Balance));
    }

    [Fact]
    public async Task UpdateAsync_CloseTheDefault_TheNextOpenOneStandsIn()
    {
        var ledger = await TestLedger.CreateAsync();

        Assert.Equal("last_account", (await Update(ledger, ledger.Checking, new AccountPatch { Closed = true })).Error!.Code);
        var cash = await ledger.AddAccountAsync("Cash");
        var closed = await Update(ledger, ledger.Checking, new AccountPatch { Closed = true });

        Assert.Equal((ledger.Clock.Now, false), (closed.Value.Account.ClosedAt, closed.Value.IsDefault));
        Assert.Equal(cash, (await ledger.Reopen().OpenAsync()).Profile.DefaultAccountId);
        Assert.Equal("last_account", (await Update(ledger, cash, new AccountPatch { Closed = true })).Error!.Code);
        Assert.Null((await Update(ledger, ledger.Checking, new AccountPatch { Closed = false })).Value.Account.ClosedAt);
    }

    [Fact]
    public async Task DeleteAsync_NoEntries_RowIsGone()
    {
        var ledger = await TestLedger.CreateAsync();
        var cash = await ledger.AddAccountAsync("Cash");

        var deleted = (await Delete(ledger, cash)).Value;

        Assert.Equal(new DeletedAccount(cash, null, 0, Money.Zero(Usd), ledger.Checking), deleted);
        Assert.Equal("not_found", (await Service(ledger).GetAsync(ledger.Caller, cash, default)).Error!.Code);
        Assert.DoesNotContain(cash, (await ledger.Reopen().OpenAsync()).Chart.AllAccounts.Keys);
        Assert.Equal("last_account", (await Delete(ledger, ledger.Checking)).Error!.Code);
    }

    [Fact]
    public async Task DeleteAsync_HasEntries_RefusedWithoutAnAccountThatTakesThem()
    {
        var ledger = await TestLedger.CreateAsync();
        var cash = await ledger.AddAccountAsync("Cash");
        var euros = await ledger.AddAccountAsync("Euros", "EUR");
        await ledger.AddAsync(TransactionType.Income, "5", "2026-01-05", account: cash);

        Assert.Equal("account_has_transactions", (await Delete(ledger, cash)).Error!.Code);
        Assert.Equal(["move_to"], (await Delete(ledger, cash, cash)).Error!.Fields!.Keys);
        Assert.Equal(["move_to"], (await Delete(ledger, cash, euros)).Error!.Fields!.Keys);
        Assert.Equal(["move_to"], (await Delete(ledger, cash, "000000000000")).Error!.Fields!.Keys);
    }

    [Fact]
    public async Task DeleteAsync_MoveTo_EntriesCountThereInOneCommitWhateverTheirNumber()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var cash = await ledger.AddAccountAsync("Cash", opening: 1000);
        var entry = await ledger.AddAsync(TransactionType.Income, "5", "2026-01-05", account: cash);
        await ledger.AddAsync(TransactionType.Expense, "2", "2025-03-05", account: cash);
        await ledger.AddAsync(TransactionType.Expense, "1", "2026-01-06");
        await ledger.AddAsync(TransactionType.Transfer, "0.50", "2026-01-07", account: cash, to: ledger.Checking);
        var commits = store.Calls.Commits;
        var written = store.Calls.RowsWritten;

        var deleted = (await Delete(ledger, cash, ledger.Checking)).Value;

        Assert.Equal((1, 2), (store.Calls.Commits - commits, store.Calls.RowsWritten - written));
        Assert.Equal((3, new Money(250, Usd), new Money(200, Usd)), (deleted.MovedCount, deleted.MovedNet, deleted.MovedTo!.Balance));
        var chart = (await ledger.Reopen().OpenAsync()).Chart;
        Assert.Equal(ledger.Checking, Assert.Single(chart.Accounts).Id);
        Assert.Equal((5, 200), (chart.Accounts.Single().TransactionCount, chart.Accounts.Single().Balance.Minor));
        var read = (await ledger.Transactions.GetAsync(ledger.Caller, entry.Id, default)).Value;
        Assert.Equal(ledger.Checking, read.Account.Id);
    }

    [Fact]
    public async Task DeleteAsync_MergedAccount_LaterChangesOfItsEntriesPostToTheOneThatTookThem()
    {
        var ledger = await TestLedger.CreateAsync();
        var (cash, wallet) = (await ledger.AddAccountAsync("Cash"), await ledger.AddAccountAsync("Wallet"));
        var entry = await ledger.AddAsync(TransactionType.Income, "5", "2026-01-05", account: cash);
        await Delete(ledger, cash, wallet);
        await Delete(ledger, wallet, ledger.Checking);

        await ledger.Transactions.DeleteAsync(ledger.Change, entry.Id, default);

        var account = Assert.Single((await ledger.Reopen().OpenAsync()).Chart.Accounts);
        Assert.Equal((0, 0), (account.Balance.Minor, account.TransactionCount));
    }

    [Fact]
    public async Task DeleteAsync_TheDefault_TheNextOpenOneStandsIn()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Income, "5", "2026-01-05");
        var cash = await ledger.AddAccountAsync("Cash");

        var deleted = (await Delete(ledger, ledger.Checking, cash)).Value;

        Assert.Equal(cash, deleted.DefaultAccountId);
        Assert.Equal(cash, (await ledger.AddAsync(TransactionType.Income, "1", "2026-01-05")).AccountId);
    }

    private static AmountText Opening(string digits) => new("opening_balance", digits);

    private static AccountService Service(TestLedger ledger) => new(ledger.Ledgers);

    private static Task<Result<AccountInLedger>> Create(
        TestLedger ledger,
        string name,
        AccountType type,
        string? currency = null,
        string? opening = null,
        string? number = null) => Service(ledger).CreateAsync(
            ledger.Change,
            new NewAccount
            {
                Name = name,
                Type = type,
                Currency = currency,
                OpeningBalance = opening is null ? null : Opening(opening),
                Number = number,
            },
            default);

    private static Task<Result<AccountInLedger>> Update(TestLedger ledger, string id, AccountPatch patch) =>
        Service(ledger).UpdateAsync(ledger.Change, id, patch, default);

    private static Task<Result<DeletedAccount>> Delete(TestLedger ledger, string id, string? moveTo = null) =>
        Service(ledger).DeleteAsync(ledger.Change, id, moveTo, default);
}
