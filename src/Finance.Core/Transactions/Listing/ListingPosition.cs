using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// Where a page ended, as text: the place of its last transaction in the order of the listing, which no insert or delete moves, and how
/// many there are.
/// </summary>
/// <param name="Key">
/// Place of the last transaction that was read, newest first; where a search ended between two, any place between them.
/// </param>
internal sealed record ListingPosition(string Key)
{
    private const string Unknown = "x";

    /// <summary>The last transaction's place in an order other than by date; empty otherwise.</summary>
    internal string Rank { get; init; } = "";

    /// <summary>Transactions in the whole listing; null where that could not be told.</summary>
    internal long? Total { get; init; }

    /// <summary>The last commit of the ledger that the page showed.</summary>
    internal string Commit { get; init; } = "";

    /// <summary>The place before all transactions of a day, newest first.</summary>
    internal static string BeforeDay(DateOnly day) => TransactionId.DayPrefix(day).PadRight(TransactionId.Length, '0');

    internal static bool TryParse(string text, [NotNullWhen(true)] out ListingPosition? position)
    {
        position = null;
        var parts = text.Split('.', 4);
        var total = 0L;
        if (parts.Length < 4
            || !TransactionId.TryParse(parts[0], out _)
            || (parts[1] != Unknown && !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out total)))
        {
            return false;
        }

        position = new ListingPosition(parts[0]) { Total = parts[1] == Unknown ? null : total, Commit = parts[2], Rank = parts[3] };
        return true;
    }

    public override string ToString() => $"{Key}.{Total?.ToString(CultureInfo.InvariantCulture) ?? Unknown}.{Commit}.{Rank}";
}
