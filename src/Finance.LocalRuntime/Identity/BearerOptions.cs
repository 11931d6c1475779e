using Microsoft.AspNetCore.Authentication;

namespace Finance.LocalRuntime.Identity;

/// <summary>The keys of an <c>AzureAd</c> section that this stand-in obeys.</summary>
internal sealed class BearerOptions : AuthenticationSchemeOptions
{
    private static readonly string[] SharedTenants = ["common", "organizations", "consumers"];

    public string? Instance { get; set; }

    public string? TenantId { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Instance and tenant in one.</summary>
    public string? Authority { get; set; }

    public string? Audience { get; set; }

    public string[]? Audiences { get; set; }

    /// <summary>Accepts tokens without scopes and roles.</summary>
    public bool AllowWebApiToBeAuthorizedByACL { get; set; }

    /// <summary>Address of the authority's second version, without a slash at the end.</summary>
    public string AuthorityAddress
    {
        get
        {
            var address = string.IsNullOrEmpty(Authority) ? $"{Instance?.TrimEnd('/')}/{TenantId}" : Authority.TrimEnd('/');
            return address.EndsWith("/v2.0", StringComparison.Ordinal) ? address : address + "/v2.0";
        }
    }

    /// <summary>Audiences configured in place of the default ones.</summary>
    public IReadOnlyList<string> ConfiguredAudiences => [.. Audiences ?? [], .. string.IsNullOrEmpty(Audience) ? (string[])[] : [Audience]];

    /// <exception cref="InvalidOperationException">A key is missing, or the tenant is not one tenant.</exception>
    public override void Validate()
    {
        base.Validate();
        Require(ClientId, nameof(ClientId));
        if (string.IsNullOrEmpty(Authority))
        {
            Require(Instance, nameof(Instance));
            Require(TenantId, nameof(TenantId));
        }

        if (SharedTenants.Contains(TenantId, StringComparer.OrdinalIgnoreCase))
            throw new InvalidOperationException($"The local runtime accepts tokens of one tenant; '{TenantId}' stands for many.");
    }

    private static void Require(string? value, string name)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new InvalidOperationException($"IDW10106: The '{name}' option must be provided.");
    }
}
