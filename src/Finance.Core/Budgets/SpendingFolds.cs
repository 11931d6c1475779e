using System.Collections.Concurrent;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Budgets;

/// <summary>
/// The folds of a ledger's summaries, remembered with the ledger from version to version; one whose summary has changed is made again.
/// </summary>
internal sealed class SpendingFolds
{
    // No key of a row, so that it never meets a summary.
    private const string Key = "spending";
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal static SpendingFolds Of(LedgerSnapshot ledger)
    {
        if (ledger.FindSummary<SpendingFolds>(Key) is { } known)
        {
            return known;
        }

        var folds = new SpendingFolds();
        ledger.Remember(Key, folds);
        return folds;
    }

    internal SpendingFold Of(LedgerSnapshot ledger, YearSummary year, Chart chart) =>
        Of(ledger, LedgerKeys.Year(year.Year), year, () => SpendingFold.ByMonth(year, chart));

    internal SpendingFold Of(LedgerSnapshot ledger, DaysSummary days, Chart chart) =>
        Of(ledger, LedgerKeys.Days(days.Month), days, () => SpendingFold.ThroughDays(days, chart));

    private SpendingFold Of<T>(LedgerSnapshot ledger, string key, T summary, Func<SpendingFold> make)
        where T : class
    {
        if (_entries.TryGetValue(key, out var entry) && ReferenceEquals(entry.Summary, summary))
        {
            return entry.Fold;
        }

        // What a draft still changes must not be remembered.
        var fold = make();
        if (ReferenceEquals(ledger.FindSummary<T>(key), summary))
        {
            _entries[key] = new Entry(summary, fold);
        }

        return fold;
    }

    private sealed record Entry(object Summary, SpendingFold Fold);
}
