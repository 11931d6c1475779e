using Finance.Core.Importing.Reading.Evidence;

namespace Finance.Core.Importing.Reading;

/// <summary>Reads a whole file as an import would, and counts.</summary>
internal sealed class InspectionPass
{
    private const int MostStatements = 10_000;

    private readonly FirstFew<StatementRowError> _errors = new(20);
    private readonly FirstFew<long> _infoLines = new(20);
    private readonly List<StatementSummary> _statements = [];
    private DateOnly? _earliest;
    private DateOnly? _latest;
    private DateOnly? _previous;
    private long _up;
    private long _down;
    private long _entries;
    private long _in;
    private long _entriesHere;
    private long _errorsHere;

    public IReadOnlyList<StatementRowError> Errors => _errors.Items;

    public long ErrorCount => _errors.Count;

    public long EntryCount => _entries;

    public bool HasTooManyStatements => _statements.Count > MostStatements;

    public void AddInfoLine(long line) => _infoLines.Add(line);

    public void Run(StatementEvents events)
    {
        while (!HasTooManyStatements && events.Read())
        {
            switch (events.Kind)
            {
                case StatementEventKind.Entry:
                    Add(events.Entry);
                    break;
                case StatementEventKind.RowError:
                    _errorsHere++;
                    _errors.Add(events.RowError!);
                    break;
                case StatementEventKind.StatementEnd:
                    _statements.Add(new StatementSummary(events.Head, events.Tail, _entriesHere, _errorsHere));
                    (_entriesHere, _errorsHere, _previous) = (0, 0, null);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>What to say of a file none of whose rows can be read.</summary>
    public Inspection.Unreadable Refuse()
    {
        var first = _errors.Items[0];
        var detail = ImportErrors.NoReadableRow.Explain($"None of the {_errors.Count} entries could be read; the first: {first.Reason}");
        return new Inspection.Unreadable(ImportErrors.NoReadableRow, detail, first.Line, _errors.Items);
    }

    /// <param name="withinDay">How the rows of one day run, where something other than dates tells.</param>
    public StatementTotals Totals(RowOrder? withinDay) => new()
    {
        Entries = _entries,
        Errors = _errors.Count,
        InfoLines = _infoLines.Count,
        InfoLineNumbers = _infoLines.Items,
        FirstDate = _earliest,
        LastDate = _latest,
        MoneyIn = _in,
        MoneyOut = _entries - _in,
        Order = (_up, _down) switch
        {
            (0, 0) => withinDay ?? RowOrder.OldestFirst,
            (_, 0) => RowOrder.OldestFirst,
            (0, _) => RowOrder.NewestFirst,
            _ => RowOrder.Mixed,
        },
        Statements = _statements,
    };

    private void Add(StatementEntry entry)
    {
        var date = entry.Date;
        _entries++;
        _entriesHere++;
        _in += entry.Amount.Unscaled > 0 ? 1 : 0;
        _up += date > _previous ? 1 : 0;
        _down += date < _previous ? 1 : 0;
        _previous = date;
        _earliest = _earliest is null || date < _earliest ? date : _earliest;
        _latest = _latest is null || date > _latest ? date : _latest;
    }
}
