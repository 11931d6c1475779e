namespace Azure.Storage.Blobs.Models;

/// <summary>A key, a few days old at most, by which the holder of a token signs addresses in its own name.</summary>
public class UserDelegationKey
{
    internal UserDelegationKey()
    {
    }

    public string SignedObjectId { get; internal init; } = "";

    public string SignedTenantId { get; internal init; } = "";

    public DateTimeOffset SignedStartsOn { get; internal init; }

    public DateTimeOffset SignedExpiresOn { get; internal init; }

    public string SignedService { get; internal init; } = "";

    public string SignedVersion { get; internal init; } = "";

    /// <summary>The key, in Base64.</summary>
    public string Value { get; internal init; } = "";
}
