using System.Globalization;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Webhooks;

namespace Finance.Core.Exporting.Backup;

/// <summary>Where the rows of a section stand in a document.</summary>
/// <param name="Start">Where the line of the first begins.</param>
internal sealed record SectionPlace(BackupSection Section, long Start, long Count);

/// <summary>
/// A document that was read through and found to be whole. As a store it is the ledger that it was exported from, so that whatever reads
/// ledgers reads documents; it cannot be written to.
/// </summary>
/// <param name="head">The head as it is to be: what the document says, and who the user is.</param>
internal sealed class BackupDocument(Stream stream, string checksum, Row head, ManualRates rates, IEnumerable<SectionPlace> sections)
    : ITableStore
{
    private readonly DocumentLines _lines = new(stream);
    private readonly SectionPlace[] _places = [.. sections.OrderBy(place => place.Section.From, StringComparer.Ordinal)];

    internal string Checksum => checksum;

    internal Row Head => head;

    internal ManualRates Rates => rates;

    private UserId Owner => BackupReader.OwnerOf(head);

    public async Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        if (key == LedgerKeys.Head)
        {
            return head;
        }

        var page = await QueryAsync(table, new RowQuery(partition, key, KeyText.After(key)) { PageSize = 1 }, cancellationToken);
        return page.Rows.FirstOrDefault(row => row.Key == key);
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        var (at, start, left) = Begin(query);
        var rows = new List<Row>();
        while (at < _places.Length && rows.Count < query.PageSize)
        {
            _lines.Seek(start);
            for (; left > 0 && rows.Count < query.PageSize; left--)
            {
                var line = await _lines.NextAsync(cancellationToken) ?? throw new InvalidDataException("The document has become shorter.");
                var row = Complete(BackupReader.Parse(_places[at].Section, line, Owner));
                if (query.To is not null && string.CompareOrdinal(row.Key, query.To) >= 0)
                {
                    return new RowPage(rows, null);
                }

                if (string.CompareOrdinal(row.Key, query.From) >= 0)
                {
                    rows.Add(row);
                }
            }

            start = _lines.Position;
            (at, start, left) = left > 0 ? (at, start, left) : PlaceAt(at + 1);
        }

        var next = at == _places.Length ? null : string.Create(CultureInfo.InvariantCulture, $"{at} {start} {left}");
        return new RowPage(rows, next);
    }

    public Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A document is only read.");

    private (int At, long Start, long Left) Begin(RowQuery query)
    {
        if (query.Continuation is { } text)
        {
            var parts = text.Split(' ');
            long Part(int index) => long.Parse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture);
            return ((int)Part(0), Part(1), Part(2));
        }

        var first = Array.FindIndex(_places, place => string.CompareOrdinal(query.From, place.Section.To) < 0);
        return PlaceAt(first < 0 ? _places.Length : first);
    }

    private (int At, long Start, long Left) PlaceAt(int at) =>
        at < _places.Length ? (at, _places[at].Start, _places[at].Count) : (at, 0, 0);

    /// <summary>Gives a row what a backup leaves out and nothing else tells.</summary>
    private Row Complete(Row row)
    {
        if (row.Key.StartsWith(LedgerKeys.WebhookPrefix, StringComparison.Ordinal))
        {
            return WebhookRow.Restore(row, head.Long("NextNotification") - 1);
        }

        return row.Key.StartsWith(LedgerKeys.ImportPrefix, StringComparison.Ordinal) ? Importing.ImportRow.Restore(row) : row;
    }
}
