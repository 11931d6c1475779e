using System.Text.Json;

namespace Finance.Faults.Tests.Ledgers;

/// <summary>An entry as its owner was told that it is.</summary>
/// <param name="Amount">In minor units, negative for what was spent.</param>
internal sealed record ExpectedEntry(long Amount, string Date, string Payee, string? CategoryId)
{
    internal static ExpectedEntry Of(JsonElement entry)
    {
        var minor = long.Parse(entry.GetProperty("amount").GetRawText().Replace(".", "", StringComparison.Ordinal), Culture);
        return new ExpectedEntry(
            entry.GetProperty("type").GetString() == "expense" ? -minor : minor,
            entry.GetProperty("date").GetString()!,
            entry.GetProperty("payee").GetString() ?? entry.GetProperty("description").GetString() ?? "",
            entry.GetProperty("category_id").GetString());
    }

    private static readonly IFormatProvider Culture = System.Globalization.CultureInfo.InvariantCulture;
}

/// <summary>What a ledger must hold by what its owner was told.</summary>
internal sealed class ExpectedLedger
{
    /// <summary>Entries made by hand, by id.</summary>
    internal Dictionary<string, ExpectedEntry> Entries { get; } = [];

    /// <summary>Lines of statements that must each be there once, by their payee.</summary>
    internal Dictionary<string, long> Lines { get; } = [];

    /// <summary>What was sent to another user, by the transfer's id: each in both ledgers, or in neither.</summary>
    internal Dictionary<string, long> Payments { get; } = [];

    /// <summary>Recurring templates, with the days on which each has an entry.</summary>
    internal Dictionary<string, IReadOnlyList<string>> Occurrences { get; } = [];

    /// <summary>What several devices of a user were told.</summary>
    internal static ExpectedLedger Of(params IEnumerable<ExpectedLedger> devices)
    {
        var all = new ExpectedLedger();
        foreach (var one in devices)
        {
            foreach (var (id, entry) in one.Entries)
            {
                all.Entries.Add(id, entry);
            }

            foreach (var (payee, amount) in one.Lines)
            {
                all.Lines.Add(payee, amount);
            }

            foreach (var (id, amount) in one.Payments)
            {
                all.Payments.Add(id, amount);
            }

            foreach (var (template, days) in one.Occurrences)
            {
                all.Occurrences.Add(template, days);
            }
        }

        return all;
    }

    /// <summary>What differs between what was told and what is there; empty where nothing does.</summary>
    /// <param name="found">All transactions of the ledger but payments between users.</param>
    internal IEnumerable<string> Differences(IReadOnlyList<JsonElement> found)
    {
        var entries = new Dictionary<string, ExpectedEntry>(Entries);
        var lines = new Dictionary<string, long>(Lines);
        var due = Occurrences.SelectMany(template => template.Value.Select(day => (template.Key, day))).ToHashSet();
        foreach (var transaction in found)
        {
            var (id, entry) = (transaction.GetProperty("id").GetString()!, ExpectedEntry.Of(transaction));
            var known = transaction.GetProperty("recurring_id").GetString() is { } template
                ? due.Remove((template, entry.Date))
                : transaction.GetProperty("import_id").GetString() is not null
                    ? lines.Remove(entry.Payee, out var amount) && amount == entry.Amount
                    : entries.Remove(id, out var expected) && expected == entry;
            if (!known)
            {
                yield return $"not as told: {transaction}";
            }
        }

        foreach (var missing in entries.Select(entry => entry.ToString()).Concat(lines.Keys).Concat(due.Select(one => one.ToString())))
        {
            yield return $"missing: {missing}";
        }
    }
}
