using System.Diagnostics.CodeAnalysis;

namespace Finance.Core;

/// <summary>
/// Whose ledger: the object id of an Entra ID user. Written as a GUID in small letters with hyphens, which is also the partition key.
/// There is no public constructor: it comes from a token, from a grant, or from the exact written form.
/// </summary>
public readonly record struct UserId
{
    private readonly Guid _objectId;

    private UserId(Guid objectId) => _objectId = objectId;

    /// <exception cref="ArgumentException">The object id is empty.</exception>
    public static UserId FromObjectId(Guid objectId) => objectId == Guid.Empty
        ? throw new ArgumentException("An empty object id names nobody.", nameof(objectId))
        : new UserId(objectId);

    /// <summary>Reads the exact written form only: small letters, hyphens, no braces, no spaces.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId userId)
    {
        userId = default;
        if (!Guid.TryParseExact(text, "D", out var objectId) || objectId == Guid.Empty || objectId.ToString("D") != text)
        {
            return false;
        }

        userId = new UserId(objectId);
        return true;
    }

    public override string ToString() => _objectId.ToString("D");
}
