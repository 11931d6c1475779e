using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Audit;

/// <summary>A client that takes in changes and nothing else has what the lists have.</summary>
public sealed class SyncedCopyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Copy_AnyChangesInAnyPagesWithWritesBetween_IsTheList(int seed)
    {
        var random = new Random(seed);
        var ledger = await TestLedger.CreateAsync();
        var life = new RandomLife(ledger, random);
        await life.LiveAsync(random.Next(10));
        var copies = Copies(ledger);
        foreach (var copy in copies)
        {
            await copy.StartAsync();
        }

        for (var round = 0; round < 6; round++)
        {
            await life.LiveAsync(random.Next(8));
            foreach (var copy in copies.Where(_ => random.Next(3) > 0))
            {
                await copy.SyncAsync(random.Next(1, 5), () => random.Next(3) == 0 ? life.LiveAsync(1) : Task.CompletedTask);
            }
        }

        foreach (var copy in copies)
        {
            await copy.SyncAsync(random.Next(1, 500), () => Task.CompletedTask);
            Assert.Equal(await copy.ListAsync(), copy.Items);
            Assert.Equal(0, await copy.SyncAsync(1, () => Task.CompletedTask));
        }
    }

    [Fact]
    public async Task List_PagesWithWritesBetween_StayBoundToOneVersionAndRepeatNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        var since = LedgerMark.Of((await ledger.OpenAsync()).Head);
        for (var number = 0; number < 7; number++)
        {
            await ledger.AddAsync(TransactionType.Expense, "1", "2026-06-01");
        }

        var through = (await ledger.OpenAsync()).Head.Version;
        var (feed, seen, place) = (new TransactionChanges(new ChangeFeed(ledger.Ledgers)), new List<string>(), (string?)null);
        do
        {
            var page = (await feed.ListAsync(ledger.Caller, since, new PageRequest(2, place), default)).Value;
            Assert.Equal((through, 7L), (page.Through.Version, page.TotalCount));
            seen.AddRange(page.Items.Select(item => item.Key));
            place = page.Next;
            await ledger.AddAsync(TransactionType.Expense, "1", "2026-06-01");
        }
        while (place is not null);

        Assert.Equal((7, 7), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task List_SinceThatIsNone_IsRefused()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Expense, "1", "2026-06-01");
        var feed = new TransactionChanges(new ChangeFeed(ledger.Ledgers));

        async Task<string?> CodeAsync(LedgerMark since) => (await feed.ListAsync(ledger.Caller, since, new PageRequest(5, null), default)).Error?.Code;

        var now = LedgerMark.Of((await ledger.OpenAsync()).Head);
        Assert.Null(await CodeAsync(now));
        Assert.Null(await CodeAsync(now with { Ledger = null }));
        Assert.Equal("validation_failed", await CodeAsync(now with { Version = now.Version + 1 }));
        Assert.Equal("since_too_old", await CodeAsync(now with { Ledger = "zzzzzz" }));
        Assert.Equal("since_too_old", await CodeAsync(now with { Version = 0 }));
    }

    [Theory]
    [InlineData("0", 0, null)]
    [InlineData("17-0abcde", 17, "0abcde")]
    public void TryParse_Mark_ReadsWhatIsWritten(string text, long version, string? ledger)
    {
        Assert.True(LedgerMark.TryParse(text, out var mark));
        Assert.Equal((version, ledger, text), (mark.Version, mark.Ledger, mark.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("1-abc")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("9999999999999999999")]
    [InlineData("now")]
    public void TryParse_AnythingElse_IsNoMark(string text) => Assert.False(LedgerMark.TryParse(text, out _));

    private static List<Copy> Copies(TestLedger ledger)
    {
        var (feed, caller) = (new ChangeFeed(ledger.Ledgers), ledger.Caller);
        var (accounts, categories) = (new AccountService(ledger.Ledgers), new CategoryService(ledger.Ledgers, ledger.Clock));
        var (budgets, goals) = (new BudgetService(ledger.Ledgers, ledger.Clock), new GoalService(ledger.Ledgers, ledger.Clock));
        var (lister, changes, told) = (new TransactionLister(ledger.Ledgers), new TransactionChanges(feed), new NotificationService(ledger.Ledgers));
        return
        [
            Copy.Of(
                ledger,
                async () => (await lister.ListAsync(caller, new TransactionFilter(), TransactionSort.NewestFirst, new PageRequest(500, null), default))
                    .Value.Items.Select(item => item.Entry),
                entry => entry.Transaction.Id.ToString(),
                entry => $"{entry.Transaction.Date} {entry.Transaction.Amount} {entry.Account.Name} {entry.Category?.Id} {entry.Transaction.Goals.Count}",
                (since, page) => changes.ListAsync(caller, since, page, default)),
            Whole(async () => (await accounts.ListAsync(caller, default)).Value, item => item.Account.Id, item => $"{item.Account.Name} {item.Account.Balance}", ThingKind.Account),
            Whole(async () => (await categories.ListAsync(caller, default)).Value, item => item.Category.Id, item => $"{item.Category.Name} {item.Category.ParentId}", ThingKind.Category),
            Whole(
                async () => (await budgets.ListAsync(caller, null, default)).Value,
                item => item.Budget.Id,
                item => $"{item.Budget.Name} {string.Join(' ', item.Budget.CategoryIds.Select(id => item.Chart.CategoryNow(id)?.Id))}",
                ThingKind.Budget),
            Whole(async () => (await goals.ListAsync(caller, new GoalFilter(null, null), default)).Value, item => item.Goal.Id, item => $"{item.Goal.Name} {item.Goal.Current}", ThingKind.Goal),
            Copy.Of(
                ledger,
                async () => (await told.ListAsync(caller, new NotificationFilter(null, false), new PageRequest(500, null), default)).Value.Items,
                item => item.Id,
                item => $"{item.Title} {item.ReadAt}",
                (since, page) => feed.ListAsync(caller, ThingKind.Notification, null, since, page, told.FindAsync, default)),
        ];

        Copy Whole<T>(Func<Task<IReadOnlyList<T>>> list, Func<T, string> idOf, Func<T, string> show, ThingKind kind)
            where T : class => Copy.Of(
                ledger,
                async () => await list(),
                idOf,
                show,
                (since, page) => feed.ListAsync<T>(
                    caller,
                    kind,
                    null,
                    since,
                    page,
                    async (_, _, _) => (await list()).ToDictionary(idOf),
                    default));
    }

    /// <summary>What a client keeps of one list.</summary>
    private sealed class Copy(TestLedger ledger, Func<Task<SortedDictionary<string, string>>> list, Func<LedgerMark, PageRequest, Task<(List<KeyValuePair<string, string?>>, string?, LedgerMark)>> changes)
    {
        private LedgerMark _since;

        internal SortedDictionary<string, string> Items { get; private set; } = new(StringComparer.Ordinal);

        internal static Copy Of<T>(
            TestLedger ledger,
            Func<Task<IEnumerable<T>>> list,
            Func<T, string> idOf,
            Func<T, string> show,
            Func<LedgerMark, PageRequest, Task<Result<DeltaPage<T>>>> changes)
            where T : class => new(
                ledger,
                async () => new SortedDictionary<string, string>((await list()).ToDictionary(idOf, show), StringComparer.Ordinal),
                async (since, page) =>
                {
                    var delta = await changes(since, page);
                    Assert.True(delta.IsOk, delta.Error?.Detail);
                    return ([.. delta.Value.Items.Select(item => KeyValuePair.Create(item.Key, item.Value is null ? null : show(item.Value)))], delta.Value.Next, delta.Value.Through);
                });

        internal Task<SortedDictionary<string, string>> ListAsync() => list();

        internal async Task StartAsync()
        {
            _since = LedgerMark.Of((await ledger.OpenAsync()).Head);
            Items = await list();
        }

        /// <returns>How many items were told.</returns>
        internal async Task<int> SyncAsync(int limit, Func<Task> between)
        {
            var (place, through, told) = ((string?)null, _since, 0);
            do
            {
                (var items, place, through) = await changes(_since, new PageRequest(limit, place));
                foreach (var (id, item) in items)
                {
                    told++;
                    if (item is null)
                    {
                        Items.Remove(id);
                    }
                    else
                    {
                        Items[id] = item;
                    }
                }

                await between();
            }
            while (place is not null);
            _since = through;
            return told;
        }
    }
}
