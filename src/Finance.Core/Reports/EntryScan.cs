using System.Runtime.CompilerServices;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Reports;

/// <summary>Goes through the entries of some days that a snapshot shows, newest first, as far as one request may; the next one goes on where it stopped.</summary>
internal sealed class EntryScan(LedgerReader reader, LedgerSnapshot ledger)
{
    /// <summary>Rows of one request: four pages of the store's.</summary>
    internal const int MaxRows = 4_000;

    private string? _last;
    private bool _isAtEnd;
    private int _rows;

    /// <summary>Where to go on after the entry that was given last; null at the end.</summary>
    internal string? Next => _isAtEnd ? null : _last;

    /// <inheritdoc cref="PeriodReader.HasRead"/>
    internal bool HasRead { get; private set; }

    /// <summary>Rows that were gone through, of those that are shown.</summary>
    internal int Passed { get; private set; }

    /// <param name="days">May be empty.</param>
    /// <param name="after">A <see cref="Next"/> of the same days; null to begin.</param>
    internal async IAsyncEnumerable<Transaction> ReadAsync(
        DateRange days,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!days.IsEmpty)
        {
            HasRead = true;
            var (from, to) = LedgerKeys.TransactionsOf(days);
            var first = after is null ? from : KeyText.After(LedgerKeys.TransactionPrefix + after);
            await foreach (var row in reader.RangeAsync(ledger.Owner, first, to, cancellationToken: cancellationToken))
            {
                if (_rows == MaxRows)
                {
                    yield break;
                }

                _rows++;
                _last = row.Key[LedgerKeys.TransactionPrefix.Length..];
                if (ledger.Show(TransactionRow.Read(row)) is { } shown)
                {
                    Passed++;
                    yield return shown;
                }
            }
        }

        _isAtEnd = true;
    }
}
