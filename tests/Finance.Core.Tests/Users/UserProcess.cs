using Finance.Core.Accounts;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Users;

/// <summary>A running copy of the product over a store that outlives it.</summary>
internal sealed class UserProcess
{
    internal static readonly SignOutOptions SignOut = new(new Uri("https://login.example/tenant/v2.0"));

    internal UserProcess(ITableStore store, FixedClock clock, IUserFiles? files = null)
    {
        Clock = clock;
        Ledgers = new LedgerStore(store, new LedgerCache(), clock);
        Registration = new RegistrationService(Ledgers, store, clock);
        Due = new DueIndex(store);
        Recurring = new RecurringService(Ledgers, clock);
        Users = new UserService(Ledgers, store, SignOut, clock);
        Erasure = new ErasureService(Ledgers, store, Due, files ?? new RememberedFiles(), clock);
        Accounts = new AccountService(Ledgers);
    }

    internal FixedClock Clock { get; }

    internal LedgerStore Ledgers { get; }

    internal RegistrationService Registration { get; }

    internal UserService Users { get; }

    internal DueIndex Due { get; }

    internal RecurringService Recurring { get; }

    internal ErasureService Erasure { get; }

    internal AccountService Accounts { get; }

    internal static FixedClock NewClock() => new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));

    internal static Change ChangeOf(Caller caller) => new(caller);

    /// <summary>A caller with a token that was issued a second ago.</summary>
    internal Caller NewCaller(bool secondFactor = false) => TestLedger.NewCaller(Clock) with
    {
        TokenIssuedAt = Clock.Now.AddSeconds(-1),
        SecondFactor = secondFactor,
    };

    internal Task<Result<User>> RegisterAsync(Caller caller, string username, string? email = null) =>
        Registration.RegisterAsync(new Change(caller), new NewUser { Username = username, Email = email }, default);

    /// <summary>Registers a new user and fails the test when that is refused.</summary>
    internal async Task<Caller> RegisteredAsync(string username, string? email = null)
    {
        var caller = NewCaller();
        Assert.Null((await RegisterAsync(caller, username, email)).Error);
        return caller;
    }

    internal Task<Result<User>> UpdateAsync(Caller caller, UserPatch patch) => Users.UpdateAsync(new Change(caller), patch, default);
}

/// <summary>Files of users that are only names.</summary>
internal sealed class RememberedFiles : IUserFiles
{
    internal HashSet<UserId> Owners { get; } = [];

    public Task EraseAsync(UserId user, CancellationToken cancellationToken)
    {
        Owners.Remove(user);
        return Task.CompletedTask;
    }
}
