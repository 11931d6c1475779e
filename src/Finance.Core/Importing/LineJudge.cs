using Finance.Core.Importing.Matching;
using Finance.Core.Ledgers;

namespace Finance.Core.Importing;

/// <summary>Decides what the rows of a file are, one after the other, by what the ledger has and what it expects.</summary>
internal sealed class LineJudge
{
    private readonly KnownEntries _known;
    private readonly RecurringMatches _matches;

    internal LineJudge(LedgerReader reader)
    {
        _known = new KnownEntries(reader);
        _matches = new RecurringMatches(reader, _known);
    }

    /// <summary>Whether what is known is of this version of the ledger.</summary>
    internal bool IsOf(LedgerSnapshot ledger) => _known.Version == ledger.Head.Version;

    /// <summary>Finds the recurring entry that a row is; null for none.</summary>
    /// <param name="rivals">The rows that may be the same entry.</param>
    internal async Task<RecurringMatch?> MatchAsync(
        LedgerSnapshot ledger,
        PendingLine line,
        Rivals rivals,
        CancellationToken cancellationToken)
    {
        if (line.Month is { } month)
        {
            await _known.LoadAsync(ledger, [month], cancellationToken);
        }

        return ledger.Plans.AllTemplates.IsEmpty ? null : await _matches.FindAsync(ledger, line, rivals, cancellationToken);
    }

    /// <summary>Decides on a row, and counts with what becomes of it from then on.</summary>
    internal void Judge(PendingLine line, long entryNumber, RecurringMatch? match, Rivals rivals)
    {
        line.Judge(_known, entryNumber, match);
        _matches.Judged(line, rivals);
    }

    /// <summary>Takes a commit of rows that were judged into account: what is known is of its version now.</summary>
    internal void Committed(IEnumerable<PendingLine> lines, long version)
    {
        _matches.Committed(lines);
        _known.Version = version;
    }

    /// <summary>Forgets what lies behind a file that runs in the order of its days.</summary>
    /// <param name="lines">Those that were judged last, and the next.</param>
    internal void KeepAround(IEnumerable<PendingLine> lines) => _known.KeepOnly(lines
        .Select(line => line.Entry?.Date)
        .OfType<DateOnly>()
        .SelectMany(day => new[] { Month.Of(day.AddDays(-ExpectedEntries.Reach)), Month.Of(day), Month.Of(day.AddDays(ExpectedEntries.Reach)) })
        .ToHashSet());
}
