using System.Text;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Testing;

namespace Finance.Core.Tests.Importing;

public sealed class ImportNoticeTests
{
    private const string TwoEntries = "Date,Description,Amount,Balance\n2026-03-14,COFFEE,-4.80,95.20\n2026-03-15,RENT,-50.00,45.20\n";

    [Fact]
    public async Task RunAsync_Completed_TellsOnceInTheCommitThatFinishes()
    {
        var ledger = await TestLedger.CreateAsync();
        var request = Request("march.csv");

        await RunAsync(ledger, request, TwoEntries);
        await RunAsync(ledger, request, TwoEntries);

        var told = Assert.Single(await ToldAsync(ledger));
        Assert.Equal((NotificationKind.ImportFinished, "march.csv: 2 entries taken in", request.Id), (told.Kind, told.Title, told.SubjectId));
        Assert.Equal(
            "Created 2, duplicates 0, matched 0, failed 0. The account differs from the statement's balance by 100.00 USD since 2026-03-14.",
            told.Detail);
        var import = await ImportAsync(ledger, request.Id);
        Assert.Equal((import.Version, import.FinishedAt), ((await ledger.OpenAsync()).Head.Version, told.CreatedAt));
    }

    [Fact]
    public async Task RunAsync_EverythingThereAlready_TellsThatNothingIsNew()
    {
        var ledger = await TestLedger.CreateAsync();
        await RunAsync(ledger, Request("march.csv"), "Date,Description,Amount\n2026-03-14,COFFEE,-4.80\n");

        await RunAsync(ledger, Request("again.csv"), "Date,Description,Amount\n2026-03-14,COFFEE,-4.80\n");

        var told = await ToldAsync(ledger);
        Assert.Equal(["again.csv: nothing new", "march.csv: 1 entry taken in"], told.Select(notification => notification.Title));
        Assert.Equal("Created 0, duplicates 1, matched 0, failed 0. The file states no balance that could prove it.", told[0].Detail);
    }

    [Theory]
    [InlineData("Date,Amount\n01/02/2026,-1.00\n03/04/2026,-2.00\n", "needs an answer")]
    [InlineData("nothing of a statement", "not taken in")]
    public async Task RunAsync_BlobThatIsNotTaken_TellsWhy(string file, string outcome)
    {
        var ledger = await TestLedger.CreateAsync();
        var request = Request("file.csv");

        await RunAsync(ledger, request, file);
        await RunAsync(ledger, request, file);

        var told = Assert.Single(await ToldAsync(ledger));
        Assert.Equal(($"file.csv: {outcome}", request.Id), (told.Title, told.SubjectId));
        Assert.Equal((await ImportAsync(ledger, request.Id)).Failure!.Detail, told.Detail);
    }

    [Fact]
    public async Task RunAsync_UploadThatIsRefused_TellsNothing()
    {
        var ledger = await TestLedger.CreateAsync();

        await RunAsync(ledger, Request("file.csv") with { Source = ImportSource.Upload, BlobName = null }, "nothing of a statement");

        Assert.Empty(await ToldAsync(ledger));
    }

    private static ImportRequest Request(string file) =>
        new(LedgerKeys.NewImportId(DateTimeOffset.UnixEpoch, file), ImportSource.Blob, file, null, ReadingChoices.None, $"user/account/{file}");

    private static Task RunAsync(TestLedger ledger, ImportRequest request, string file)
    {
        var imports = new ImportService(ledger.Ledgers, new ImportReads(ledger.Ledgers), ledger.Clock);
        return imports.RunAsync(ledger.Change, request, new MemoryStatementSource(Encoding.UTF8.GetBytes(file)), default);
    }

    private static async Task<Import> ImportAsync(TestLedger ledger, string id) =>
        (await new ImportReads(ledger.Ledgers).GetAsync(ledger.Caller, id, default)).Value.Import;

    private static async Task<IReadOnlyList<Notification>> ToldAsync(TestLedger ledger) =>
        (await new NotificationService(ledger.Ledgers).ListAsync(ledger.Caller, new(null, false), new PageRequest(50, null), default)).Value.Items;
}
