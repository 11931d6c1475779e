namespace Finance.Functions.Identity;

/// <summary>
/// What a token must say beyond being valid. Tenant and client are settings of Microsoft.Identity.Web under <c>AzureAd</c>.
/// </summary>
internal sealed class IdentityOptions
{
    /// <summary>Scopes of which a token must hold one: <c>AzureAd:Scopes</c>, separated by spaces.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = ["access_as_user"];

    /// <summary>Refuses tokens that prove no second factor: <c>Identity:RequireSecondFactor</c>.</summary>
    public bool RequireSecondFactor { get; set; }

    /// <summary>
    /// The tenant's authentication context that demands a second factor: <c>Identity:AuthenticationContext</c>, <c>c1</c> to <c>c99</c>
    /// (https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context).
    /// </summary>
    public string AuthenticationContext { get; set; } = "c1";

    /// <summary>Where users of the tenant sign in; null where no tenant is named.</summary>
    public string? AuthorizationUri { get; set; }

    internal bool AreValid() => Scopes.Count > 0
        && AuthenticationContext.Length is 2 or 3
        && AuthenticationContext[0] == 'c'
        && AuthenticationContext[1..].All(char.IsAsciiDigit);
}
