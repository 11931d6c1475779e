using Finance.Core.Ledgers;

namespace Finance.Core.Sharing;

/// <summary>
/// The key grammar of <see cref="Storage.Tables.Grants"/>: the grantee is the partition, the owner and the grant are the row.
/// </summary>
internal static class GrantKeys
{
    private const int OwnerLength = 36;

    internal static string Row(UserId owner, string grantId) => $"{owner}-{grantId}";

    internal static bool TryRead(string key, out UserId owner, out string grantId)
    {
        (owner, grantId) = (default, string.Empty);
        if (key.Length <= OwnerLength || key[OwnerLength] != '-' || !UserId.TryParse(key[..OwnerLength], out owner))
        {
            return false;
        }

        grantId = key[(OwnerLength + 1)..];
        return LedgerKeys.IsId(grantId);
    }
}
