using Finance.Core;
using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>
/// Keys of ledgers as they are stored: with <c>!</c> and the last digits of the user's id behind them. Azurite finds a row by its key among
/// those of all partitions before it looks at the partition, so that a key which every ledger has would make each call slower by what other
/// users there are. The mark sorts before whatever a key consists of: the order of keys is that of the keys without it.
/// </summary>
internal static class StoredKey
{
    private const char Mark = '!';
    private const int Digits = 4;

    internal static string Of(string table, string partition, string key) =>
        IsMarked(table, partition) ? $"{key}{Mark}{partition.AsSpan(partition.Length - Digits)}" : key;

    /// <summary>The key that <see cref="Of"/> was given.</summary>
    internal static string Read(string table, string partition, string stored) =>
        IsMarked(table, partition) ? stored[..^(Digits + 1)] : stored;

    private static bool IsMarked(string table, string partition) => table == Tables.Ledger && UserId.TryParse(partition, out _);
}
