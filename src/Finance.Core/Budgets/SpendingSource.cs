using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Budgets;

/// <summary>Where sums come from: a ledger as it was opened, or as a draft leaves it.</summary>
internal sealed class SpendingSource
{
    private readonly LedgerSnapshot _ledger;
    private readonly SpendingFolds _folds;
    private readonly Func<IReadOnlyList<int>, CancellationToken, Task<IReadOnlyList<YearSummary>>> _years;
    private readonly Func<IReadOnlyList<Month>, CancellationToken, Task<IReadOnlyList<DaysSummary>>> _days;

    internal SpendingSource(LedgerSnapshot ledger, LedgerReader reader)
    {
        (_ledger, _folds, Chart, Plans, Profile) = (ledger, SpendingFolds.Of(ledger), ledger.Chart, ledger.Plans, ledger.Profile);
        _years = (years, stop) => reader.YearsAsync(ledger, years, stop);
        _days = (months, stop) => reader.DaysAsync(ledger, months, stop);
    }

    internal SpendingSource(LedgerDraft draft)
    {
        (_ledger, _folds, Chart, Plans) = (draft.Before, SpendingFolds.Of(draft.Before), draft.Chart, draft.Plans);
        Profile = draft.Head.Profile;
        _years = draft.YearsNowAsync;
        _days = draft.DaysNowAsync;
    }

    internal Chart Chart { get; }

    internal Plans Plans { get; }

    internal Users.Profile Profile { get; }

    /// <summary>Whether anything came from the store, so that it may be of a later version than the ledger at hand.</summary>
    internal bool HasRead { get; private set; }

    internal Task<IReadOnlyList<YearSummary>> YearsAsync(IReadOnlyList<int> years, CancellationToken cancellationToken)
    {
        HasRead |= years.Any(year => !_ledger.Remembers(LedgerKeys.Year(year)));
        return _years(years, cancellationToken);
    }

    internal Task<IReadOnlyList<DaysSummary>> DaysAsync(IReadOnlyList<Month> months, CancellationToken cancellationToken)
    {
        HasRead |= months.Any(month => !_ledger.Remembers(LedgerKeys.Days(month)));
        return _days(months, cancellationToken);
    }

    internal SpendingFold Fold(YearSummary year) => _folds.Of(_ledger, year, Chart);

    internal SpendingFold Fold(DaysSummary days) => _folds.Of(_ledger, days, Chart);
}
