using System.Security.Claims;
using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Functions.Identity;

namespace Finance.Functions.Tests.Identity;

public sealed class TokenTests
{
    private const string ObjectId = "6f1b2c3d-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("oid", "scp", "roles")]
    [InlineData(
        "http://schemas.microsoft.com/identity/claims/objectidentifier",
        "http://schemas.microsoft.com/identity/claims/scope",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role")]
    public void ReadCaller_OwnOrMappedNames_AreBothRead(string oid, string scope, string role)
    {
        (string, string)[] claims =
        [
            (oid, ObjectId.ToUpperInvariant()), ("iat", "1767225600"), (scope, "other access_as_user"), (role, "Admin"), (role, "Auditor"),
        ];

        var caller = Read(claims).Value;

        Assert.Equal(ObjectId, caller.User.ToString());
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), caller.TokenIssuedAt);
        Assert.Equal(["Admin", "Auditor"], caller.Roles.Order());
        Assert.False(caller.SecondFactor);
        Assert.Null(caller.Agent);
    }

    [Theory]
    [InlineData("oid")]
    [InlineData("iat")]
    public void ReadCaller_ClaimMissing_IsInvalid(string missing) =>
        Assert.Equal("invalid_token", Read([.. Valid().Where(claim => claim.Type != missing)]).Error?.Code);

    [Theory]
    [InlineData("oid", "alice")]
    [InlineData("oid", "00000000-0000-0000-0000-000000000000")]
    [InlineData("iat", "yesterday")]
    [InlineData("iat", "-5")]
    [InlineData("iat", "99999999999999999")]
    public void ReadCaller_ClaimThatSaysNothing_IsInvalid(string type, string value) =>
        Assert.Equal("invalid_token", Read([.. Valid().Where(claim => claim.Type != type), (type, value)]).Error?.Code);

    [Theory]
    [InlineData("access_as_users")]
    [InlineData("Access_As_User")]
    [InlineData("")]
    public void ReadCaller_AnotherScope_IsInsufficient(string scope) =>
        Assert.Equal("insufficient_scope", Read([.. Valid().Where(claim => claim.Type != "scp"), ("scp", scope)]).Error?.Code);

    [Fact]
    public void ReadCaller_TokenOfAnApp_IsInsufficient() =>
        Assert.Equal(
            "insufficient_scope",
            Read([("oid", ObjectId), ("iat", "1767225600"), ("roles", "Admin"), ("idtyp", "app")]).Error?.Code);

    [Theory]
    [InlineData("amr", "mfa", true)]
    [InlineData("http://schemas.microsoft.com/claims/authnmethodsreferences", "mfa", true)]
    [InlineData("acrs", "c1", true)]
    [InlineData("acrs", "c2", false)]
    [InlineData("amr", "pwd", false)]
    public void ReadCaller_SecondFactorRequired_MustBeProven(string type, string value, bool isProven)
    {
        var result = Read([.. Valid(), (type, value)], new IdentityOptions { RequireSecondFactor = true });

        Assert.Equal(isProven ? null : "second_factor_required", result.Error?.Code);
    }

    [Theory]
    [InlineData("c1", true)]
    [InlineData("c99", true)]
    [InlineData("c", false)]
    [InlineData("c100", false)]
    [InlineData("mfa", false)]
    public void AreValid_AuthenticationContext_HasItsForm(string context, bool isValid) =>
        Assert.Equal(isValid, new IdentityOptions { AuthenticationContext = context }.AreValid());

    private static (string Type, string Value)[] Valid() => [("oid", ObjectId), ("iat", "1767225600"), ("scp", "access_as_user")];

    private static Result<Caller> Read(IEnumerable<(string Type, string Value)> claims, IdentityOptions? options = null) =>
        Token.ReadCaller(
        new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "Bearer")),
        options ?? new IdentityOptions(),
        "trace");
}
