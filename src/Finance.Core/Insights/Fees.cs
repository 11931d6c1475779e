using Finance.Core.Ledgers;
using Finance.Core.Recurring.Detection;

namespace Finance.Core.Insights;

/// <summary>What banks have charged for themselves in the last year, told by the words that they use. Pure.</summary>
internal sealed class Fees(Chart chart, InsightWindow window)
{
    private const int Days = 365;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "fee", "fees", "overdraft", "surcharge", "sollzinsen", "uberziehungszinsen", "gebuhr", "gebuhren", "entgelt", "entgelte", "agios",
        "comision", "comisiones", "commissione", "commissioni",
    };

    private static readonly string[] Endings = ["gebuhr", "gebuhren", "entgelt", "entgelte"];
    private static readonly string[] Pairs = ["service charge", "interest charge", "finance charge", "late charge", "frais bancaires", "frais de"];

    // Not of banks.
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "school", "tuition", "course", "membership", "registration", "parking", "entry", "license", "licence", "club", "kita", "rundfunk",
        "rundfunkgebuhr", "rundfunkgebuhren", "studiengebuhr", "studiengebuhren", "mullgebuhr", "mullgebuhren", "kitagebuhr", "kitagebuhren",
    };

    internal IEnumerable<Insight> Find() => window.Expenses
        .Where(entry => window.Days.To.DayNumber - entry.Date.DayNumber < Days && IsFee(entry))
        .GroupBy(entry => (entry.AccountId, entry.Amount.Currency))
        .Select(fees => ToInsight(fees.Key.AccountId, [.. fees]));

    private static bool IsFee(HistoryEntry entry)
    {
        var words = FoldedText.WordsOf($"{entry.Payee} {entry.Description}");
        var text = string.Join(' ', words);
        return !words.Any(Others.Contains)
            && (words.Any(word => Words.Contains(word) || Endings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal)))
                || Pairs.Any(pair => text.Contains(pair, StringComparison.Ordinal)));
    }

    private Insight ToInsight(string accountId, List<HistoryEntry> fees)
    {
        var total = new Money(fees.Sum(fee => fee.Amount.Minor), fees[0].Amount.Currency);
        var (first, last) = (fees[^1].Date, fees[0].Date);
        return new Insight(
            InsightKind.Fee,
            InsightSeverity.Warning,
            $"{InsightText.Amount(total)} of bank fees in {chart.AccountNow(accountId).Name}",
            $"{fees.Count} {(fees.Count == 1 ? "fee was" : "fees were")} charged from {InsightText.Day(first)} to {InsightText.Day(last)}.",
            new FeeEvidence(total.Currency, InsightWindow.Ids(fees), accountId, fees.Count, total, first, last),
            "Ask the bank to waive them, or look for an account without them.",
            total);
    }
}
