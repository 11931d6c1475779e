using Finance.Core.Budgets;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Reports;

/// <summary>What a report may ask for: the summaries of its ledger, in its scope and its currency.</summary>
internal sealed class ReportSources(LedgerReader reader, LedgerSnapshot ledger, ReportScope scope, Conversions conversions)
{
    private readonly PeriodReader _periods = new(reader, ledger, scope.AccountId, conversions);
    private SpendingSource? _spending;
    private EntryScan? _entries;
    private bool _hasSearched;

    internal ReportScope Scope => scope;

    internal LedgerSnapshot Ledger => ledger;

    internal Chart Chart => ledger.Chart;

    internal Users.Profile Profile => ledger.Profile;

    internal Conversions Conversions => conversions;

    /// <inheritdoc cref="PeriodReader.HasRead"/>
    internal bool HasRead => _periods.HasRead || _hasSearched || _entries?.HasRead == true || _spending?.HasRead == true;

    internal Plans Plans => ledger.Plans;

    /// <summary>Where budgets take their sums from.</summary>
    internal SpendingSource Spending => _spending ??= new SpendingSource(ledger, reader);

    /// <summary>The entries themselves, for what sums do not tell.</summary>
    internal EntryScan Entries => _entries ??= new EntryScan(reader, ledger);

    /// <inheritdoc cref="PeriodReader.LoadAsync"/>
    internal Task<PeriodBook> LoadAsync(
        IReadOnlyList<DateRange> periods,
        IReadOnlyList<DateOnly> worthDays,
        CancellationToken cancellationToken) => _periods.LoadAsync(periods, worthDays, cancellationToken);

    /// <summary>The days of those of some months that have entries.</summary>
    internal Task<IReadOnlyList<DaysSummary>> DaysAsync(IReadOnlyList<Month> months, CancellationToken cancellationToken)
    {
        List<Month> filled = [.. months.Where(ledger.Chart.HasEntriesIn)];
        _hasSearched |= filled.Exists(month => !ledger.Remembers(LedgerKeys.Days(month)));
        return reader.DaysAsync(ledger, filled, cancellationToken);
    }

    /// <summary>Net worth at the end of a day that was loaded; null where it is not for whoever asks.</summary>
    internal ConvertedWorth? WorthAt(PeriodBook book, DateOnly day) => ledger.Shared is null ? book.WorthAt(day) : null;

    /// <summary>The largest expense of a period that was loaded.</summary>
    internal async Task<LargestExpenseFigure?> LargestAsync(PeriodBook book, DateRange period, CancellationToken cancellationToken)
    {
        var search = new LargestSearch(reader, ledger, scope.AccountId, conversions, book);
        var largest = await search.FindAsync(period, cancellationToken);
        _hasSearched |= search.HasRead;
        return largest;
    }
}
