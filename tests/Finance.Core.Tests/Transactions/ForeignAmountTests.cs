using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions;

public sealed class ForeignAmountTests
{
    private static readonly Currency Yen = Currency.Of("JPY");

    [Fact]
    public async Task CreateAsync_MadeInAnotherCurrency_KeepsBothAmounts()
    {
        var ledger = await TestLedger.CreateAsync();

        var entry = await ledger.AddAsync(Dinner());
        var read = await ledger.Transactions.GetAsync(ledger.Caller, entry.Id, default);

        Assert.Equal(new Money(1_500, Yen), read.Value.Transaction.Foreign);
        Assert.Equal("-10.00", (await ledger.OpenAsync()).Chart.FindAccount(ledger.Checking)!.Balance.ToString());
    }

    [Fact]
    public async Task UpdateAsync_OtherFields_LeaveTheForeignAmount()
    {
        var ledger = await TestLedger.CreateAsync();
        var entry = await ledger.AddAsync(Dinner());

        var dearer = await UpdateAsync(ledger, entry, new TransactionPatch { Amount = new AmountText("amount", "11") });
        var other = await UpdateAsync(ledger, entry, new TransactionPatch { ForeignAmount = new AmountText("foreign_amount", "1600") });
        var none = await UpdateAsync(ledger, entry, new TransactionPatch
        {
            ForeignAmount = Optional<AmountText?>.Of(null),
            ForeignCurrency = Optional<Currency>.Of(null),
        });

        Assert.Equal(
            [new Money(1_500, Yen), new Money(1_600, Yen), null],
            new[] { dearer, other, none }.Select(result => result.Value.Transaction.Foreign));
    }

    [Fact]
    public async Task UpdateAsync_BecomesTransfer_ForeignAmountGoes()
    {
        var ledger = await TestLedger.CreateAsync();
        var savings = await ledger.AddAccountAsync("Savings");
        var entry = await ledger.AddAsync(Dinner());

        var moved = await UpdateAsync(ledger, entry, new TransactionPatch { Type = TransactionType.Transfer, ToAccountId = savings });

        Assert.Null(moved.Value.Transaction.Foreign);
    }

    [Fact]
    public async Task UpdateAsync_ToAnAccountInThatCurrency_SaysThatItIsNotForeignThere()
    {
        var ledger = await TestLedger.CreateAsync();
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        var entry = await ledger.AddAsync(Dinner());

        var moved = await UpdateAsync(ledger, entry, new TransactionPatch { AccountId = yen, Amount = new AmountText("amount", "1500") });

        Assert.Equal(["foreign_currency"], moved.Error!.Fields!.Keys);
    }

    [Theory]
    [InlineData("1500", null, "foreign_currency")]
    [InlineData(null, "JPY", "foreign_amount")]
    [InlineData("10", "USD", "foreign_currency")]
    [InlineData("10.5", "JPY", "foreign_amount")]
    [InlineData("0", "JPY", "foreign_amount")]
    [InlineData("-1", "JPY", "foreign_amount")]
    public async Task CreateAsync_NoForeignAmount_NamesTheField(string? amount, string? currency, string field)
    {
        var ledger = await TestLedger.CreateAsync();
        var asked = Dinner() with
        {
            ForeignAmount = amount is null ? null : new AmountText("foreign_amount", amount),
            ForeignCurrency = currency is null ? null : Currency.Of(currency),
        };

        var refused = await ledger.Transactions.CreateAsync(ledger.Change, asked, default);

        Assert.Equal([field], refused.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task CreateAsync_TransferWithForeignAmount_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        var asked = Dinner() with { Type = TransactionType.Transfer, ToAccountId = await ledger.AddAccountAsync("Savings") };

        var refused = await ledger.Transactions.CreateAsync(ledger.Change, asked, default);

        Assert.Equal(["foreign_amount"], refused.Error!.Fields!.Keys);
    }

    private static NewTransaction Dinner() => new()
    {
        Type = TransactionType.Expense,
        Amount = new AmountText("amount", "10"),
        ForeignAmount = new AmountText("foreign_amount", "1500"),
        ForeignCurrency = Yen,
    };

    private static Task<Result<TransactionInLedger>> UpdateAsync(TestLedger ledger, Transaction entry, TransactionPatch patch) =>
        ledger.Transactions.UpdateAsync(ledger.Change, entry.Id, patch, default);
}
