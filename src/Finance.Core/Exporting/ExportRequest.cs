using Finance.Core.Transactions.Listing;

namespace Finance.Core.Exporting;

/// <summary>How a ledger is written for others.</summary>
public enum ExportFormat
{
    Csv,
    Json,
    Ofx,
    Xlsx,
    Pdf,
}

/// <summary>What of a ledger is exported.</summary>
/// <param name="Filter">Which transactions.</param>
/// <param name="Parts">Names of parts, as the request gives them; empty for those that the format has of itself.</param>
public sealed record ExportRequest(
    ExportFormat Format,
    TransactionFilter Filter,
    TransactionSort Sort,
    IReadOnlyList<string> Parts);

/// <summary>A file that is made while it is read, once.</summary>
/// <param name="Name">Letters, digits, hyphens and a point.</param>
/// <param name="Content">
/// The file piece by piece; a piece is only good until the next one is asked for. An exception in the middle means that the file is not
/// whole.
/// </param>
public sealed record ExportFile(string Name, string ContentType, IAsyncEnumerable<ReadOnlyMemory<byte>> Content);
