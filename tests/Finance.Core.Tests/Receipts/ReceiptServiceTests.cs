using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Receipts;
using Finance.Core.Tests.Recurring;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Bulk;
using Finance.Testing;
using static Finance.Core.Tests.Transactions.Bulk.BulkLedger;

namespace Finance.Core.Tests.Receipts;

public sealed class ReceiptServiceTests
{
    [Fact]
    public async Task AttachAsync_Png_IsThereWithItsTransaction()
    {
        var (ledger, entry, files) = await CreateAsync();

        var attached = await AttachAsync(ledger, files, entry);
        var opened = (await Service(ledger, files).OpenAsync(ledger.Caller, entry.ToString(), default)).Value;

        Assert.Equal((ReceiptKind.Png, 40L), (attached.Kind, attached.Size));
        Assert.Equal(attached, opened.Receipt);
        Assert.Equal(attached, opened.Transaction.Receipt);
        Assert.Equal(40, (await ReadAsync(opened)).Length);
        Assert.Empty(await DueAsync(ledger));
        await ledger.AssertSoundAsync();
    }

    [Fact]
    public async Task AttachAsync_InPlaceOfAnother_OnlyTheNewOneIsLeft()
    {
        var (ledger, entry, files) = await CreateAsync();
        var first = await AttachAsync(ledger, files, entry);

        var second = await AttachAsync(ledger, files, entry, "another picture");

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second.Id, Assert.Single(files.Files.Keys).Id);
        Assert.Empty(await DueAsync(ledger));
    }

    [Theory]
    [InlineData("image/jpeg", "unsupported_media_type")]
    [InlineData(null, "unsupported_media_type")]
    [InlineData("text/html", "unsupported_media_type")]
    public async Task AttachAsync_DeclaredOtherwise_IsRefused(string? declared, string code)
    {
        var (ledger, entry, files) = await CreateAsync();

        var refused = await Service(ledger, files).AttachAsync(
            ledger.Change, entry.ToString(), ReceiptsInMemory.Png() with { DeclaredType = declared }, default);

        Assert.Equal(code, refused.Error?.Code);
        Assert.Contains("image/png", refused.Error!.Detail, StringComparison.Ordinal);
        Assert.Empty(files.Files);
        Assert.Empty(await DueAsync(ledger));
    }

    [Fact]
    public async Task IfMatch_OfTheReceipt_GuardsIt()
    {
        var (ledger, entry, files) = await CreateAsync();
        var stale = ledger.Change with { IfMatch = new IfMatch([1], false) };
        var onNothing = await Service(ledger, files).AttachAsync(stale, entry.ToString(), ReceiptsInMemory.Png(), default);
        var attached = await AttachAsync(ledger, files, entry);

        var put = await Service(ledger, files).AttachAsync(stale, entry.ToString(), ReceiptsInMemory.Png(), default);
        var deleted = await Service(ledger, files).DetachAsync(stale, entry.ToString(), default);
        var right = ledger.Change with { IfMatch = new IfMatch([attached.Version], false) };
        var rightly = await Service(ledger, files).DetachAsync(right, entry.ToString(), default);

        Assert.All([onNothing.Error, put.Error, deleted.Error], error => Assert.Equal("precondition_failed", error?.Code));
        Assert.Null(rightly.Error);
        Assert.Empty(files.Files);
        Assert.Empty(await DueAsync(ledger));
    }

    [Fact]
    public async Task UpdateAndDelete_OfTheTransaction_TheReceiptGoesWithIt()
    {
        var (ledger, entry, files) = await CreateAsync();
        var attached = await AttachAsync(ledger, files, entry);
        var transactions = new TransactionService(Ledgers(ledger, files));

        var moved = await transactions.UpdateAsync(ledger.Change, entry, On("2026-02-01"), default);
        Assert.Equal(attached, moved.Value.Transaction.Receipt);
        Assert.True((await Service(ledger, files).OpenAsync(ledger.Caller, entry.ToString(), default)).IsOk);
        Assert.True((await transactions.DeleteAsync(ledger.Change, entry, default)).IsOk);

        Assert.Empty(files.Files);
        Assert.Empty(await DueAsync(ledger));
    }

    [Fact]
    public async Task Delete_InBulkWhileTheFilesAreAway_TheNightDeletesThem()
    {
        var (ledger, entry, files) = await CreateAsync();
        await AttachAsync(ledger, files, entry);
        files.IsAway = true;

        var result = await new BulkService(Ledgers(ledger, files)).ChangeAsync(ledger.Change, [Delete(entry)], default);
        Assert.Equal(BulkStatus.Deleted, Assert.Single(result.Value.Outcomes).Status);
        files.IsAway = false;
        await NightAsync(ledger, files);

        Assert.Empty(files.Files);
        Assert.Empty(await DueAsync(ledger));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attach_KilledAtAnyCall_NightLeavesTheFileThatIsNamedAndNoOther(bool lastCommitArrives)
    {
        for (var (calls, isDead) = (0, true); isDead; calls++)
        {
            var (ledger, entry, files) = await CreateAsync();
            await AttachAsync(ledger, files, entry);
            var dying = new DyingTableStore(ledger.Store, calls, lastCommitArrives);
            await UntilDeadAsync(() => Service(ledger.Reopen(dying), files).AttachAsync(
                ledger.Change, entry.ToString(), ReceiptsInMemory.Png(text: "another"), default));

            await NightAsync(ledger, files);

            var named = await ledger.Reopen().Ledgers.Reader.FindTransactionAsync(ledger.Caller.User, entry, default);
            Assert.Equal(named!.Receipt!.Id, Assert.Single(files.Files.Keys).Id);
            Assert.Empty(await DueAsync(ledger));
            isDead = dying.IsDead;
        }
    }

    [Fact]
    public async Task Attach_FilesKilledAtAnyCall_NightLeavesTheFileThatIsNamedAndNoOther()
    {
        for (var calls = 0; calls < 4; calls++)
        {
            var (ledger, entry, files) = await CreateAsync();
            await AttachAsync(ledger, files, entry);
            var dying = new ReceiptsInMemory { Files = files.Files, CallsLeft = calls };
            await UntilDeadAsync(() => Service(ledger, dying).AttachAsync(
                ledger.Change, entry.ToString(), ReceiptsInMemory.Png(text: "another"), default));

            await NightAsync(ledger, files);

            var named = await ledger.Reopen().Ledgers.Reader.FindTransactionAsync(ledger.Caller.User, entry, default);
            Assert.Equal(named!.Receipt!.Id, Assert.Single(files.Files.Keys).Id);
            Assert.Empty(await DueAsync(ledger));
        }
    }

    [Fact]
    public async Task OpenAsync_FileIsNotThere_SaysSo()
    {
        var (ledger, entry, files) = await CreateAsync();
        await AttachAsync(ledger, files, entry);
        files.Files.Clear();

        var gone = await Service(ledger, files).OpenAsync(ledger.Caller, entry.ToString(), default);

        Assert.Equal("receipt_gone", gone.Error?.Code);
    }

    private static async Task<(TestLedger Ledger, TransactionId Entry, ReceiptsInMemory Files)> CreateAsync()
    {
        var ledger = await TestLedger.CreateAsync();
        return (ledger, (await ledger.AddAsync(New("9", "2026-06-01"))).Id, new ReceiptsInMemory());
    }

    private static LedgerStore Ledgers(TestLedger ledger, ReceiptsInMemory files) => new(ledger.Store, new LedgerCache(), ledger.Clock, files);

    private static ReceiptService Service(TestLedger ledger, ReceiptsInMemory files) =>
        new(Ledgers(ledger, files), new DueIndex(ledger.Store), files, ledger.Clock);

    private static async Task<Receipt> AttachAsync(TestLedger ledger, ReceiptsInMemory files, TransactionId entry, string text = "picture") =>
        (await Service(ledger, files).AttachAsync(ledger.Change, entry.ToString(), ReceiptsInMemory.Png(text: text), default)).Value;

    private static async Task<byte[]> ReadAsync(ReceiptFile file)
    {
        using var copy = new MemoryStream();
        await file.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static async Task<IReadOnlyList<DueItem>> DueAsync(TestLedger ledger) =>
        await new DueIndex(ledger.Store).OfOwnerAsync(DueItem.Receipt, ledger.Caller.User, default);

    private static async Task NightAsync(TestLedger ledger, ReceiptsInMemory files)
    {
        ledger.Clock.Now = ledger.Clock.Now.AddHours(6);
        await new Night(ledger.Store, ledger.Clock).RunAsync(default, new ReceiptChore(Ledgers(ledger, files), files, ledger.Clock));
    }

    private static async Task UntilDeadAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ProcessKilledException)
        {
            // The night puts it right.
        }
    }
}
