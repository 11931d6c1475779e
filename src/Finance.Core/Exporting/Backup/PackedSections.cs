using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Finance.Core.Currencies;
using Finance.Core.Envelopes;
using Finance.Core.Importing;
using Finance.Core.Importing.Matching;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Exporting.Backup;

/// <summary>What was assigned to envelopes, a currency and year at a time.</summary>
internal sealed class EnvelopeSection()
    : BackupSection("envelopes", "envelopes", LedgerKeys.EnvelopePrefix, KeyText.After(LedgerKeys.EnvelopePrefix))
{
    internal override void Write(Utf8JsonWriter json, Row row)
    {
        var currency = LedgerKeys.CurrencyOfEnvelopes(row.Key);
        var assigned = ImmutableDictionary.CreateBuilder<AssignedCell, long>();
        EnvelopePlanRow.Read(row, assigned);
        json.WriteStartObject();
        json.WriteString("currency", currency.Code);
        json.WriteNumber("year", LedgerKeys.YearOfEnvelopes(row.Key));
        json.WriteNumber("version", row.Long("Version"));
        json.WriteStartArray("assigned");
        foreach (var (cell, minor) in assigned.OrderBy(cell => cell.Key.Month).ThenBy(cell => cell.Key.CategoryId, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("month", cell.Month.ToString());
            json.WriteString("category_id", cell.CategoryId);
            json.WritePropertyName("amount");
            MoneyField.Write(json, minor, currency);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal override Row Read(JsonElement item, UserId owner)
    {
        var currency = Currency.TryFind(item.GetProperty("currency").GetString()!, out var found)
            ? found
            : throw new FormatException("'currency' is no currency.");
        var assigned = item.GetProperty("assigned").EnumerateArray().ToImmutableDictionary(
            cell => new AssignedCell(
                Month.TryParse(cell.GetProperty("month").GetString(), out var month)
                    ? month
                    : throw new FormatException("'month' is no month."),
                cell.GetProperty("category_id").GetString()!),
            cell => MoneyField.Read(cell.GetProperty("amount"), currency));
        var year = item.GetProperty("year").GetInt32();
        return EnvelopePlanRow.Write(owner, new EnvelopePlan(currency, assigned, item.GetProperty("version").GetInt64()), year);
    }
}

/// <summary>The verdicts of imports, those of a commit at a time.</summary>
internal sealed class ImportLinesSection()
    : BackupSection("import_lines", "imports", LedgerKeys.ImportLinesPrefix, KeyText.After(LedgerKeys.ImportLinesPrefix))
{
    internal override void Write(Utf8JsonWriter json, Row row)
    {
        var name = row.Key.AsSpan(LedgerKeys.ImportLinesPrefix.Length);
        var dash = name.IndexOf('-');
        json.WriteStartObject();
        json.WriteString("import_id", name[..dash]);
        json.WriteNumber("chunk", int.Parse(name[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture));
        json.WriteNumber("version", row.Long(ImportLinesRow.VersionProperty));
        json.WriteStartArray("lines");
        foreach (var line in ImportLinesRow.Read(row))
        {
            Write(json, line);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal override Row Read(JsonElement item, UserId owner)
    {
        var import = item.GetProperty("import_id").GetString();
        return LedgerKeys.IsImportId(import)
            ? ImportLinesRow.Write(
                owner,
                import!,
                item.GetProperty("chunk").GetInt32(),
                [.. item.GetProperty("lines").EnumerateArray().Select(Read)],
                item.GetProperty("version").GetInt64())
            : throw new FormatException("'import_id' is none of an import.");
    }

    private static void Write(Utf8JsonWriter json, ImportLine line)
    {
        json.WriteStartObject();
        json.WriteNumber("line", line.Line);
        json.WriteString("verdict", SnakeCase.Of(line.Verdict));
        WriteText(json, "reason", line.Reason);
        WriteText(json, "transaction_id", line.TransactionId);
        WriteText(json, "field", line.Field);
        WriteText(json, "raw", line.Raw);
        if (line.Match is { } match)
        {
            json.WritePropertyName("match");
            json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(match, MatchJson.Default.MatchTrace));
        }

        json.WriteEndObject();
    }

    private static ImportLine Read(JsonElement item) => new(
        item.GetProperty("line").GetInt64(),
        SnakeCase.Parse<Verdict>(item.GetProperty("verdict").GetString()!),
        FindText(item, "reason"),
        FindText(item, "transaction_id"),
        FindText(item, "field"),
        FindText(item, "raw"))
    {
        Match = item.TryGetProperty("match", out var match) ? match.Deserialize(MatchJson.Default.MatchTrace) : null,
    };

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string? FindText(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <summary>The user's own exchange rates, which stand in one row; a single array.</summary>
internal static class ManualRatesJson
{
    internal static void Write(Utf8JsonWriter json, ManualRates rates)
    {
        json.WriteStartArray();
        foreach (var rate in rates.All)
        {
            json.WriteStartObject();
            json.WriteString("date", LedgerDates.Format(rate.Date));
            json.WriteString("base", rate.Base.Code);
            json.WriteString("currency", rate.Currency.Code);
            json.WriteNumber("rate", rate.Rate);
            json.WriteNumber("version", rate.Version);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static ManualRates Read(JsonElement array) => ManualRates.Of(array.EnumerateArray().Select(item => new ManualRate(
        Days.Read(item, "date"),
        Currency.Of(item.GetProperty("base").GetString()!),
        Currency.Of(item.GetProperty("currency").GetString()!),
        item.GetProperty("rate").GetDecimal(),
        item.GetProperty("version").GetInt64())));
}
