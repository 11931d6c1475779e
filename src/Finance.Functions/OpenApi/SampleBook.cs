using System.Text.Json.Nodes;

namespace Finance.Functions.OpenApi;

/// <summary>Values for examples where the reader of a field, or its type, has none.</summary>
internal static class SampleBook
{
    private const string Id = "7k2m9x4q1w8z";
    private const string TransactionId = "01kgh2v9d-0004-7k2m9x4q";

    private static readonly Dictionary<string, JsonNode> ByName = new(StringComparer.Ordinal)
    {
        ["name"] = "Groceries",
        ["template_name"] = "Rent",
        ["description"] = "Lunch",
        ["payee"] = "Corner Bakery",
        ["notes"] = "Shared with Ada",
        ["tag"] = "lunch",
        ["number"] = "AT611904300234573201",
        ["color"] = "#7a4b2a",
        ["icon"] = "coffee",
        ["payment_method"] = "card",
        ["location"] = "Vienna",
        ["username"] = "ada",
        ["timezone"] = "Europe/Vienna",
        ["title"] = "Eating out is at 85 percent",
        ["detail"] = "170.00 of 200.00 EUR are spent, 9 days before the month ends.",
        ["suggestion"] = "Keep to 3.30 EUR a day until then.",
        ["secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ["file_name"] = "february.csv",
        ["kind"] = "csv",
        ["format"] = "csv",
        ["encoding"] = "utf-8",
        ["delimiter"] = "semicolon",
        ["date_order"] = "dmy",
        ["date_format"] = "dd.MM.yyyy",
        ["decimal_mark"] = "comma",
        ["sign"] = "signed",
        ["reason"] = "The date is no day of the calendar.",
        ["field"] = "date",
        ["raw"] = "31.02.2026",
        ["because"] = "Days above 12 stand first.",
        ["why"] = "03.04.2026 is a day either way.",
        ["explanation"] = "The 1st is a Sunday; moved to the day after.",
        ["every"] = "month",
        ["code"] = "ambiguous_format",
        ["setting"] = "date_order",
        ["parameter"] = "date_order",
        ["value"] = "dmy",
        ["method"] = "PUT",
        ["outcome_at"] = "/api/imports",
        ["etag"] = "\"v12\"",
        ["trace_id"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        ["url"] = "https://hooks.example.com/finance",
        ["limit"] = 50,
        ["line"] = 3,
        ["exponent"] = 2,
        ["rate"] = 1.0834m,
        ["share"] = 0.25m,
        ["percent"] = 85.0m,
        ["balance"] = 1250.00m,
        ["running_balance"] = 1250.00m,
        ["opening_balance"] = 250.00m,
        ["net_worth"] = 15200.00m,
        ["income"] = 2400.00m,
        ["expenses"] = 1830.50m,
        ["net"] = 569.50m,
        ["savings_rate"] = 0.237m,
        ["status"] = 200,
        ["year"] = 2026,
        ["transaction_count"] = 42,
        ["deleted"] = true,
        ["is_default"] = true,
        ["is_active"] = true,
        ["auto_create"] = true,
        ["active"] = true,
        ["dry_run"] = true,
    };

    /// <returns>Null where the name says nothing, or speaks of another type.</returns>
    internal static JsonNode? Find(string name, string type) =>
        ByName.TryGetValue(name, out var value) && IsOf(value, type) ? value.DeepClone()
        : type != "string" ? null
        : name is "transaction_id" ? TransactionId
        : name is "id" || name.EndsWith("_id", StringComparison.Ordinal) ? Id
        : null;

    internal static JsonNode? ByPattern(string pattern) => pattern switch
    {
        "^[A-Z]{3}$" => "EUR",
        "^[0-9]{4}-[0-9]{2}$" => "2026-02",
        "^[0-9a-z-]{1,64}$" => Id,
        _ => null,
    };

    internal static JsonNode ByFormat(string? format) => format switch
    {
        "date" => "2026-02-03",
        "date-time" => "2026-02-03T04:05:06.789Z",
        "uuid" => "6f1d2c3b-4a59-4e87-9c10-2b3d4e5f6a7b",
        "uri" => "https://example.com/",
        _ => "text",
    };

    private static bool IsOf(JsonNode value, string type) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => type == "string",
        System.Text.Json.JsonValueKind.Number => type is "number" or "integer",
        _ => type == "boolean",
    };
}
