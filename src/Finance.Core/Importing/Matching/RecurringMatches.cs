using Finance.Core.Ledgers;

namespace Finance.Core.Importing.Matching;

/// <summary>
/// Finds rows of a statement that are recurring entries. A row is at most one occurrence, and an occurrence at most one row: of all pairs in
/// sight the surest is taken first, then the surest of those left.
/// </summary>
internal sealed class RecurringMatches(LedgerReader reader, KnownEntries known)
{
    private readonly ExpectedEntries _expected = new(reader, known);
    private readonly Dictionary<PendingLine, IReadOnlyList<Pair>> _pairs = [];
    private readonly Dictionary<OccurrenceKey, PendingLine> _taken = [];
    private readonly Dictionary<PendingLine, OccurrenceKey> _holds = [];
    private int _generation;

    /// <summary>The occurrence that a row is; null where it is none.</summary>
    /// <param name="rivals">The rows that may be the same occurrence.</param>
    internal async Task<RecurringMatch?> FindAsync(
        LedgerSnapshot ledger,
        PendingLine line,
        Rivals rivals,
        CancellationToken cancellationToken)
    {
        Sync(ledger, rivals);
        Release(line);
        foreach (var pair in await PairsAsync(ledger, line, cancellationToken))
        {
            if (await IsTakenAsync(ledger, pair, rivals, cancellationToken))
            {
                _taken[pair.Expected.Key] = line;
                _holds[line] = pair.Expected.Key;
                return new RecurringMatch(pair.Expected, pair.Score);
            }
        }

        return null;
    }

    /// <summary>Takes note of a row that was judged.</summary>
    internal void Judged(PendingLine line, Rivals rivals)
    {
        _pairs.Remove(line);
        if (_expected.Follow(line))
        {
            _pairs.Clear();
            rivals.Forget();
        }
    }

    /// <summary>Takes note of rows that were committed: the ledger tells itself what they took.</summary>
    internal void Committed(IEnumerable<PendingLine> lines)
    {
        foreach (var line in lines)
        {
            Release(line);
            if (line.Merged is { } merged)
            {
                _expected.Replace(merged);
            }
        }
    }

    private void Release(PendingLine line)
    {
        if (_holds.Remove(line, out var key))
        {
            _taken.Remove(key);
        }
    }

    private void Sync(LedgerSnapshot ledger, Rivals rivals)
    {
        if (_expected.Sync(ledger))
        {
            _pairs.Clear();
            rivals.Forget();
        }

        if (_generation != known.Generation)
        {
            _taken.Clear();
            _holds.Clear();
            _generation = known.Generation;
        }
    }

    /// <summary>Whether a pair is among those taken: that is, no surer one of the same row or occurrence is.</summary>
    private async Task<bool> IsTakenAsync(LedgerSnapshot ledger, Pair pair, Rivals rivals, CancellationToken cancellationToken)
    {
        if (_taken.TryGetValue(pair.Expected.Key, out var holder))
        {
            return ReferenceEquals(holder, pair.Line);
        }

        if (rivals.Decided.TryGetValue((pair.Line, pair.Expected.Key), out var decided))
        {
            return decided;
        }

        var isTaken = true;
        foreach (var better in await BetterAsync(ledger, pair, rivals, cancellationToken))
        {
            if (await IsTakenAsync(ledger, better, rivals, cancellationToken))
            {
                isTaken = false;
                break;
            }
        }

        return rivals.Decided[(pair.Line, pair.Expected.Key)] = isTaken;
    }

    private async Task<IReadOnlyList<Pair>> BetterAsync(LedgerSnapshot ledger, Pair pair, Rivals rivals, CancellationToken cancellationToken)
    {
        var better = (await PairsAsync(ledger, pair.Line, cancellationToken)).TakeWhile(own => own.CompareTo(pair) < 0).ToList();
        foreach (var rival in rivals.Near(pair))
        {
            better.AddRange((await PairsAsync(ledger, rival, cancellationToken))
                .Where(other => other.Expected.Key == pair.Expected.Key && other.CompareTo(pair) < 0));
        }

        return better;
    }

    /// <summary>The occurrences that a row is sure enough to be, the surest first.</summary>
    private async Task<IReadOnlyList<Pair>> PairsAsync(LedgerSnapshot ledger, PendingLine line, CancellationToken cancellationToken)
    {
        if (!_pairs.TryGetValue(line, out var pairs))
        {
            _pairs[line] = pairs = await FindPairsAsync(ledger, line, cancellationToken);
        }

        return pairs;
    }

    private async Task<IReadOnlyList<Pair>> FindPairsAsync(LedgerSnapshot ledger, PendingLine line, CancellationToken cancellationToken)
    {
        if (line.Entry is not { } row || line.FileEntry.IsRepeated || !_expected.Any(row))
        {
            return [];
        }

        var pairs = (await _expected.AroundAsync(ledger, row, cancellationToken))
            .DistinctBy(expected => expected.Key)
            .Select(expected => new Pair(line, expected, expected.ScoreOf(row)))
            .Where(pair => pair.Score >= MatchScore.Needed)
            .Order()
            .ToList();
        if (pairs.Count == 0)
        {
            return pairs;
        }

        await known.LoadAsync(ledger, [line.Month!.Value], cancellationToken);
        return line.Repeats(known) is null ? pairs : [];
    }

    /// <summary>A row and an occurrence that it may be. The first in order is taken first; no two are equal.</summary>
    internal sealed record Pair(PendingLine Line, ExpectedEntry Expected, int Score) : IComparable<Pair>
    {
        public int CompareTo(Pair? other) => other is null
            ? -1
            : (-Score, Line.Entry!.Date, Line.Ordinal, Expected.NominalDate)
                .CompareTo((-other.Score, other.Line.Entry!.Date, other.Line.Ordinal, other.Expected.NominalDate)) is var order and not 0
                ? order
                : string.CompareOrdinal(Expected.Template.Id, other.Expected.Template.Id);
    }
}

/// <summary>Rows of a file that are in sight together, and what was decided while they were.</summary>
internal sealed class Rivals
{
    private readonly IReadOnlyList<PendingLine> _lines;

    private Rivals(IReadOnlyList<PendingLine> lines) => _lines = lines;

    internal Dictionary<(PendingLine Line, OccurrenceKey Key), bool> Decided { get; } = [];

    /// <summary>Some rows that were read; none where no templates can make rivals of them.</summary>
    internal static Rivals Of(LedgerSnapshot ledger, IEnumerable<PendingLine> lines) =>
        new(ledger.Plans.AllTemplates.IsEmpty ? [] : [.. lines]);

    internal void Forget() => Decided.Clear();

    /// <summary>The other rows that may be the occurrence of a pair.</summary>
    internal IEnumerable<PendingLine> Near(RecurringMatches.Pair pair)
    {
        var row = pair.Line.Entry!;
        return _lines.Where(line => line != pair.Line
            && line.Entry is { } other
            && other.AccountId == row.AccountId
            && other.Type == row.Type
            && MatchScore.OfDay(other.Date, pair.Expected.Days) is not null);
    }
}
