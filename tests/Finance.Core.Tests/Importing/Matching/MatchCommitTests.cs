using Finance.Core.Importing;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Importing.Matching;

/// <summary>Matches in many commits, beside other writers, and in runs that die.</summary>
public sealed class MatchCommitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task RunAsync_KilledInTheMiddle_ResumesWithNothingLostOrTwice(int commits)
    {
        var inner = new InMemoryTableStore();
        var ledger = await FilledAsync(inner);
        var (request, rows) = (MatchLedger.NewRequest(), Rows());
        var store = new DyingStore(inner) { CommitsLeft = commits };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ledger.Reopen(store).RunAsync(request, rows));

        var import = Ok(await ledger.Reopen().RunAsync(request, rows)).Import;

        Assert.Equal((ImportStatus.Completed, 112L, 56L, 0L), Totals(import));
        Assert.Equal(168, (await ledger.Recurring.EntriesAsync()).Count);
        Assert.Equal("-1820.00", await ledger.BalanceAsync());
        Assert.Equal(168L, (await ledger.Reopen().ImportAsync(rows)).Counts.Duplicates);
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task RunAsync_OccurrencesAreEnteredMeanwhile_TheyAreMatchedAllTheSame()
    {
        var inner = new InMemoryTableStore();
        var ledger = await FilledAsync(inner);
        var templates = Ok(await ledger.Recurring.Service.ListAsync(ledger.Ledger.Caller, null, default));
        var lunch = templates.Single(found => found.Template.Transaction.Payee == "Lunch").Template.Id;
        var other = ledger.Reopen();
        // Commits of the import are those that come after its beginning.
        var commits = 0;
        var store = new InterferingTableStore(inner, int.MaxValue)
        {
            BeforeCommit = async () =>
            {
                if (++commits == 3)
                {
                    await other.Recurring.ProcessAsync(lunch);
                }
            },
        };

        var import = Ok(await ledger.Reopen(store).RunAsync(MatchLedger.NewRequest(), Rows())).Import;

        Assert.Equal((ImportStatus.Completed, 112L, 56L, 0L), Totals(import));
        var template = await ledger.Reopen().TemplateAsync(lunch);
        Assert.Equal(56, template.CreatedCount);
        Assert.Equal(168, (await ledger.Recurring.EntriesAsync()).Count);
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task RunAsync_NewestFirst_TheLatestMatchTellsTheAmount()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("10", Monthly("2026-03-10"), "Gym", follows: true, autoCreate: false);

        var import = await ledger.ImportAsync("2026-05-11,Gym,-12.00", "2026-04-10,Gym,-11.00", "2026-03-10,Gym,-10.00");

        Assert.Equal(3L, import.Counts.Matched);
        var after = await ledger.TemplateAsync(template.Id);
        Assert.Equal(("12.00", Day("2026-05-11"), 1_200L), (after.Transaction.Amount.ToString(), after.LastMatched!.Date, after.LastMatched.Minor));
    }

    [Fact]
    public async Task RunAsync_PriceRisesStepByStep_TheAmountFollowsEachTime()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("10", Monthly("2026-03-10"), "Gym", follows: true, autoCreate: false);

        var import = await ledger.ImportAsync("2026-03-10,Gym,-12.00", "2026-04-10,Gym,-14.40", "2026-05-11,Gym,-17.28");

        Assert.Equal(3L, import.Counts.Matched);
        Assert.Equal("It is 'Rent' of 2026-05-10, which was still to come. The amount was 14.40.", (await ledger.RowsAsync(import))[2].Reason);
        Assert.Equal("17.28", (await ledger.TemplateAsync(template.Id)).Transaction.Amount.ToString());
        Assert.Equal("17.28", Assert.Single((await ledger.Recurring.ProcessAsync(template.Id)).Created).Transaction.Amount.ToString());
    }

    [Fact]
    public async Task RunAsync_SplitEntryOfAnotherAmount_TheLargestPartTakesTheDifferenceAndTheTemplateStays()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("100", Monthly("2026-06-01"), "Box", follows: true, with: entry => entry with
        {
            Splits = [Part("30"), Part("60"), Part("10")],
        });
        await ledger.Recurring.ProcessAsync(template.Id);

        var import = await ledger.ImportAsync("2026-06-02,Box,-90.00");

        var entry = (await ledger.FindAsync((await ledger.RowsAsync(import)).Single().TransactionId!))!;
        Assert.Equal(["30.00", "50.00", "10.00"], entry.Splits.Select(split => split.Amount.ToString()));
        Assert.Equal("100.00", (await ledger.TemplateAsync(template.Id)).Transaction.Amount.ToString());
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task RunAsync_YearsOfDailyMatches_TheTemplateStaysSmall()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("2", Daily("2024-06-15"), "Coffee", autoCreate: false);
        string[] rows = [.. Enumerable.Range(0, 700).Select(day => $"{LedgerDates.Format(Day("2024-06-15").AddDays(day))},Coffee,-2.00")];

        var import = await ledger.ImportAsync(rows);

        Assert.Equal(700L, import.Counts.Matched);
        var after = await ledger.TemplateAsync(template.Id);
        Assert.InRange(after.Covered.Count, 0, 400);
        Assert.Equal("2026-05-16", LedgerDates.Format(after.Unsettled().First().NominalDate));
        await ledger.UndoAsync(import);
        var undone = await ledger.TemplateAsync(template.Id);
        Assert.Equal("2024-06-15", LedgerDates.Format(undone.Unsettled().First().NominalDate));
        Assert.Equal((731, 0), (undone.Unsettled().TakeWhile(next => next.Date <= Day("2026-06-15")).Count(), undone.CreatedCount));
    }

    /// <summary>Coffee is entered each day of four weeks, lunch waits for approval.</summary>
    private static async Task<MatchLedger> FilledAsync(InMemoryTableStore store)
    {
        var ledger = await MatchLedger.CreateAsync(store);
        var coffee = await ledger.AddAsync("2.50", Daily("2026-04-21"), "Coffee");
        await ledger.AddAsync("20", Daily("2026-04-21"), "Lunch", autoCreate: false);
        ledger.Ledger.Clock.Now = Instant("2026-06-15T12:00Z");
        while ((await ledger.Recurring.ProcessAsync(coffee.Id)).StillDue > 0)
        {
        }

        return ledger.Reopen();
    }

    private static string[] Rows() =>
    [
        .. Enumerable.Range(0, 56).SelectMany(day => new[] { "Coffee,-2.50", "Lunch,-20.00", "Bus,-10.00" }
            .Select(row => $"{LedgerDates.Format(Day("2026-04-21").AddDays(day))},{row}")),
    ];

    private static (ImportStatus Status, long Matched, long Created, long Duplicates) Totals(Import import) =>
        (import.Status, import.Counts.Matched, import.Counts.Created, import.Counts.Duplicates);

    private static NewSplit Part(string amount) => new(null, new AmountText("transaction.splits.amount", amount), null);
}
