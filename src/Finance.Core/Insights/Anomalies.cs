using Finance.Core.Ledgers;
using Finance.Core.Recurring.Detection;

namespace Finance.Core.Insights;

/// <summary>Finds expenses far above what their payee usually charges or, where it has no history, what their category holds. Pure.</summary>
internal sealed class Anomalies(Chart chart, InsightWindow window)
{
    private const int LeastOfPayee = 8;
    private const int LeastOfCategory = 12;
    private const int LeastDays = 60;
    private const string Suggestion = "Check that the amount is right, and that you made this payment.";

    internal IEnumerable<Insight> Find()
    {
        var found = new HashSet<HistoryEntry>();
        var byPayee = window.Expenses
            .GroupBy(entry => (Text: PayeeOf(entry), entry.Amount.Currency))
            .Where(payee => payee.Key.Text.Length > 0)
            .SelectMany(payee => Of([.. payee], AnomalyScope.Payee, LeastOfPayee));
        var byCategory = window.Expenses
            .Where(entry => entry.CategoryId is not null)
            .GroupBy(entry => (entry.CategoryId, entry.Amount.Currency))
            .SelectMany(category => Of([.. category], AnomalyScope.Category, LeastOfCategory));
        return byPayee.Concat(byCategory)
            .Where(anomaly => found.Add(anomaly.Entry))
            .Select(anomaly => ToInsight(anomaly.Entry, anomaly.Scope, anomaly.Usual));
    }

    private static string PayeeOf(HistoryEntry entry) => PayeeText.Of(entry.Payee ?? entry.Description);

    private IEnumerable<(HistoryEntry Entry, AnomalyScope Scope, Usual Usual)> Of(List<HistoryEntry> entries, AnomalyScope scope, int leastOthers)
    {
        if (entries[0].Date.DayNumber - entries[^1].Date.DayNumber < LeastDays)
        {
            return [];
        }

        var ascending = entries.OrderBy(entry => entry.Amount.Minor).ToList();
        return Robust.FindHigh([.. ascending.Select(entry => entry.Amount.Minor)], leastOthers) is { } high
            ? ascending.TakeLast(high.Count).Where(entry => window.IsRecent(entry.Date)).Select(entry => (entry, scope, high.Others))
            : [];
    }

    private Insight ToInsight(HistoryEntry entry, AnomalyScope scope, Usual usual)
    {
        Money Of(long minor) => new(minor, entry.Amount.Currency);
        var category = chart.FindCategory(entry.CategoryId)?.Name;
        var payee = entry.Payee ?? entry.Description;
        var text = PayeeOf(entry);
        var isFirst = text.Length > 0 && !window.Expenses.Any(other => other.Date < entry.Date && PayeeOf(other) == text);
        var name = scope == AnomalyScope.Payee ? payee! : category!;
        return new Insight(
            InsightKind.Anomaly,
            InsightSeverity.Warning,
            $"{InsightText.Amount(entry.Amount)} is unusual for {name}",
            $"On {InsightText.Day(entry.Date)} {payee ?? "an expense without a name"} cost {InsightText.Amount(entry.Amount)}. "
                + $"{usual.Count} others are usually about {InsightText.Amount(Of(usual.Median))}, at most {InsightText.Amount(Of(usual.Highest))}."
                + (isFirst ? " It is the first payment there." : string.Empty),
            new AnomalyEvidence(
                entry.Amount.Currency,
                [entry.Id],
                scope,
                payee,
                entry.CategoryId,
                entry.Date,
                entry.Amount,
                Of(usual.Median),
                Of(usual.Deviation),
                Of(usual.Highest),
                usual.Count,
                isFirst),
            Suggestion);
    }
}
