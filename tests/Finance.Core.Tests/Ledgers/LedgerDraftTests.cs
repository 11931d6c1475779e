using Finance.Core.Accounts;
using Finance.Testing;

namespace Finance.Core.Tests.Ledgers;

public sealed class LedgerDraftTests
{
    [Fact]
    public async Task Delete_AccountThatTookOthersOver_TheyGoWithIt()
    {
        var ledger = await TestLedger.CreateAsync();
        var (first, second) = (await ledger.AddAccountAsync("First"), await ledger.AddAccountAsync("Second"));
        var accounts = new AccountService(ledger.Ledgers);
        Assert.True((await accounts.DeleteAsync(ledger.Change, first, second, default)).IsOk);

        Assert.True((await accounts.DeleteAsync(ledger.Change, second, null, default)).IsOk);

        Assert.Equal([ledger.Checking], (await ledger.OpenAsync()).Chart.AllAccounts.Keys);
        var stored = (await ledger.Reopen().OpenAsync()).Chart;
        Assert.Equal([ledger.Checking], stored.AllAccounts.Keys);
        Assert.Equal([ledger.Checking], stored.IdsOfAccount(ledger.Checking));
    }
}
