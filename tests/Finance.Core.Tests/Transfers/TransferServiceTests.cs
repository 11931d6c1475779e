using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Transactions;
using Finance.Core.Transfers;
using Finance.Testing;
using static Finance.Core.Tests.Transfers.TwoUsers;

namespace Finance.Core.Tests.Transfers;

public sealed class TransferServiceTests
{
    [Fact]
    public async Task SendAsync_ToAnotherUser_BothLedgersHoldIt()
    {
        var users = await CreateAsync();

        var sent = (await users.SendAsync(Of("12.50") with { Description = "Rent", Notes = "mine" })).Value;

        var (left, arrived) = (Assert.Single(await users.EntriesAsync(users.Alice)), Assert.Single(await users.EntriesAsync(users.Bob)));
        Assert.Equal((TransferStatus.Completed, "bob", left.Id), (sent.Status, sent.Counterparty, sent.Entry));
        Assert.Equal((TransactionType.Expense, 1250, "bob", "Rent", "mine"), (left.Type, left.Amount.Minor, left.Payee, left.Description, left.Notes));
        Assert.Equal((TransactionType.Income, 1250, "Alice", "Rent", null), (arrived.Type, arrived.Amount.Minor, arrived.Payee, arrived.Description, arrived.Notes));
        Assert.Equal((sent.Id, sent.Id), (left.TransferId, arrived.TransferId));
        var received = Assert.Single(await users.ListAsync(users.Bob));
        Assert.Equal((TransferDirection.Received, "Alice", arrived.Id), (received.Direction, received.Counterparty, received.Entry));
        Assert.Equal(1, await users.AssertBothOrNeitherAsync());
        Assert.Empty(await users.DueAsync());
        var told = await RecurringLedger.ToldAsync(users.Process.Ledgers, users.Bob, NotificationKind.UserTransfer);
        Assert.Equal("Alice sent you 12.50 USD on 2026-06-15.", Assert.Single(told).Detail);
    }

    [Fact]
    public async Task SendAsync_Done_NeitherLedgerHoldsTheOthersId()
    {
        var users = await CreateAsync();
        await users.SendAsync(Of("1"));

        var rows = await ((InMemoryTableStore)users.Store).QueryAsync(Tables.Ledger, new RowQuery(null, null, null) { FromPartition = "0", ToPartition = "z" }, default);

        Assert.DoesNotContain(rows.Rows.Where(row => row.Partition == users.Alice.User.ToString()), row => Mentions(row, users.Bob));
        Assert.DoesNotContain(rows.Rows.Where(row => row.Partition == users.Bob.User.ToString()), row => Mentions(row, users.Alice));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("no/body")]
    [InlineData("alice")]
    [InlineData("x")]
    public async Task SendAsync_NobodyWhoCanGetIt_IsRefusedOnTheField(string to)
    {
        var users = await CreateAsync();

        var refused = await users.SendAsync(Of("1", to));

        Assert.Equal(("validation_failed", "to"), (refused.Error?.Code, Assert.Single(refused.Error!.Fields!.Keys)));
        Assert.Empty(await users.EntriesAsync(users.Alice));
        Assert.Empty(await users.DueAsync());
    }

    [Fact]
    public async Task SendAsync_RulesOfEntries_HoldForTheSender()
    {
        var users = await CreateAsync();

        foreach (var (asked, field) in new[]
        {
            (Of("0"), "amount"), (Of("1.001"), "amount"), (Of("1") with { AccountId = "nowhere" }, "account_id"),
            (Of("1") with { CategoryId = "nothing" }, "category_id"), (Of("1") with { Date = new DateOnly(2026, 6, 16) }, "date"),
            (Of("1") with { Date = new DateOnly(2026, 5, 14) }, "date"),
        })
        {
            var refused = await users.SendAsync(asked);
            Assert.Equal(field, Assert.Single(refused.Error!.Fields!.Keys));
        }

        Assert.Empty(await users.DueAsync());
        Assert.True((await users.SendAsync(Of("1") with { Date = new DateOnly(2026, 5, 15) })).IsOk);
    }

    [Fact]
    public async Task SendAsync_OtherCurrency_IsConvertedAtTheDaysRateAndSaysWhatItWas()
    {
        var users = await CreateAsync("JPY");

        await users.SendAsync(Of("10"));

        var arrived = Assert.Single(await users.EntriesAsync(users.Bob));
        Assert.Equal(("JPY", 1280, "USD", 1000), (arrived.Amount.Currency.Code, arrived.Amount.Minor, arrived.Foreign?.Currency.Code, arrived.Foreign?.Minor));
        Assert.Equal("USD", Assert.Single(await users.ListAsync(users.Bob)).Amount.Currency.Code);
        await users.AssertBothOrNeitherAsync();
    }

    [Fact]
    public async Task SendAsync_NoRate_IsCancelledAndTheEntryIsGone()
    {
        var users = await CreateAsync("CHF");

        var sent = (await users.SendAsync(Of("10"))).Value;

        Assert.Equal((TransferStatus.Cancelled, TransferReason.NotTaken, null), (sent.Status, sent.Reason, sent.Entry));
        Assert.Equal(0, await users.AssertBothOrNeitherAsync());
        Assert.Empty(await users.DueAsync());
        Assert.Single(await RecurringLedger.ToldAsync(users.Process.Ledgers, users.Alice, NotificationKind.UserTransfer));
        Assert.Empty(await RecurringLedger.ToldAsync(users.Process.Ledgers, users.Bob, NotificationKind.UserTransfer));
        Assert.Equal("not_found", (await users.Service().GetAsync(users.Bob, sent.Id, default)).Error?.Code);
    }

    [Fact]
    public async Task SendAsync_SameKeyAgain_AnswersTheSame()
    {
        var users = await CreateAsync();

        var first = (await users.SendAsync(Of("1"), "key")).Value;
        var again = await users.SendAsync(Of("1"), "key");

        Assert.Equal($"{first.Id} Completed", ((RecordedResponse)again.Error!.Evidence!).Body);
        Assert.Equal(1, await users.AssertBothOrNeitherAsync());
    }

    [Fact]
    public async Task UpdateAndDelete_EntriesOfATransfer_KeepWhatBothHave()
    {
        var users = await CreateAsync();
        await users.SendAsync(Of("1"));
        var transactions = new TransactionService(users.Process.Ledgers);
        var (left, arrived) = (Assert.Single(await users.EntriesAsync(users.Alice)), Assert.Single(await users.EntriesAsync(users.Bob)));
        var (alice, bob) = (new Change(users.Alice), new Change(users.Bob));
        var amount = new TransactionPatch { Amount = new AmountText("amount", "2") };

        Assert.Equal("transfer_entry", (await transactions.UpdateAsync(alice, left.Id, amount, default)).Error?.Code);
        Assert.Equal("transfer_entry", (await transactions.UpdateAsync(bob, arrived.Id, amount, default)).Error?.Code);
        Assert.Equal("transfer_entry", (await transactions.DeleteAsync(alice, left.Id, default)).Error?.Code);
        var noted = await transactions.UpdateAsync(alice, left.Id, new TransactionPatch { Notes = "for June" }, default);
        Assert.Equal(("for June", left.TransferId), (noted.Value.Transaction.Notes, noted.Value.Transaction.TransferId));
        Assert.True((await transactions.DeleteAsync(bob, arrived.Id, default)).IsOk);
        Assert.Single(await users.EntriesAsync(users.Alice));
        Assert.Equal(TransferStatus.Completed, Assert.Single(await users.ListAsync(users.Alice)).Status);
    }

    [Fact]
    public async Task CancelAsync_Completed_IsRefused()
    {
        var users = await CreateAsync();
        var sent = (await users.SendAsync(Of("1"))).Value;

        var byAlice = await users.Service().CancelAsync(new Change(users.Alice), sent.Id, default);
        var byBob = await users.Service().CancelAsync(new Change(users.Bob), sent.Id, default);

        Assert.Equal(("transfer_ended", "transfer_ended"), (byAlice.Error?.Code, byBob.Error?.Code));
        Assert.Equal("not_found", (await users.Service().CancelAsync(new Change(users.Alice), "zzz", default)).Error?.Code);
    }

    [Fact]
    public async Task ListAsync_Pages_NewestFirstWithFilters()
    {
        var users = await CreateAsync();
        for (var number = 1; number <= 5; number++)
        {
            users.Clock.Now = users.Clock.Now.AddSeconds(1);
            await users.SendAsync(Of($"{number}"));
        }

        var service = users.Service();
        var first = (await service.ListAsync(users.Alice, new TransferFilter(null, null), new PageRequest(3, null), default)).Value;
        var rest = (await service.ListAsync(users.Alice, new TransferFilter(null, null), new PageRequest(3, first.Next), default)).Value;
        var none = (await service.ListAsync(users.Alice, new TransferFilter(TransferDirection.Received, null), new PageRequest(3, null), default)).Value;

        Assert.Equal([500, 400, 300, 200, 100], first.Items.Concat(rest.Items).Select(transfer => transfer.Amount.Minor));
        Assert.Equal((5, 5, null, 0), (first.TotalCount, rest.TotalCount, rest.Next, none.TotalCount));
    }

    private static bool Mentions(Row row, Caller other) =>
        row.Properties.Values.OfType<string>().Any(text => text.Contains(other.User.ToString(), StringComparison.Ordinal));
}
