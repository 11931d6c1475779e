using System.Globalization;

namespace Finance.Core.Due;

/// <summary>
/// Subjects of items that belong to a version of their ledger, <c>{id}-{version}</c>: whoever visits one can tell whether the commit that
/// it was written for has come.
/// </summary>
internal static class VersionedSubject
{
    private const int VersionLength = 8;

    internal static string Write(string id, long version) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}-{Base32.Write((ulong)version, VersionLength)}");

    /// <summary>What <see cref="Write"/> wrote; null for anything else.</summary>
    internal static (string Id, long Version)? Read(string? subject)
    {
        var at = subject?.Length - VersionLength - 1;
        return at > 0 && subject![at.Value] == '-' && Base32.TryRead(subject.AsSpan(at.Value + 1), out var version)
            ? (subject[..at.Value], (long)version)
            : null;
    }
}
