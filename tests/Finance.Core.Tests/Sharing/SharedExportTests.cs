using Finance.Core.Exporting;
using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Tests.Exporting;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Tests.Sharing;

/// <summary>Files of ledgers that are shared.</summary>
public sealed class SharedExportTests
{
    [Theory]
    [InlineData(GrantKind.All)]
    [InlineData(GrantKind.Transactions)]
    public async Task ExportAsync_RevokedWhileItIsSent_BreaksOff(GrantKind kind)
    {
        var shared = await SharedLedger.CreateAsync();
        var transactions = new TransactionService(shared.Process.Ledgers);
        for (var number = 0; number < 120; number++)
        {
            var asked = new NewTransaction
            {
                Type = TransactionType.Expense,
                Amount = new AmountText("amount", "1"),
                Notes = new string('x', 1_500),
            };
            Assert.Null((await transactions.CreateAsync(new Change(shared.Alice), asked, default)).Error);
        }

        var grant = await shared.GrantAsync(GrantAccess.Read, kind);
        var request = new ExportRequest(ExportFormat.Csv, new TransactionFilter(), TransactionSort.NewestFirst, []);
        var file = await new ExportService(shared.Process.Ledgers, new StatementText(), shared.Clock).ExportAsync(shared.Guest, request, default);
        await using var pieces = file.Value.Content.GetAsyncEnumerator();

        Assert.True(await pieces.MoveNextAsync());
        Assert.Null((await shared.Sharing.DeleteAsync(new Change(shared.Alice), grant.Id, default)).Error);

        await Assert.ThrowsAsync<LedgerMovedException>(async () => await pieces.MoveNextAsync());
    }
}
