using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Users;

public sealed class RegistrationServiceTests
{
    private readonly InMemoryTableStore _store = new();
    private readonly FixedClock _clock = UserProcess.NewClock();

    [Fact]
    public async Task RegisterAsync_NewUser_LedgerWithAccountAndCategories()
    {
        var process = NewProcess();
        var caller = process.NewCaller();

        var user = await process.Registration.RegisterAsync(
            new Change(caller),
            new NewUser { Username = "Alice.B", Email = "Alice@Example.com", Currency = "EUR", TimeZone = "Europe/Berlin" },
            default);

        var ledger = (await process.Ledgers.OpenAsync(caller, default)).Value;
        Assert.Equal(new User(caller.User, ledger.Profile), user.Value);
        Assert.Equal(("Alice.B", "Alice@Example.com", "EUR", "Europe/Berlin"), (
            ledger.Profile.Username, ledger.Profile.Email, ledger.Profile.Currency.Code, ledger.Profile.TimeZone));
        var account = Assert.Single(ledger.Chart.Accounts);
        Assert.Equal(("Checking", "EUR", ledger.Profile.DefaultAccountId), (account.Name, account.Currency.Code, account.Id));
        Assert.Equal(22, ledger.Chart.Categories.Count());
        Assert.All(
            ledger.Chart.Categories.Where(category => category.ParentId is not null),
            category => Assert.Equal(category.Type, ledger.Chart.FindCategory(category.ParentId)!.Type));
        Assert.DoesNotContain(_store.Everything(Tables.Ledger), row => row.Key == LedgerKeys.NameIntent);
    }

    [Fact]
    public async Task RegisterAsync_NothingButAName_DollarsAndUtc()
    {
        var process = NewProcess();

        var user = await process.RegisterAsync(process.NewCaller(), "alice");

        Assert.Equal(("USD", "UTC", null), (user.Value.Profile.Currency.Code, user.Value.Profile.TimeZone, user.Value.Profile.Email));
    }

    [Theory]
    [InlineData("al", null, null, null, "username")]
    [InlineData("a name", null, null, null, "username")]
    [InlineData("ålice", null, null, null, "username")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddd", null, null, null, "username")]
    [InlineData("alice", "alice", null, null, "email")]
    [InlineData("alice", "a@b@example.com", null, null, "email")]
    [InlineData("alice", "alice@localhost", null, null, "email")]
    [InlineData("alice", "al ice@example.com", null, null, "email")]
    [InlineData("alice", "alice@-example.com", null, null, "email")]
    [InlineData("alice", null, "usd", null, "currency_preference")]
    [InlineData("alice", null, null, "Mars/Olympus", "timezone")]
    public async Task RegisterAsync_FieldBreaksItsRule_NamesTheField(
        string username,
        string? email,
        string? currency,
        string? zone,
        string field)
    {
        var process = NewProcess();

        var refused = await process.Registration.RegisterAsync(
            new Change(process.NewCaller()),
            new NewUser { Username = username, Email = email, Currency = currency, TimeZone = zone },
            default);

        Assert.Equal([field], refused.Error!.Fields!.Keys);
        Assert.Empty(_store.Everything(Tables.Names));
    }

    [Fact]
    public async Task RegisterAsync_SecondTime_AlreadyRegistered()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");

        Assert.Equal("already_registered", (await process.RegisterAsync(caller, "bob")).Error!.Code);
        Assert.Equal("alice", (await process.Users.GetAsync(caller, default)).Value.Profile.Username);
    }

    [Fact]
    public async Task RegisterAsync_SameIdempotencyKey_FirstAnswerAgain()
    {
        var process = NewProcess();
        var answer = new RecordedResponse(201, "{}", "/api/auth/user", "\"1\"");
        var change = new Change(process.NewCaller(), new Idempotency("key", "body", _ => answer));
        var asked = new NewUser { Username = "alice" };
        Assert.True((await process.Registration.RegisterAsync(change, asked, default)).IsOk);

        var again = await process.Registration.RegisterAsync(change, asked, default);
        var other = await process.Registration.RegisterAsync(
            change with { Idempotency = change.Idempotency! with { Fingerprint = "another body" } }, asked, default);

        Assert.Equal(answer, again.Error!.Evidence);
        Assert.Equal("idempotency_key_reused", other.Error!.Code);
    }

    [Theory]
    [InlineData("ALICE", null, "username_taken")]
    [InlineData("bob", "aLICE@example.COM", "email_taken")]
    public async Task RegisterAsync_NameOfAnother_RefusedAndNothingKept(string username, string? email, string code)
    {
        var process = NewProcess();
        await process.RegisteredAsync("alice", "alice@example.com");
        var (rows, names) = (_store.Everything(Tables.Ledger).Count, _store.Everything(Tables.Names).Count);

        Assert.Equal(code, (await process.RegisterAsync(process.NewCaller(), username, email)).Error!.Code);

        Assert.Equal((rows, names), (_store.Everything(Tables.Ledger).Count, _store.Everything(Tables.Names).Count));
        await process.RegisteredAsync("bob", "bob@example.com");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RegisterAsync_ManyWantOneName_ExactlyOneGetsIt(bool byEmail)
    {
        var processes = Enumerable.Range(0, 12).Select(_ => NewProcess()).ToList();

        var results = await Task.WhenAll(processes.Select((process, number) => byEmail
            ? process.RegisterAsync(process.NewCaller(), $"user-{number}", "one@example.com")
            : process.RegisterAsync(process.NewCaller(), "one")));

        Assert.Single(results, result => result.IsOk);
        var taken = byEmail ? "email_taken" : "username_taken";
        Assert.All(results.Where(result => !result.IsOk), result => Assert.Equal(taken, result.Error!.Code));
        Assert.Single(_store.Everything(Tables.Ledger), row => row.Key == LedgerKeys.Head);
        Assert.Equal(byEmail ? 2 : 1, _store.Everything(Tables.Names).Count);
        Assert.DoesNotContain(_store.Everything(Tables.Ledger), row => row.Key == LedgerKeys.NameIntent);
    }

    [Fact]
    public async Task RegisterAsync_OneUserManyTimesAtOnce_OneLedgerThatHoldsItsNames()
    {
        var caller = NewProcess().NewCaller();

        var results = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(number => NewProcess().RegisterAsync(caller, $"name-{number % 3}", $"mail-{number % 2}@example.com")));

        Assert.Single(results, result => result.IsOk);
        Assert.All(
            results.Where(result => !result.IsOk),
            result => Assert.Contains(result.Error!.Code, new[] { "already_registered", "conflict" }));
        await Names.AssertHeldAsync(_store, NewProcess(), caller);
    }

    public static TheoryData<int, bool> Kills()
    {
        var data = new TheoryData<int, bool>();
        for (var call = 0; call < 10; call++)
        {
            data.Add(call, false);
            data.Add(call, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task RegisterAsync_KilledAtAnyCall_RegisteringAgainRepairs(int callsAnswered, bool lastCommitArrives)
    {
        var caller = NewProcess().NewCaller();
        await KillAsync(caller, callsAnswered, lastCommitArrives);

        var again = await NewProcess().RegisterAsync(caller, "alice", "alice@example.com");

        Assert.True(again.IsOk || again.Error.Code == "already_registered");
        await Names.AssertHeldAsync(_store, NewProcess(), caller);
        Assert.Equal("username_taken", (await NewProcess().RegisterAsync(NewProcess().NewCaller(), "alice")).Error!.Code);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task RegisterAsync_KilledAndNeverAgain_NameIsFreeForOthersAfterMinutes(int callsAnswered, bool lastCommitArrives)
    {
        var caller = NewProcess().NewCaller();
        await KillAsync(caller, callsAnswered, lastCommitArrives);
        var isThere = (await NewProcess().Ledgers.OpenAsync(caller, default)).IsOk;

        _clock.Now += NameClaims.IntentLifetime;
        var other = NewProcess().NewCaller();
        var result = await NewProcess().RegisterAsync(other, "alice", "alice@example.com");

        Assert.Equal(isThere ? "username_taken" : null, result.Error?.Code);
        await Names.AssertHeldAsync(_store, NewProcess(), isThere ? caller : other);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task RegisterAsync_KilledWhileItGivesUp_NameIsFreeForOthersAfterMinutes(int callsAnswered, bool lastCommitArrives)
    {
        await NewProcess().RegisteredAsync("owner", "alice@example.com");
        await KillAsync(NewProcess().NewCaller(), callsAnswered, lastCommitArrives);

        _clock.Now += NameClaims.IntentLifetime;
        var other = await NewProcess().RegisteredAsync("alice");

        await Names.AssertHeldAsync(_store, NewProcess(), other);
    }

    [Fact]
    public async Task RegisterAsync_SleepsUntilItsNameIsGivenAway_OnlyOneHasIt()
    {
        var slow = new PausingTableStore(_store, batch => batch.Changes.Any(change => change.Row.Key == LedgerKeys.Head));
        var (early, late) = (NewProcess().NewCaller(), NewProcess().NewCaller());
        var sleeping = new UserProcess(slow, _clock).RegisterAsync(early, "alice");
        await slow.Paused;

        _clock.Now += NameClaims.IntentLifetime;
        var taken = await NewProcess().RegisterAsync(late, "alice");
        slow.Resume();

        Assert.True(taken.IsOk);
        Assert.Equal("username_taken", (await sleeping).Error!.Code);
        await Names.AssertHeldAsync(_store, NewProcess(), late);
        Assert.Equal("not_registered", (await NewProcess().Ledgers.OpenAsync(early, default)).Error!.Code);
    }

    [Fact]
    public async Task RegisterAsync_AnswerOfTheCommitIsLost_Registered()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var faulty = new FaultyTableStore(_store, new Faults { UnavailableAfterCommit = 0.3, UnavailableRead = 0.1 }, seed);
            var process = new UserProcess(faulty, _clock);
            var caller = process.NewCaller();
            Result<User>? registered = null;
            for (var attempt = 0; attempt < 20 && registered is null; attempt++)
            {
                try
                {
                    registered = await process.RegisterAsync(caller, $"user-{seed}", $"{seed}@example.com");
                }
                catch (StoreUnavailableException)
                {
                    continue;
                }
            }

            Assert.True(registered is { IsOk: true } or { Error.Code: "already_registered" });
            await Names.AssertHeldAsync(_store, NewProcess(), caller);
        }
    }

    private async Task KillAsync(Caller caller, int callsAnswered, bool lastCommitArrives)
    {
        var dying = new DyingTableStore(_store, callsAnswered, lastCommitArrives);
        try
        {
            await new UserProcess(dying, _clock).RegisterAsync(caller, "alice", "alice@example.com");
        }
        catch (ProcessKilledException)
        {
            return;
        }

        // Fewer calls than that: nothing was killed, and the rest of the test holds all the same.
        Assert.False(dying.IsDead);
    }

    private UserProcess NewProcess() => new(_store, _clock);
}
