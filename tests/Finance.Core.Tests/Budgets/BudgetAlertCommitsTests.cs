using System.Globalization;
using System.Text;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>In which commit the user is told of a threshold.</summary>
public sealed class BudgetAlertCommitsTests
{
    private const string Warned = "Budget: 80 % of the budget is spent";
    private const string Exceeded = "Budget: the budget is exceeded";

    [Fact]
    public async Task Commits_AtTheSameTime_TellOnce()
    {
        var store = new InMemoryTableStore();
        var ledger = await CreateAsync(store);
        await ledger.AddAsync(Monthly("100"));
        var processes = Enumerable.Range(0, 4).Select(_ => ledger.Reopen()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(entry => Task.Run(() => processes[entry % 4].SpendAsync("9", "2026-06-01"))));

        Assert.Equal([Warned, Exceeded], await ledger.TitlesAsync());
        Assert.Equal("216.00", await ledger.SpentAsync((await ledger.Reopen().Ledger.OpenAsync()).Plans.Budgets.Single()));
    }

    [Fact]
    public async Task Import_ManyCommits_TellAtItsEnd()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100"));
        await ledger.AddAsync(Monthly("1000000") with { Name = "Wide" });
        var csv = new StringBuilder("Date,Description,Amount\n");
        for (var entry = 0; entry < 250; entry++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"2026-{5 + (entry % 2):D2}-{1 + (entry % 14):D2},Shop {entry},-1.00\n");
        }

        var request = new ImportRequest(
            LedgerKeys.NewImportId(ledger.Ledger.Clock.Now, "a"), ImportSource.Upload, "a.csv", null, ReadingChoices.None);
        var imports = new ImportService(ledger.Ledger.Ledgers, new ImportReads(ledger.Ledger.Ledgers), ledger.Ledger.Clock);
        var source = new MemoryStatementSource(Encoding.UTF8.GetBytes(csv.ToString()));
        Assert.Equal(250, Ok(await imports.RunAsync(ledger.Ledger.Change, request, source, default)).Import.Counts.Created);

        var told = (await ledger.ToldAsync()).Where(one => one.Kind == NotificationKind.BudgetThreshold).ToList();
        Assert.Equal(["Budget: the budget of 2026-05-01 to 2026-05-31 is exceeded", Exceeded], told.Select(one => one.Title));
        Assert.Equal([true, true], told.Select(one => one.Detail.StartsWith("125.00 of 100.00", StringComparison.Ordinal)));
        var finished = Assert.Single(await ledger.ToldAsync(), one => one.Kind == NotificationKind.ImportFinished);
        Assert.All(told, one => Assert.Equal(finished.CreatedAt, one.CreatedAt));
    }

    [Fact]
    public async Task Commit_WithoutRoom_LeavesItToTheNext()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100"));
        var full = await ledger.Ledger.Ledgers.ChangeAsync<Done>(
            ledger.Ledger.Change,
            async (draft, token) =>
            {
                await draft.LoadAsync([Month.Of(2026, 6)], token);
                var first = draft.TakeEntries(100);
                for (var entry = first; draft.Room > 1; entry++)
                {
                    draft.Add(Expense(draft, ledger, entry));
                }

                draft.Record("test", "test", null, null);
                return Done.Value;
            },
            default);
        Assert.True(full.IsOk);
        Assert.Empty(await ledger.ToldAsync());

        await ledger.SpendAsync("1", "2026-06-01");

        Assert.Equal([Exceeded], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Preferences_SwitchedOff_TellNothing()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100"));
        var profile = (await ledger.Ledger.OpenAsync()).Profile;
        var silent = profile.Settings with
        {
            Notifications = NotificationPreferences.Default.With(NotificationKind.BudgetThreshold, NotificationChannels.None),
        };
        await ledger.Ledger.CommitAsync("user.updated", "user", draft => draft.Put(profile with { Settings = silent }));

        await ledger.SpendAsync("101", "2026-06-01");

        Assert.Empty(await ledger.ToldAsync());
    }

    private static Transaction Expense(LedgerDraft draft, BudgetLedger ledger, long entry) => new()
    {
        Id = TransactionId.CreateByHand(Day("2026-06-01"), entry),
        Date = Day("2026-06-01"),
        Type = TransactionType.Expense,
        Amount = new Money(10_00, Currency.Of("USD")),
        AccountId = ledger.Ledger.Checking,
        CreatedAt = draft.Now,
        UpdatedAt = draft.Now,
        Version = draft.Version,
    };
}
