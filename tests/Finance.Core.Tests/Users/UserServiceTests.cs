using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Users;

public sealed class UserServiceTests
{
    private readonly InMemoryTableStore _store = new();
    private readonly FixedClock _clock = UserProcess.NewClock();

    [Fact]
    public async Task SignInAsync_NotRegistered_SaysSo()
    {
        var process = NewProcess();

        Assert.Equal("not_registered", (await process.Users.SignInAsync(new Change(process.NewCaller()), default)).Error!.Code);
    }

    [Fact]
    public async Task SignInAsync_Registered_RecordsWhenAndKeepsTheVersionOfTheProfile()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        _clock.Now = _clock.Now.AddHours(1);

        var signedIn = (await process.Users.SignInAsync(new Change(caller), default)).Value;

        Assert.Equal((_clock.Now, 1), (signedIn.User.Profile.LastSignInAt, signedIn.User.Profile.Version));
        Assert.Single(signedIn.Ledger.Chart.Accounts);
        Assert.Equal(_clock.Now, (await NewProcess().Users.GetAsync(caller, default)).Value.Profile.LastSignInAt);
    }

    [Fact]
    public async Task SignOutAsync_Registered_RefusesTokensIssuedUntilThen()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");

        var signedOut = (await process.Users.SignOutAsync(new Change(caller), default)).Value;

        Assert.Equal("https://login.example/tenant/oauth2/v2.0/logout", signedOut.SignOutUrl.AbsoluteUri);
        Assert.Equal("token_revoked", (await NewProcess().Users.GetAsync(caller, default)).Error!.Code);
        Assert.Equal("token_revoked", (await NewProcess().RegisterAsync(caller, "bob")).Error!.Code);
        Assert.True((await NewProcess().Users.GetAsync(caller with { TokenIssuedAt = _clock.Now.AddSeconds(1) }, default)).IsOk);
    }

    [Fact]
    public void Address_WithPageToReturnTo_EscapesIt()
    {
        var options = new SignOutOptions(new Uri("https://login.example/tenant/"), new Uri("https://app.example/?a=b&c"));

        Assert.Equal(
            "https://login.example/tenant/oauth2/v2.0/logout?post_logout_redirect_uri=https%3A%2F%2Fapp.example%2F%3Fa%3Db%26c",
            options.Address.AbsoluteUri);
    }

    [Fact]
    public async Task UpdateAsync_SomeFields_ChangesTheseAndLeavesTheOthers()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice", "alice@example.com");

        var updated = (await process.UpdateAsync(caller, new UserPatch
        {
            TimeZone = "Asia/Tokyo",
            FirstWeekday = DayOfWeek.Sunday,
            MonthlyIncome = new AmountText("settings.monthly_income", "3000.50"),
            AllowFutureDates = true,
            RetentionDays = 365,
        })).Value.Profile;

        Assert.Equal(("alice", "alice@example.com", "Asia/Tokyo"), (updated.Username, updated.Email, updated.TimeZone));
        Assert.Equal(
            new ProfileSettings
            {
                FirstWeekday = DayOfWeek.Sunday,
                MonthlyIncome = new Money(300050, Currency.Of("USD")),
                AllowFutureDates = true,
                RetentionDays = 365,
            },
            updated.Settings);
        Assert.Equal(updated, (await NewProcess().Users.GetAsync(caller, default)).Value.Profile);
    }

    [Fact]
    public async Task UpdateAsync_OtherBaseCurrency_IncomeKeepsItsOwn()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        var patch = new UserPatch { MonthlyIncome = new AmountText("settings.monthly_income", "3000.50") };
        await process.UpdateAsync(caller, patch);

        await process.UpdateAsync(caller, new UserPatch { Currency = "JPY" });
        var kept = (await NewProcess().Users.GetAsync(caller, default)).Value.Profile;
        var refused = await process.UpdateAsync(caller, patch);

        Assert.Equal(("JPY", new Money(300050, Currency.Of("USD"))), (kept.Currency.Code, kept.Settings.MonthlyIncome));
        Assert.Equal(["settings.monthly_income"], refused.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task UpdateAsync_OtherTimeZoneOrReminderDays_RecurringTemplatesFollow()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        Assert.True((await process.Recurring.CreateAsync(
            new Change(caller), RecurringLedger.Rent(RecurringLedger.Monthly("2026-07-01")), default)).IsOk);

        Assert.True((await process.UpdateAsync(caller, new UserPatch { TimeZone = "Asia/Tokyo" })).IsOk);
        Assert.Equal(RecurringLedger.Instant("2026-06-27T15:00Z"), Assert.Single(_store.Everything(Tables.Due)).Instant("DueAt"));

        Assert.True((await process.UpdateAsync(caller, new UserPatch { ReminderDays = 0 })).IsOk);
        Assert.Equal(RecurringLedger.Instant("2026-06-30T15:00Z"), Assert.Single(_store.Everything(Tables.Due)).Instant("DueAt"));
    }

    [Fact]
    public async Task UpdateAsync_NothingDiffers_NothingIsWritten()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        var commits = _store.Calls.Commits;

        var patch = new UserPatch { Username = "alice", TimeZone = "UTC", Email = Optional<string>.Of(null) };
        var same = await process.UpdateAsync(caller, patch);

        Assert.Equal((1, commits), (same.Value.Profile.Version, _store.Calls.Commits));
    }

    [Fact]
    public async Task UpdateAsync_OldVersion_PreconditionFailedAndNoNameClaimed()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        var change = new Change(caller) { IfMatch = new IfMatch([7], false) };

        var refused = await process.Users.UpdateAsync(change, new UserPatch { Username = "alicia" }, default);

        Assert.Equal("precondition_failed", refused.Error!.Code);
        Assert.Single(_store.Everything(Tables.Names));
    }

    [Theory]
    [InlineData(29, "settings.retention_days")]
    [InlineData(36_501, "settings.retention_days")]
    public async Task UpdateAsync_RetentionOutOfBounds_NamesTheField(int days, string field)
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");

        Assert.Equal([field], (await process.UpdateAsync(caller, new UserPatch { RetentionDays = days })).Error!.Fields!.Keys);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(31)]
    public async Task UpdateAsync_ReminderDaysOutOfBounds_NamesTheField(int days)
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");

        Assert.Equal(
            ["settings.reminder_days"], (await process.UpdateAsync(caller, new UserPatch { ReminderDays = days })).Error!.Fields!.Keys);
    }

    [Fact]
    public async Task UpdateAsync_DefaultAccount_MustBeOpen()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        var second = (await process.Accounts.CreateAsync(
            new Change(caller), new NewAccount { Name = "Cash", Type = AccountType.Cash }, default)).Value.Account;

        var moved = await process.UpdateAsync(caller, new UserPatch { DefaultAccountId = second.Id });
        var refused = await process.UpdateAsync(caller, new UserPatch { DefaultAccountId = "000000000000" });

        Assert.Equal(second.Id, moved.Value.Profile.DefaultAccountId);
        Assert.Equal(["default_account_id"], refused.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task UpdateAsync_SecondFactorRequired_OnlyByATokenThatProvesOneAndThenForEveryCall()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        var patch = new UserPatch { RequireSecondFactor = true };

        Assert.Equal("second_factor_required", (await process.UpdateAsync(caller, patch)).Error!.Code);
        Assert.True((await process.UpdateAsync(caller with { SecondFactor = true }, patch)).IsOk);

        Assert.Equal("second_factor_required", (await NewProcess().Users.GetAsync(caller, default)).Error!.Code);
        Assert.True((await NewProcess().Users.GetAsync(caller with { SecondFactor = true }, default)).IsOk);
    }

    [Fact]
    public async Task UpdateAsync_NewNames_OldOnesAreFree()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice", "alice@example.com");

        var renamed = await process.UpdateAsync(caller, new UserPatch { Username = "alicia", Email = Optional<string>.Of(null) });

        Assert.Equal(("alicia", null), (renamed.Value.Profile.Username, renamed.Value.Profile.Email));
        await Names.AssertHeldAsync(_store, process, caller);
        Assert.Equal("username_taken", (await process.RegisterAsync(process.NewCaller(), "Alicia")).Error!.Code);
        await process.RegisteredAsync("alice", "alice@example.com");
    }

    [Fact]
    public async Task UpdateAsync_OtherCaseOfTheSameName_NeedsNoClaim()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");

        var renamed = await process.UpdateAsync(caller, new UserPatch { Username = "Alice" });

        Assert.Equal("Alice", renamed.Value.Profile.Username);
        await Names.AssertHeldAsync(_store, process, caller);
    }

    [Fact]
    public async Task UpdateAsync_NameOfAnother_RefusedAndOldNameKept()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice", "alice@example.com");
        await process.RegisteredAsync("bob", "bob@example.com");

        var refused = await process.UpdateAsync(caller, new UserPatch { Username = "carol", Email = "BOB@example.com" });

        Assert.Equal("email_taken", refused.Error!.Code);
        await Names.AssertHeldAsync(_store, process, caller);
        await process.RegisteredAsync("carol");
    }

    [Fact]
    public async Task UpdateAsync_TwoUsersWantOneName_ExactlyOneGetsIt()
    {
        var (alice, bob) = (await NewProcess().RegisteredAsync("alice"), await NewProcess().RegisteredAsync("bob"));

        var results = await Task.WhenAll(
            NewProcess().UpdateAsync(alice, new UserPatch { Username = "carol" }),
            NewProcess().UpdateAsync(bob, new UserPatch { Username = "carol" }),
            NewProcess().RegisterAsync(NewProcess().NewCaller(), "carol"));

        Assert.Single(results, result => result.IsOk);
        await Names.AssertHeldAsync(_store, NewProcess(), alice);
        await Names.AssertHeldAsync(_store, NewProcess(), bob);
    }

    public static TheoryData<int, bool> Kills()
    {
        var data = new TheoryData<int, bool>();
        for (var call = 0; call < 20; call++)
        {
            data.Add(call, false);
            data.Add(call, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task UpdateAsync_KilledAtAnyCall_NamesAreThoseOfTheProfileAndTheOthersFree(int callsAnswered, bool lastCommitArrives)
    {
        var caller = await NewProcess().RegisteredAsync("alice", "alice@example.com");
        try
        {
            var process = new UserProcess(new DyingTableStore(_store, callsAnswered, lastCommitArrives), _clock);
            await process.UpdateAsync(caller, new UserPatch { Username = "alicia", Email = "alicia@example.com" });
        }
        catch (ProcessKilledException)
        {
            // Whatever was reached is what the rest looks at.
        }

        _clock.Now += NameClaims.IntentLifetime;
        await Names.AssertHeldAsync(_store, NewProcess(), caller);
        var isRenamed = (await NewProcess().Users.GetAsync(caller, default)).Value.Profile.Username == "alicia";
        await NewProcess().RegisteredAsync(isRenamed ? "alice" : "alicia", isRenamed ? "alice@example.com" : "alicia@example.com");
        var taken = await NewProcess().RegisterAsync(NewProcess().NewCaller(), isRenamed ? "alicia" : "alice");
        Assert.Equal("username_taken", taken.Error!.Code);
        Assert.True((await NewProcess().UpdateAsync(caller, new UserPatch { Username = "alice-2" })).IsOk);
    }

    [Fact]
    public async Task UpdateAsync_SleepsUntilItsNameIsGivenAway_KeepsTheOldOne()
    {
        var caller = await NewProcess().RegisteredAsync("alice");
        var slow = new PausingTableStore(_store, batch => batch.Changes.Any(change => change.Row.Key == LedgerKeys.Head));
        var sleeping = new UserProcess(slow, _clock).UpdateAsync(caller, new UserPatch { Username = "carol" });
        await slow.Paused;

        _clock.Now += NameClaims.IntentLifetime;
        var carol = await NewProcess().RegisteredAsync("carol");
        slow.Resume();

        Assert.Equal("conflict", (await sleeping).Error!.Code);
        await Names.AssertHeldAsync(_store, NewProcess(), caller);
        await Names.AssertHeldAsync(_store, NewProcess(), carol);
    }

    private UserProcess NewProcess() => new(_store, _clock);
}
