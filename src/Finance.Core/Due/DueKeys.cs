using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Finance.Core.Due;

/// <summary>
/// The key grammar of <see cref="Storage.Tables.Due"/>, the only place that builds its keys. A partition is <c>{kind}-{UTC
/// day}-{shard}</c>, so that everything of a kind up to a day is one range of partitions; a key is the owner's id, followed by a hyphen and
/// the subject where there is one.
/// </summary>
internal static class DueKeys
{
    private const string DayFormat = "yyyyMMdd";

    /// <summary>How the ids of users are written: 36 characters.</summary>
    private const int OwnerLength = 36;

    // A night would otherwise be one partition, which the store serves from one place. The last digit of an object id is as good as random.
    internal static string Partition(string kind, DateTimeOffset at, UserId owner) =>
        $"{FirstOf(kind, DateOnly.FromDateTime(at.UtcDateTime))}-{owner.ToString()[^1]}";

    /// <summary>Sorts before every partition of that day, and after those of the day before.</summary>
    internal static string FirstOf(string kind, DateOnly day) => $"{kind}-{day.ToString(DayFormat, CultureInfo.InvariantCulture)}";

    internal static string Row(UserId owner, string? subject) => subject is null ? owner.ToString() : $"{owner}-{subject}";

    /// <summary>Reads what <see cref="Row"/> wrote.</summary>
    internal static bool TryRead([NotNullWhen(true)] string? key, out UserId owner, out string? subject)
    {
        (owner, subject) = (default, null);
        if (key is null || key.Length < OwnerLength || !UserId.TryParse(key[..OwnerLength], out owner))
        {
            return false;
        }

        if (key.Length == OwnerLength)
        {
            return true;
        }

        subject = key[(OwnerLength + 1)..];
        return key[OwnerLength] == '-' && subject.Length > 0;
    }
}
