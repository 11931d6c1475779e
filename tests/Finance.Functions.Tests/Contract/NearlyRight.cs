using System.Text.Json.Nodes;

namespace Finance.Functions.Tests.Contract;

/// <summary>
/// Makes requests of an operation of the OpenAPI document that are nearly right: its examples, with values of other kinds and sizes, with
/// members that are missing, unknown or broken off. The same seed makes the same requests.
/// </summary>
/// <param name="ids">Ids that name something, for the places of a path.</param>
internal sealed class NearlyRight(JsonNode operation, IReadOnlyList<string> ids, int seed)
{
    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1.5", "0.001", "1e30", "99999999999999999999", "\"\"", "\" \"", "\"x\"", "\"2026-02-30\"", "\"9999-12-31\"",
        "\"0001-01-01\"", "\"\\u0000\"", "\"\\u202e\\u0007\"", "\"💥💥\"", "\"<script>alert(1)</script>\"", "\"'; DROP TABLE x;--\"",
        "\"../../x\"", "\"NaN\"", "\"1,000.50\"", "[]", "{}", "[[]]", "[null]", "{\"a\": 1}", "\"USD\"", "\"JPY\"",
        $"\"{new string('A', 5_000)}\"", $"[{string.Join(',', Enumerable.Repeat("\"x\"", 600))}]",
    ];

    private static readonly (string Name, string Value)[] OddHeaders =
    [
        ("If-Match", "*"), ("If-Match", "\"x\""), ("If-Match", "W/\"1\", \"2\""), ("If-Match", "x"), ("If-None-Match", "*"), ("If-None-Match", "x"),
        ("Idempotency-Key", "k"), ("Idempotency-Key", new string('x', 300)), ("Idempotency-Key", "a b"), ("X-Ledger", "x"),
        ("X-Ledger", "00000000-0000-0000-0000-000000000000"),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The path with something in its places, and a query.</summary>
    internal string Target(string path)
    {
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = parameter!["name"]?.GetValue<string>();
            switch (parameter["in"]?.GetValue<string>())
            {
                case "path":
                    path = path.Replace($"{{{name}}}", Uri.EscapeDataString(Chance(0.8) ? Pick(ids) : Unquoted(Pick(Odd), 40)), StringComparison.Ordinal);
                    break;
                case "query" when Chance(0.3):
                    var value = Chance(0.5) && parameter["example"] is { } example ? example.ToString() : Unquoted(Pick(Odd), 1_000);
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
                    break;
            }
        }

        if (Chance(0.05))
        {
            query.Add("unheard_of=1");
        }

        if (query.Count > 0 && Chance(0.05))
        {
            query.Add(query[0]);
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>JSON or what once was; null where the operation takes none.</summary>
    internal string? Body()
    {
        if (operation["requestBody"]?["content"]?["application/json"]?["example"] is not { } example)
        {
            return null;
        }

        var body = Chance(0.85) ? Altered(example) : example.DeepClone();
        var text = body?.ToJsonString() ?? "null";
        return _random.Next(40) switch
        {
            0 => text[..(text.Length / 2)],
            1 => new string('[', 2_000),
            2 => """{"a": "\ud800"}""",
            _ => text,
        };
    }

    internal (string Name, string Value)[] Headers() => Chance(0.25) ? [Pick(OddHeaders)] : [];

    private JsonNode? Altered(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when Chance(0.85):
                var (name, member) = members.ElementAt(_random.Next(members.Count));
                var altered = members.DeepClone().AsObject();
                altered.Remove(name);
                if (Chance(0.1))
                {
                    altered[$"{name}x"] = 1;
                }
                else if (Chance(0.85))
                {
                    altered[name] = Altered(member);
                }

                return altered;
            case JsonArray { Count: > 0 } items when Chance(0.7):
                var at = _random.Next(items.Count);
                var list = items.DeepClone().AsArray();
                list[at] = Altered(items[at]);
                return list;
            default:
                return JsonNode.Parse(Pick(Odd));
        }
    }

    private static string Unquoted(string json, int longest)
    {
        var text = JsonNode.Parse(json) is JsonValue value ? value.ToString() : json;
        return text.Length == 0 ? "x" : text[..Math.Min(text.Length, longest)];
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>A seed that is the same in every process.</summary>
    internal static int SeedOf(string text) => text.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter));
}
