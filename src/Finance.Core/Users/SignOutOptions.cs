namespace Finance.Core.Users;

/// <summary>Where users sign out.</summary>
/// <param name="Authority">
/// Of the tenant: <c>https://login.microsoftonline.com/{tenant}</c>, with or without <c>/v2.0</c> at its end.
/// </param>
/// <param name="ReturnTo">Where the browser goes afterwards; null leaves it at the authority's own page.</param>
public sealed record SignOutOptions(Uri Authority, Uri? ReturnTo = null)
{
    /// <summary>
    /// The authority's sign-out page
    /// (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request).
    /// </summary>
    public Uri Address
    {
        get
        {
            var authority = Authority.AbsoluteUri.TrimEnd('/');
            var tenant = authority.EndsWith("/v2.0", StringComparison.Ordinal) ? authority[..^"/v2.0".Length] : authority;
            var query = ReturnTo is null ? string.Empty : $"?post_logout_redirect_uri={Uri.EscapeDataString(ReturnTo.AbsoluteUri)}";
            return new Uri($"{tenant}/oauth2/v2.0/logout{query}");
        }
    }
}
