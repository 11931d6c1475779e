using System.Text.Json;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Exporting.Backup;

/// <summary>Transactions: the key tells the day and, with it, the id, unless the date was edited.</summary>
internal sealed class TransactionSection(IEnumerable<RowField> fields)
    : RowSection("transactions", "transactions", LedgerKeys.TransactionPrefix, [.. fields])
{
    private const string IdProperty = "Id";

    internal override Row Read(JsonElement item, UserId owner)
    {
        var row = base.Read(item, owner);
        var (id, day) = Place(item);
        return id.OriginalDate == day ? row : row.Set(IdProperty, id.ToString());
    }

    private protected override void WriteKey(Utf8JsonWriter json, Row row)
    {
        var position = row.Key[Prefix.Length..];
        json.WriteString("id", row.FindText(IdProperty) ?? position);
        json.WriteString("date", LedgerDates.Format(TransactionId.DayOf(position)));
    }

    private protected override string KeyOf(JsonElement item)
    {
        var (id, day) = Place(item);
        return LedgerKeys.Transaction(id, day);
    }

    private static (TransactionId Id, DateOnly Day) Place(JsonElement item) =>
        (TransactionId.Parse(IdOf(item, "id")), Days.Read(item, "date"));
}

/// <summary>Contributions to goals: the key tells the goal and the day.</summary>
internal sealed class ContributionSection(params RowField[] fields)
    : RowSection("contributions", "goals", LedgerKeys.ContributionPrefix, fields)
{
    internal override Row Read(JsonElement item, UserId owner)
    {
        var row = base.Read(item, owner);
        var id = IdOf(item, "id");
        return LedgerKeys.ContributionOf(row.Key).Place == id ? row : row.Set(ContributionRow.IdProperty, id);
    }

    private protected override void WriteKey(Utf8JsonWriter json, Row row)
    {
        var (goal, place) = LedgerKeys.ContributionOf(row.Key);
        json.WriteString("id", row.FindText(ContributionRow.IdProperty) ?? place);
        json.WriteString("goal_id", goal);
        json.WriteString("date", LedgerDates.Format(TransactionId.DayOf(place)));
    }

    private protected override string KeyOf(JsonElement item)
    {
        var id = IdOf(item, "id");
        return Base32.IsValid(id, TransactionId.DayLength + TransactionId.EntryLength)
            ? LedgerKeys.Contribution(IdOf(item, "goal_id"), GoalContribution.PlaceOn(id, Days.Read(item, "date")))
            : throw new FormatException("'id' is none of a contribution.");
    }
}

internal static class Days
{
    /// <exception cref="FormatException">The member is no day that a ledger holds.</exception>
    internal static DateOnly Read(JsonElement item, string name) =>
        LedgerDates.TryParse(item.GetProperty(name).GetString(), out var day) && LedgerDates.Holds(day)
            ? day
            : throw new FormatException($"'{name}' is no day.");
}
