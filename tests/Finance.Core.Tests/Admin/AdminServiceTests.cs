using Finance.Core.Admin;
using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Admin;

public sealed class AdminServiceTests
{
    private readonly InMemoryTableStore _store = new();
    private readonly UserProcess _process;
    private readonly AdminService _service;
    private readonly Caller _admin;

    public AdminServiceTests()
    {
        _process = new UserProcess(_store, UserProcess.NewClock());
        _service = new AdminService(_process.Ledgers, _store);
        _admin = _process.NewCaller() with { Roles = new HashSet<string> { Caller.AdminRole } };
    }

    [Fact]
    public async Task Suspend_User_IsAuditedUnderTheAdministrator()
    {
        var user = await _process.RegisteredAsync("alice");

        await _service.SuspendAsync(new Change(_admin), user.User, "asked to", default);
        var again = await _service.SuspendAsync(new Change(_admin), user.User, "twice", default);
        var audit = RowQuery.Prefix(user.User.ToString(), LedgerKeys.AuditPrefix);
        var newest = (await _store.QueryAsync(Tables.Ledger, audit, default)).Rows[0];

        Assert.Equal("user.suspended", newest.Text("Action"));
        Assert.Equal((_admin.User.ToString(), Caller.AdminRole), (newest.Text("Actor"), newest.Text("Agent")));
        Assert.Contains("asked to", Assert.Single(AuditRow.Read(newest).Rows).After!.Properties.Values);
        Assert.Equal("asked to", again.Value.Profile.Suspension?.Reason);
        Assert.Equal(2, (await _process.Ledgers.LookAsync(user.User, default))!.Head.Version);
    }

    [Fact]
    public async Task Suspend_ByAnAdministratorWhoIsSuspended_IsRefused()
    {
        var user = await _process.RegisteredAsync("alice");
        var other = await _process.RegisteredAsync("bob");
        var boss = other with { Roles = _admin.Roles };
        await _service.SuspendAsync(new Change(_admin), other.User, null, default);

        var refused = await _service.SuspendAsync(new Change(boss), user.User, null, default);

        Assert.Equal(Errors.SuspendedCode, refused.Error?.Code);
    }

    [Fact]
    public async Task Search_NameThatWasNeverTaken_IsNobodys()
    {
        await _process.RegisteredAsync("alice");
        var claim = new Row("username-alina", "owner", 1).Set("Owner", UserId.FromObjectId(Guid.NewGuid()).ToString());
        await _store.CommitAsync(Tables.Names, new Batch(claim.Partition).Add(new RowChange(RowChangeKind.Add, claim)), default);

        var found = await _service.SearchAsync(_admin, "ali", new PageRequest(50, null), default);

        Assert.Equal(["alice"], found.Value.Users.Select(user => user.Profile.Username));
        Assert.Equal(new UserCount(2, true), await _service.CountAsync(default));
    }
}
