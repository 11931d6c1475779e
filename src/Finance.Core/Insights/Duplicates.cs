using Finance.Core.Recurring.Detection;

namespace Finance.Core.Insights;

/// <summary>
/// Finds what was charged twice: the same amount by the same payee to the same account within two days. Where that happens by chance, because
/// the payee is paid often and in few different amounts, nothing is said: of pairs of the same day, of the next and of the one after that, what
/// may be said comes by chance in one of a hundred ledgers at most. Pure.
/// </summary>
internal sealed class Duplicates(InsightWindow window)
{
    private const int MaxDays = 2;
    private const int LeastExpenses = 20;
    private const int LeastDays = 30;
    private const decimal ByChance = 0.01m;

    // Of few entries nobody knows how often amounts repeat: as if, besides, one of a thousand pairs had been the same.
    private const int PriorPairs = 100;
    private const decimal PriorEqualPairs = 0.1m;

    // A fixed price that never came within a week, and now comes twice.
    private const int LeastOfFixed = 3;
    private const int FixedDays = 7;

    internal IEnumerable<Insight> Find()
    {
        if (window.Expenses.Count < LeastExpenses || window.Expenses[0].Date.DayNumber - window.Expenses[^1].Date.DayNumber < LeastDays)
        {
            return [];
        }

        var payees = window.Expenses
            .GroupBy(entry => (entry.AccountId, Text: PayeeText.Of(entry.Payee ?? entry.Description), entry.Amount.Currency))
            .Where(payee => payee.Key.Text.Length > 0)
            .Select(payee => new Payee(payee.Reverse()))
            .ToList();
        var told = Enumerable.Range(0, MaxDays + 1).SelectMany(apart => Told(payees, apart));
        return told.Where(charge => window.IsRecent(charge[^1].Date)).OrderByDescending(charge => charge[^1].Date).Select(ToInsight);
    }

    private IEnumerable<IReadOnlyList<HistoryEntry>> Told(List<Payee> payees, int apart)
    {
        var expected = 0m;
        foreach (var (payee, byChance) in payees.Select(payee => (payee, payee.ExpectedByChance(apart, window))).OrderBy(one => one.Item2))
        {
            expected += byChance;
            foreach (var charge in payee.Charges.Where(charge => charge.Count > 1 && DaysApart(charge) == apart))
            {
                if (expected <= ByChance || payee.IsFixed(charge))
                {
                    yield return charge;
                }
            }
        }
    }

    /// <summary>The most days from one to the next.</summary>
    private static int DaysApart(IReadOnlyList<HistoryEntry> charge) =>
        charge.Zip(charge.Skip(1)).Max(pair => pair.Second.Date.DayNumber - pair.First.Date.DayNumber);

    private static Insight ToInsight(IReadOnlyList<HistoryEntry> charge)
    {
        var last = charge[^1];
        var name = last.Payee ?? last.Description!;
        var again = new Money(last.Amount.Minor * (charge.Count - 1), last.Amount.Currency);
        return new Insight(
            InsightKind.DuplicateCharge,
            InsightSeverity.Critical,
            $"{name} may have charged {InsightText.Amount(last.Amount)} {(charge.Count == 2 ? "twice" : $"{charge.Count} times")}",
            $"The same amount was paid on {string.Join(" and on ", charge.Select(entry => InsightText.Day(entry.Date)))}.",
            new DuplicateEvidence(
                last.Amount.Currency,
                InsightWindow.Ids(charge),
                last.Payee,
                last.AccountId,
                last.Amount,
                charge.Count,
                charge[0].Date,
                last.Date),
            $"If you bought it once, ask {name} for {InsightText.Amount(again)} back.",
            again);
    }

    /// <summary>The expenses of one payee from one account.</summary>
    private sealed class Payee
    {
        private readonly int _days;

        /// <param name="entries">The earliest first.</param>
        internal Payee(IEnumerable<HistoryEntry> entries)
        {
            var open = new Dictionary<long, List<HistoryEntry>>();
            var charges = new List<IReadOnlyList<HistoryEntry>>();
            foreach (var entry in entries)
            {
                if (open.TryGetValue(entry.Amount.Minor, out var same) && entry.Date.DayNumber - same[^1].Date.DayNumber <= MaxDays)
                {
                    same.Add(entry);
                    continue;
                }

                charges.Add(open[entry.Amount.Minor] = [entry]);
            }

            Charges = charges;
            _days = charges[^1][0].Date.DayNumber - charges[0][0].Date.DayNumber + 1;
            Pairs = PairsOf(charges.Count);
            EqualPairs = charges.CountBy(charge => charge[0].Amount.Minor).Sum(amount => PairsOf(amount.Value));
        }

        /// <summary>What was charged once or, perhaps, several times; the earliest first.</summary>
        internal IReadOnlyList<IReadOnlyList<HistoryEntry>> Charges { get; }

        internal long Pairs { get; }

        /// <summary>Those of the same amount.</summary>
        internal long EqualPairs { get; }

        /// <summary>How many pairs of the same amount would lie so many days apart if amounts came as they usually do.</summary>
        internal decimal ExpectedByChance(int apart, InsightWindow window)
        {
            var perDay = Charges.Select(charge => charge[0].Date).Where(window.IsRecent).CountBy(day => day).ToDictionary();
            var near = perDay.Sum(day => apart == 0
                ? PairsOf(day.Value)
                : day.Value * (long)perDay.GetValueOrDefault(day.Key.AddDays(apart)));
            near += Charges.Count(charge => charge.Count > 1 && window.IsRecent(charge[0].Date) && DaysApart(charge) == apart);
            return near * (EqualPairs + PriorEqualPairs) / (Pairs + PriorPairs);
        }

        /// <summary>Whether the payee takes this amount as a rule, and never took any so soon after another.</summary>
        internal bool IsFixed(IReadOnlyList<HistoryEntry> charge)
        {
            var others = Charges.Where(other => other != charge).ToList();
            return others.Count >= LeastOfFixed
                && 3 * others.Count(other => other[0].Amount == charge[0].Amount) >= 2 * others.Count
                && Charges.Zip(Charges.Skip(1)).All(pair => pair.Second[0].Date.DayNumber - pair.First[0].Date.DayNumber >= FixedDays)
                && _days > LeastDays;
        }

        private static long PairsOf(long count) => count * (count - 1) / 2;
    }
}
