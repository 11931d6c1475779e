using Finance.Core.Recurring.Detection;

namespace Finance.Core.Insights;

/// <summary>
/// Finds what was charged twice: the same amount by the same payee to the same account within two days. Where that may be chance, because the
/// payee is paid often and in few different amounts, or because half the ledger costs just that, nothing is said. Pure.
/// </summary>
internal sealed class Duplicates(InsightWindow window)
{
    private const int MaxDays = 2;
    private const int LeastExpenses = 20;
    private const int LeastDays = 30;

    // There are many pairs to look at where amounts are round; one that is charged nowhere else is told apart more easily.
    private const decimal ByChance = 0.003m;
    private const decimal ByChanceAlone = 0.01m;

    // What a payee's few entries tell of how often an amount repeats is weighed with what all others tell of it, and these with a guess.
    private const int PriorPairs = 100;
    private const int PriorCharges = 20;
    private const decimal PriorSame = 0.2m;

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
        var amounts = payees.SelectMany(payee => payee.Charges).CountBy(charge => charge[0].Amount).ToDictionary();
        var told =
            from payee in payees
            from charge in payee.Charges
            where charge.Count > 1
            let bound = amounts[charge[0].Amount] == 1 ? ByChanceAlone : ByChance
            where payee.IsFixed(charge) || payee.ExpectedByChance(charge, amounts, window) <= bound
            select charge;
        return told.Where(charge => window.IsRecent(charge[^1].Date)).OrderByDescending(charge => charge[^1].Date).Select(ToInsight);
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
        internal List<IReadOnlyList<HistoryEntry>> Charges { get; }

        internal long Pairs { get; }

        /// <summary>Those of the same amount.</summary>
        internal long EqualPairs { get; }

        /// <summary>How many such pairs there would be if the payee's charges came and cost what they do by chance.</summary>
        /// <param name="amounts">How often each amount was charged by anybody.</param>
        internal decimal ExpectedByChance(IReadOnlyList<HistoryEntry> charge, IReadOnlyDictionary<Money, int> amounts, InsightWindow window)
        {
            var apart = DaysApart(charge);
            var perDay = Charges.Select(other => other[0].Date).Where(window.IsRecent).CountBy(day => day).ToDictionary();
            var near = 1 + perDay.Sum(day => apart == 0
                ? PairsOf(day.Value)
                : day.Value * (long)perDay.GetValueOrDefault(day.Key.AddDays(apart)));
            var others = amounts[charge[0].Amount] - Charges.Count(other => other[0].Amount == charge[0].Amount);
            var prior = (others + PriorSame) / (amounts.Values.Sum() - Charges.Count + PriorCharges);
            return near * (EqualPairs + (prior * PriorPairs)) / (Pairs + PriorPairs);
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
