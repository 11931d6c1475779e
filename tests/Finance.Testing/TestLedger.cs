using Finance.Core;
using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Users;

namespace Finance.Testing;

/// <summary>
/// A ledger in a store, small and without the names and defaults that registering brings: one account in the base currency, and what a test
/// adds.
/// </summary>
public sealed class TestLedger
{
    private readonly LedgerCache _cache = new();

    private TestLedger(ITableStore store, FixedClock clock, Caller caller, string checking)
    {
        (Store, Clock, Caller, Checking) = (store, clock, caller, checking);
        Ledgers = new LedgerStore(store, _cache, clock);
        Transactions = new TransactionService(Ledgers);
        Exchange = new Exchange(new RateStore(store, clock), Ledgers, clock);
    }

    public ITableStore Store { get; }

    public FixedClock Clock { get; }

    public Caller Caller { get; }

    public Change Change => new(Caller);

    /// <summary>The default account.</summary>
    public string Checking { get; }

    public LedgerStore Ledgers { get; }

    public TransactionService Transactions { get; }

    /// <summary>Rates as <see cref="TestRates.StoreAsync"/> puts them into the store.</summary>
    public Exchange Exchange { get; }

    /// <param name="store">Where the ledger lies; a new store in memory when null.</param>
    /// <param name="now">Where the clock stands; noon UTC of 15 June 2026 when null.</param>
    public static async Task<TestLedger> CreateAsync(
        ITableStore? store = null,
        DateTimeOffset? now = null,
        string currency = "USD",
        bool allowFutureDates = true,
        string timeZone = "UTC",
        int reminderDays = 3)
    {
        var clock = new FixedClock(now ?? new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        var caller = NewCaller(clock);
        var checking = LedgerKeys.NewId();
        var profile = new Profile
        {
            Username = "tester",
            Currency = Currency.Of(currency),
            TimeZone = timeZone,
            CreatedAt = clock.Now,
            DefaultAccountId = checking,
            Settings = new ProfileSettings { AllowFutureDates = allowFutureDates, ReminderDays = reminderDays },
            Version = 1,
        };
        var head = new LedgerHead
        {
            Version = 1,
            Incarnation = LedgerKeys.NewId(),
            LastCommit = LedgerKeys.NewId(),
            NextEntry = 1,
            TransactionCount = 0,
            SplitCount = 0,
            MovedCount = 0,
            ChangesFrom = 2,
            Profile = profile,
        };
        var chart = Chart.Empty.With(NewAccount(checking, "Checking", currency, 0, clock.Now));
        var batch = LedgerRows.Write(caller.User, head, LedgerRows.Pack(caller.User, null, chart, Plans.Empty))
            .Aggregate(new Batch(caller.User.ToString()), (sum, row) => sum.Add(new RowChange(RowChangeKind.Add, row)));
        var ledger = new TestLedger(store ?? new InMemoryTableStore(), clock, caller, checking);
        return await ledger.Ledgers.CreateAsync(batch, CancellationToken.None)
            ? ledger
            : throw new InvalidOperationException("A new user has a ledger already.");
    }

    public static Caller NewCaller(TimeProvider clock, params string[] roles) =>
        new(UserId.FromObjectId(Guid.NewGuid()), clock.GetUtcNow(), false, new HashSet<string>(roles), "00-test-00");

    /// <summary>The same ledger over another store or as another process sees it: nothing is remembered.</summary>
    public TestLedger Reopen(ITableStore? store = null) => new(store ?? Store, Clock, Caller, Checking);

    public Task<LedgerSnapshot> OpenAsync() => Ok(Ledgers.OpenAsync(Caller, CancellationToken.None));

    /// <summary>Adds an account; its opening balance in minor units.</summary>
    public async Task<string> AddAccountAsync(
        string name,
        string currency = "USD",
        long opening = 0,
        AccountType type = AccountType.Checking)
    {
        var account = NewAccount(LedgerKeys.NewId(), name, currency, opening, Clock.Now) with { Type = type };
        await CommitAsync("account.created", account.Id, draft => draft.Put(account));
        return account.Id;
    }

    public async Task<string> AddCategoryAsync(string name, CategoryType type, string? parentId = null)
    {
        var category = new Category
        {
            Id = LedgerKeys.NewId(),
            Name = name,
            Type = type,
            Color = "#336699",
            ParentId = parentId,
            CreatedAt = Clock.Now,
        };
        await CommitAsync("category.created", category.Id, draft => draft.Put(category));
        return category.Id;
    }

    /// <summary>Enters a transaction and fails the test when it is refused.</summary>
    public async Task<Transaction> AddAsync(NewTransaction asked) =>
        (await Ok(Transactions.CreateAsync(Change, asked, CancellationToken.None))).Transaction;

    public Task<Transaction> AddAsync(
        TransactionType type,
        string amount,
        string date,
        string? category = null,
        string? account = null,
        string? to = null,
        params string[] tags) => AddAsync(new NewTransaction
        {
            Type = type,
            Amount = new AmountText("amount", amount),
            Date = DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            CategoryId = category,
            AccountId = account,
            ToAccountId = to,
            Tags = tags,
        });

    /// <summary>Enters many expenses, spread evenly over some days, many in a commit.</summary>
    public async Task FillAsync(int count, DateRange days, string? category = null)
    {
        // Each may be in a month of its own, whose row takes as much of the commit as the entry.
        const int PerCommit = 40;
        for (var done = 0; done < count; done += PerCommit)
        {
            var (from, to) = (done, Math.Min(count, done + PerCommit));
            await Ok(Ledgers.ChangeAsync<Done>(
                Change,
                async (draft, token) =>
                {
                    var first = draft.TakeEntries(to - from);
                    for (var number = from; number < to; number++)
                    {
                        var day = days.From.AddDays((int)((long)number * days.DayCount / count));
                        await draft.AddAsync(Plain(draft, day, first + number - from, 100 + (number % 900), category), token);
                    }

                    draft.Record("ledger.filled", "ledger", null, null);
                    return Done.Value;
                },
                CancellationToken.None));
        }
    }

    /// <summary>Changes the ledger as a feature would.</summary>
    public async Task CommitAsync(string action, string subjectId, Action<LedgerDraft> fill) => await Ok(Ledgers.ChangeAsync<Done>(
        Change,
        (draft, _) =>
        {
            fill(draft);
            draft.Record(action, subjectId, null, null);
            return Task.FromResult<Result<Done>>(Done.Value);
        },
        CancellationToken.None));

    private static async Task<T> Ok<T>(Task<Result<T>> pending)
    {
        var result = await pending;
        return result.IsOk ? result.Value : throw new InvalidOperationException($"{result.Error.Code}: {result.Error.Detail}");
    }

    private Transaction Plain(LedgerDraft draft, DateOnly day, long entry, long minor, string? category) => new()
    {
        Id = TransactionId.CreateByHand(day, entry),
        Date = day,
        Type = TransactionType.Expense,
        Amount = new Money(minor, draft.Chart.AccountNow(Checking).Currency),
        AccountId = Checking,
        CategoryId = category,
        CreatedAt = draft.Now,
        UpdatedAt = draft.Now,
        Version = draft.Version,
    };

    private static Account NewAccount(string id, string name, string code, long opening, DateTimeOffset now)
    {
        var balance = new Money(opening, Currency.Of(code));
        return new Account
        {
            Id = id,
            Name = name,
            Type = AccountType.Checking,
            Currency = balance.Currency,
            OpeningBalance = balance,
            Balance = balance,
            CreatedAt = now,
            Version = 1,
        };
    }
}
