using System.Security.Cryptography;
using System.Text;

namespace Finance.Core.Users;

/// <summary>
/// The key grammar of <see cref="Storage.Tables.Names"/>: one partition for each name that is taken, with one row that says by whom.
/// Usernames stand in it as they are in small letters, so that a range of partitions finds those that begin alike; of e-mail addresses only
/// a hash.
/// </summary>
internal static class NameKeys
{
    internal const string UsernamePrefix = "username-";
    internal const string EmailPrefix = "email-";

    /// <summary>The only row of a partition.</summary>
    internal const string Row = "owner";

    internal static string Username(string username) => UsernamePrefix + username.ToLowerInvariant();

    internal static string Email(string email) =>
        EmailPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.ToLowerInvariant())));

    /// <summary>The partitions of the names that a profile has.</summary>
    internal static IReadOnlyList<string> Of(Profile profile) =>
        profile.Email is { } email ? [Username(profile.Username), Email(email)] : [Username(profile.Username)];
}
