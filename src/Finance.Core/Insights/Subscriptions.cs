using Finance.Core.Ledgers;
using Finance.Core.Recurring.Detection;
using Finance.Core.Transactions;

namespace Finance.Core.Insights;

/// <summary>What is paid at a fixed price again and again, what has become dearer of it, and what is paid for side by side. Pure.</summary>
internal sealed class Subscriptions
{
    private const int RiseDays = 365;
    private const int LeastAtOldPrice = 2;
    private const decimal LeastRise = 0.01m;
    private const decimal MostRise = 1m;
    private const decimal GraveRise = 0.1m;
    private readonly InsightWindow _window;
    private readonly Chart _chart;
    private readonly Plans _plans;
    private readonly Dictionary<TransactionId, HistoryEntry> _entries;
    private readonly IReadOnlyList<DetectedRecurring> _expenses;

    internal Subscriptions(Chart chart, Plans plans, InsightWindow window)
    {
        (_chart, _plans, _window) = (chart, plans, window);
        _entries = window.Expenses.ToDictionary(entry => entry.Id);

        // What templates enter is paid for too.
        _expenses = new Detector(chart, window.Days.To).Find(window.Expenses, []);
    }

    internal IEnumerable<Insight> Find() => Paid().Concat(_expenses.Select(RiseOf).OfType<Insight>()).Concat(Overlaps());

    private IEnumerable<DetectedRecurring> All => _expenses.Where(detected => detected.IsSubscription);

    private static Money YearlyCost(DetectedRecurring detected) =>
        InsightText.InYear(detected.Amount, detected.Frequency, detected.Interval);

    private IEnumerable<Insight> Paid() => All.Select(detected =>
    {
        var (every, cost) = (InsightText.Every(detected.Frequency, detected.Interval), YearlyCost(detected));
        return new Insight(
            InsightKind.Subscription,
            InsightSeverity.Info,
            $"{detected.Name}: {InsightText.Amount(detected.Amount)} every {every}",
            $"It was paid {detected.Evidence.Count} times, last on {InsightText.Day(detected.LastDate)}, and costs {InsightText.Amount(cost)} a year.",
            new SubscriptionEvidence(
                detected.Amount.Currency,
                Ids(detected.Evidence),
                detected.Id,
                TemplateOf(detected),
                detected.Payee,
                detected.CategoryId,
                every,
                detected.Amount,
                cost,
                detected.LastDate,
                detected.NextDate),
            $"Cancel it before {InsightText.Day(detected.NextDate)} if you do not use it.",
            cost);
    });

    private Insight? RiseOf(DetectedRecurring detected)
    {
        var entries = detected.Evidence.Select(id => _entries[id]).ToList();
        var after = entries[^1].Amount;
        var first = entries.FindLastIndex(entry => entry.Amount != after) + 1;
        var old = entries.Take(first).TakeLast(LeastAtOldPrice).Select(entry => entry.Amount).ToList();
        if (old.Count < LeastAtOldPrice || old.Distinct().Count() > 1)
        {
            return null;
        }

        var before = old[0];
        var (since, ratio) = (entries[first].Date, (decimal)(after.Minor - before.Minor) / before.Minor);
        if (ratio is < LeastRise or > MostRise || _window.Days.To.DayNumber - since.DayNumber >= RiseDays)
        {
            return null;
        }

        var rise = InsightText.InYear(after - before, detected.Frequency, detected.Interval);
        return new Insight(
            InsightKind.PriceRise,
            ratio >= GraveRise ? InsightSeverity.Warning : InsightSeverity.Info,
            $"{detected.Name} has gone up by {InsightText.Percent(ratio)}",
            $"Since {InsightText.Day(since)} it costs {InsightText.Amount(after)} instead of {InsightText.Amount(before)}: "
                + $"{InsightText.Amount(rise)} more a year.",
            new PriceRiseEvidence(
                after.Currency,
                InsightWindow.Ids(entries.Skip(first - LeastAtOldPrice)),
                detected.Id,
                TemplateOf(detected),
                detected.Payee,
                InsightText.Every(detected.Frequency, detected.Interval),
                before,
                after,
                Math.Round(ratio, 4, MidpointRounding.AwayFromZero),
                since,
                rise),
            "Ask for the old price, or look for another provider.",
            rise);
    }

    /// <summary>Several subscriptions in one category: all but the dearest could go.</summary>
    private IEnumerable<Insight> Overlaps() => All
        .Where(detected => detected.CategoryId is not null)
        .GroupBy(detected => (CategoryId: detected.CategoryId!, detected.Amount.Currency))
        .Where(same => same.Count() > 1)
        .Select(same =>
        {
            var costs = same.OrderByDescending(detected => YearlyCost(detected).Minor)
                .Select(detected => new SubscriptionCost(detected.Name, YearlyCost(detected)))
                .ToList();
            var total = new Money(costs.Sum(cost => cost.YearlyCost.Minor), same.Key.Currency);
            var saving = total - costs[0].YearlyCost;
            return new Insight(
                InsightKind.SavingOpportunity,
                InsightSeverity.Info,
                $"{costs.Count} subscriptions side by side in {_chart.FindCategory(same.Key.CategoryId)!.Name}",
                $"{string.Join(", ", costs.Select(cost => cost.Name))} cost {InsightText.Amount(total)} a year together.",
                new OverlapEvidence(
                    same.Key.Currency,
                    Ids(same.Select(detected => detected.Evidence[^1])),
                    same.Key.CategoryId,
                    costs,
                    total),
                $"Keeping one of them saves {InsightText.Amount(saving)} a year or more.",
                saving);
        });

    private string? TemplateOf(DetectedRecurring detected) =>
        detected.Evidence.Select(id => _entries[id].TemplateId).LastOrDefault(id => id is not null)
        ?? _plans.Templates.FirstOrDefault(template => Detector.Covers(template, detected, _chart))?.Id;

    private IReadOnlyList<TransactionId> Ids(IEnumerable<TransactionId> ids) => InsightWindow.Ids(ids.Select(id => _entries[id]));
}
