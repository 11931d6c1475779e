using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Finance.Core.Audits;
using Finance.Core.Due;
using Finance.Core.Exporting;
using Finance.Core.Exporting.Backup;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Tests.Docs;
using Finance.Core.Tests.Users;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

public sealed class RestoreServiceTests
{
    [Fact]
    public async Task RestoreAsync_LedgerWithEverything_IsTheLedgerThatWasExported()
    {
        var (store, process, caller) = await StorageScenario.StayAsync();
        var first = await ExportAsync(process, caller);
        var other = await process.RegisteredAsync("bob");

        var restored = await RestoreAsync(process, store, other, first);

        Assert.True(restored.IsOk, restored.Error?.Detail);
        Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(await ExportAsync(process, other)));
        var verified = await new LedgerVerifier(process.Ledgers).VerifyAsync(other, other.User, default);
        Assert.Equal(0, verified.Value.DifferenceCount);
        var due = await process.Due.OfOwnerAsync(DueItem.Recurring, other.User, default);
        var expected = Assert.Single(await process.Due.OfOwnerAsync(DueItem.Recurring, caller.User, default));
        Assert.Equal(expected.At, Assert.Single(due).At);
        Assert.Equal((await process.Ledgers.OpenAsync(other, default)).Value.Head.Visit, VisitFiling.PlaceOf(due[0]));
        var webhook = Assert.Single(restored.Value.Webhooks);
        Assert.False(webhook.IsActive);
        Assert.NotEqual((await process.Ledgers.OpenAsync(caller, default)).Value.Plans.Webhooks.Single().Secret, webhook.Secret);
    }

    [Fact]
    public async Task RestoreAsync_Twice_IsAnsweredTheSame()
    {
        var (process, store, document) = await SmallAsync();
        var other = await process.RegisteredAsync("bob");
        var first = await RestoreAsync(process, store, other, document);

        var again = await RestoreAsync(process, store, other, document);

        Assert.Equal(first.Value.Version, again.Value.Version);
        Assert.Equal(document, await ExportAsync(process, other));
    }

    [Fact]
    public async Task RestoreAsync_IntoALedgerThatHoldsSomething_ChangesNothing()
    {
        var (process, store, document) = await SmallAsync();
        var other = await process.RegisteredAsync("bob");
        Assert.True((await new TransactionService(process.Ledgers).CreateAsync(new Change(other), Entry("5"), default)).IsOk);
        var before = await ExportAsync(process, other);

        var refused = await RestoreAsync(process, store, other, document);

        Assert.Equal("ledger_not_empty", refused.Error?.Code);
        Assert.Equal(before, await ExportAsync(process, other));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(9)]
    public async Task RestoreAsync_CutShort_IsShutAndGoesOnWithTheSameDocument(int commits)
    {
        var (process, store, document) = await SmallAsync(entries: 700);
        var other = await process.RegisteredAsync("bob");
        var dying = new InterferingTableStore(store, int.MaxValue) { BeforeCommit = DieAfter(commits) };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(process, dying, other, document));
        var shut = await process.Ledgers.OpenAsync(other, default);
        var restored = await RestoreAsync(process, store, other, document);

        Assert.Equal("ledger_restoring", shut.Error?.Code);
        Assert.True(restored.IsOk, restored.Error?.Detail);
        Assert.Equal(document, await ExportAsync(process, other));
        Assert.Equal(0, (await new LedgerVerifier(process.Ledgers).VerifyAsync(other, other.User, default)).Value.DifferenceCount);
    }

    [Fact]
    public async Task RestoreAsync_CutShort_BeginsAnewWithAnotherDocumentOrIsErased()
    {
        var (process, store, document) = await SmallAsync(entries: 700);
        var (_, _, small) = await SmallAsync(entries: 3);
        var (bob, carol) = (await process.RegisteredAsync("bob"), await process.RegisteredAsync("carol"));
        foreach (var caller in new[] { bob, carol })
        {
            var dying = new InterferingTableStore(store, int.MaxValue) { BeforeCommit = DieAfter(5) };
            await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(process, dying, caller, document));
        }

        var restored = await RestoreAsync(process, store, bob, small);
        var erased = await process.Erasure.EraseAsync(new Change(carol), "carol", default);

        Assert.True(restored.IsOk, restored.Error?.Detail);
        Assert.Equal(small, await ExportAsync(process, bob));
        Assert.True(erased.IsOk, erased.Error?.Detail);
        Assert.Equal("not_registered", (await process.Ledgers.OpenAsync(carol, default)).Error?.Code);
    }

    [Theory]
    [InlineData("\"complete\":true", "\"complete\":false", "a part of a ledger")]
    [InlineData("\"version\":1,\"complete\"", "\"version\":2,\"complete\"", "version 1 of the format")]
    [InlineData("finance-functions-ledger", "something", "no backup")]
    [InlineData("\"Checking\"", "\"Chequing\"", "checksum")]
    [InlineData("\"payee\":\"Shop 1\"", "\"payee\" :\"Shop 1\"", "as this product writes it")]
    [InlineData("\"payee\":\"Shop 1\"", "\"payer\":\"Shop 1\"", "as this product writes it")]
    [InlineData("\"currency\":\"USD\"", "\"currency\":\"XXQ\"", "line")]
    [InlineData("],\n\"categories\"", "\"categories\"", "line")]
    [InlineData("\"}", "", "")]
    [InlineData("sha256:", "sha1:", "checksum")]
    public async Task RestoreAsync_DamagedDocument_SaysWhereAndChangesNothing(string from, string to, string why)
    {
        var (process, store, document) = await SmallAsync();
        var other = await process.RegisteredAsync("bob");
        var before = await ExportAsync(process, other);
        var text = Encoding.UTF8.GetString(document);
        var at = from == "\"}" ? text.LastIndexOf(from, StringComparison.Ordinal) : text.IndexOf(from, StringComparison.Ordinal);

        var refused = await RestoreAsync(process, store, other, Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]));

        Assert.Equal("backup_unreadable", refused.Error?.Code);
        Assert.Contains(why, refused.Error!.Detail, StringComparison.Ordinal);
        Assert.Equal(before, await ExportAsync(process, other));
    }

    [Theory]
    [InlineData("\"opening_balance\":0.00,\"balance\"", "\"opening_balance\":1.00,\"balance\"")]
    [InlineData("\"amount\":3.25", "\"amount\":3.26")]
    [InlineData("\"transaction_count\":5", "\"transaction_count\":6")]
    [InlineData("\"next_entry\":6", "\"next_entry\":5")]
    [InlineData("\"notification_count\":0", "\"notification_count\":1")]
    [InlineData("\"default_account_id\":\"", "\"default_account_id\":\"0")]
    [InlineData("\"last_commit\":\"", "\"last_commit\":\"0")]
    public async Task RestoreAsync_DocumentThatDoesNotAddUp_IsRefusedWhateverItsChecksum(string from, string to)
    {
        var (process, store, document) = await SmallAsync();
        var other = await process.RegisteredAsync("bob");
        var before = await ExportAsync(process, other);

        var refused = await RestoreAsync(process, store, other, Edit(document, from, to));

        Assert.Equal("backup_inconsistent", refused.Error?.Code);
        Assert.Equal(before, await ExportAsync(process, other));
    }

    [Fact]
    public async Task RestoreAsync_AccountsMergedInACircle_AreRefused()
    {
        var (process, store, document) = await SmallAsync();
        var id = (await process.Ledgers.OpenAsync(await process.RegisteredAsync("bob"), default)).Value.Profile.DefaultAccountId;
        var text = Encoding.UTF8.GetString(document);
        var own = text[(text.IndexOf("\"accounts\":[\n{\"id\":\"", StringComparison.Ordinal) + 20)..][..12];
        var other = await process.RegisteredAsync("carol");

        const string End = "\",\"version\":1}\n],\n\"categories\"";
        var circle = Edit(document, End, $"\",\"merged_into\":\"{own}{End}");
        var refused = await RestoreAsync(process, store, other, circle);

        Assert.NotEqual(id, own);
        Assert.Equal("backup_inconsistent", refused.Error?.Code);
        Assert.Contains("circle", refused.Error!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_MoreThanALedgerHolds_IsRefusedBeforeAnythingIsWritten()
    {
        var (process, store, document) = await SmallAsync();
        var other = await process.RegisteredAsync("bob");
        var before = await ExportAsync(process, other);
        const string Begin = "\"categories\":[\n";
        var text = Encoding.UTF8.GetString(document);
        var first = text[(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..];
        first = first[..first.IndexOf(",\n", StringComparison.Ordinal)];
        var many = Enumerable.Range(0, 45).Select(_ => LedgerKeys.NewId()).Order(StringComparer.Ordinal).Select(id =>
        {
            var name = string.Concat(Enumerable.Range(0, 2_500).Select(_ => LedgerKeys.NewId()));
            return Regex.Replace(Regex.Replace(first, "\"id\":\"[^\"]*\"", $"\"id\":\"{id}\""), "\"name\":\"[^\"]*\"", $"\"name\":\"{name}\"");
        });
        var own = text[..text.IndexOf("],\n\"budgets\"", StringComparison.Ordinal)];
        own = own[(own.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..].TrimEnd('\n');
        var all = own.Split(",\n").Concat(many).Order(StringComparer.Ordinal);

        var refused = await RestoreAsync(process, store, other, Edit(document, own, string.Join(",\n", all)));

        Assert.Equal("ledger_full", refused.Error?.Code);
        Assert.Equal(before, await ExportAsync(process, other));
        Assert.Empty(await process.Due.OfOwnerAsync(DueItem.Recurring, other.User, default));
    }

    /// <summary>Another document with a checksum of its own.</summary>
    private static byte[] Edit(byte[] document, string from, string to)
    {
        var text = Encoding.UTF8.GetString(document);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        var edited = text[..at] + to + text[(at + from.Length)..];
        var above = edited[..edited.LastIndexOf("\"checksum\"", StringComparison.Ordinal)];
        return Encoding.UTF8.GetBytes(above + BackupLayout.LastLine(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(above)))) + "\n");
    }

    private static Func<Task> DieAfter(int commits)
    {
        var left = commits;
        return () => left-- > 0 ? Task.CompletedTask : throw new StoreUnavailableException("The store is away.");
    }

    private static NewTransaction Entry(string amount) =>
        new() { Type = TransactionType.Expense, Amount = new AmountText("amount", amount) };

    private static async Task<(UserProcess Process, ITableStore Store, byte[] Document)> SmallAsync(int entries = 5)
    {
        var store = new InMemoryTableStore();
        var process = new UserProcess(store, UserProcess.NewClock());
        var caller = await process.RegisteredAsync($"alice{entries}");
        for (var number = 1; number <= entries; number++)
        {
            var entry = Entry($"{number}.25") with { Payee = $"Shop {number}", Date = new DateOnly(2026, 1, 1).AddDays(number % 150) };
            Assert.True((await new TransactionService(process.Ledgers).CreateAsync(new Change(caller), entry, default)).IsOk);
        }

        return (process, store, await ExportAsync(process, caller));
    }

    private static async Task<byte[]> ExportAsync(UserProcess process, Caller caller)
    {
        var exports = new ExportService(process.Ledgers, new StatementText(), process.Clock);
        var file = await exports.ExportAsync(caller, ExportTexts.Request(ExportFormat.Json), default);
        Assert.True(file.IsOk, file.Error?.Detail);
        return await file.Value.ToBytesAsync();
    }

    private static async Task<Result<RestoredLedger>> RestoreAsync(UserProcess process, ITableStore store, Caller caller, byte[] document)
    {
        using var stream = new MemoryStream(document);
        var restore = new RestoreService(process.Ledgers, store, process.Due, process.Clock);
        return await restore.RestoreAsync(new Change(caller), stream, default);
    }
}
