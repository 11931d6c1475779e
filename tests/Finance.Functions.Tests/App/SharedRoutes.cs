using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Finance.Functions.Tests.App;

/// <summary>A row of the table in <c>docs/api.md</c> that says which grants open which route.</summary>
/// <param name="Access">What it takes: <c>owner</c>, <c>read</c> or <c>edit</c>.</param>
/// <param name="Grants">Kinds of grants that open it.</param>
internal sealed partial record SharedRoute(string Route, string Access, IReadOnlyList<string> Grants)
{
    internal static IReadOnlyList<SharedRoute> All { get; } = [.. Row().Matches(Section()).Select(row => new SharedRoute(
        row.Groups["route"].Value,
        row.Groups["access"].Value,
        row.Groups["grants"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))];

    private static string Section([CallerFilePath] string thisFile = "")
    {
        var document = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "api.md"));
        var from = document.IndexOf("### What a grant opens", StringComparison.Ordinal);
        return document[from..document.IndexOf("\n## ", from, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^\| (?<route>[A-Z]+ /api/\S+) \| (?<access>owner|read|edit) \| (?<grants>[a-z, ]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

/// <summary>Requests that every route takes, on a ledger that holds what they name.</summary>
internal sealed class SharedSamples
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Guid _owner;

    private SharedSamples(Guid owner) => _owner = owner;

    internal string Category => _ids["category"];

    internal static async Task<SharedSamples> CreateAsync(UserClient owner)
    {
        var samples = new SharedSamples(owner.Id);
        async Task AddAsync(string name, string path, string json) => samples._ids[name] = await owner.CreateIdAsync(path, json);
        await AddAsync("account", "accounts", """{"name": "Spare", "type": "cash"}""");
        await AddAsync("category", "categories", """{"name": "Shared", "type": "expense", "budget_limit": 10}""");
        await AddAsync("other", "categories", """{"name": "Spare", "type": "expense"}""");
        await AddAsync("entry", "transactions", $$"""{"type": "expense", "amount": 1, "category_id": "{{samples.Category}}"}""");
        await AddAsync("budget", "budgets", """{"name": "Spare", "amount": 1, "period": "daily", "start_date": "2026-01-01"}""");
        await AddAsync("goal", "goals", """{"name": "Spare", "target_amount": 9, "goal_type": "savings"}""");
        await AddAsync("template", "recurring", """
            {"template_name": "Spare", "transaction": {"type": "income", "amount": 1}, "frequency": "daily", "start_date": "2199-01-01"}
            """);
        await AddAsync("profile", "import/profiles", """{"name": "Bank", "date_order": "dmy"}""");
        await AddAsync("webhook", "webhooks", """{"url": "http://127.0.0.1:9/hook"}""");
        samples._ids["import"] = (await owner.ImportAsync("Date,Amount\n2026-01-31,-1.00\n"u8.ToArray())).GetProperty("id").GetString()!;
        return samples;
    }

    /// <summary>The path below <c>/api/</c>, and the body if the route takes one.</summary>
    internal (string Path, string? Json) Of(string route)
    {
        var path = route.Split(' ')[1]["/api/".Length..];
        var noun = path.Split('/')[0];
        path = path.Replace("{contributionId}", "zzzzzzzzzzzz", StringComparison.Ordinal)
            .Replace("{categoryId}", Category, StringComparison.Ordinal)
            .Replace("{userId}", _owner.ToString(), StringComparison.Ordinal)
            .Replace("{id}", IdOf(route, path, noun), StringComparison.Ordinal);
        return (path + QueryOf(route), BodyOf(route));
    }

    private string IdOf(string route, string path, string noun) => noun switch
    {
        "accounts" => _ids["account"],
        "categories" => route.StartsWith("DELETE", StringComparison.Ordinal) ? _ids["other"] : Category,
        "transactions" => _ids["entry"],
        "budgets" => _ids["budget"],
        "goals" => _ids["goal"],
        "recurring" when !path.Contains("detected", StringComparison.Ordinal) => _ids["template"],
        "import" => _ids["profile"],
        "imports" => _ids["import"],
        "webhooks" => _ids["webhook"],
        _ => "zzzzzzzzzzzz",
    };

    private static string QueryOf(string route) => route switch
    {
        "GET /api/export" => "?format=csv",
        "GET /api/users/search" => "?q=user",
        "DELETE /api/currencies/rates" => "?date=2026-01-01&base=EUR&currency=USD",
        "POST /api/webhooks/{id}/replay" => "?from=1",
        _ => string.Empty,
    };

    private string? BodyOf(string route) => route switch
    {
        "POST /api/accounts" => """{"name": "More", "type": "cash"}""",
        "POST /api/accounts/{id}/reconcile" => """{"statement_date": "2026-01-31", "statement_balance": 0}""",
        "POST /api/auth/register" => """{"username": "somebody"}""",
        "POST /api/budgets" => """{"name": "More", "amount": 1, "period": "daily", "start_date": "2026-01-01"}""",
        "POST /api/budgets/from-template" => """{"template": "last-month"}""",
        "POST /api/categories" => """{"name": "More", "type": "expense"}""",
        "POST /api/currencies/convert" => """{"amount": 1, "from": "EUR", "to": "USD"}""",
        "PUT /api/currencies/rates" => """{"date": "2026-01-01", "base": "EUR", "currency": "USD", "rate": 1.1}""",
        "POST /api/envelopes/assign" => """{"rule": "last-month"}""",
        "POST /api/envelopes/move" => $$"""{"from": "{{Category}}", "to": "{{_ids["other"]}}", "amount": 1}""",
        "PUT /api/envelopes/{categoryId}" => """{"assigned": 1}""",
        "POST /api/goals" => """{"name": "More", "target_amount": 1, "goal_type": "savings"}""",
        "POST /api/goals/{id}/contribute" => """{"amount": 1}""",
        "POST /api/import/profiles" => """{"name": "More", "date_order": "mdy"}""",
        "POST /api/import/upload-url" => $$"""{"account_id": "{{_ids["account"]}}"}""",
        "POST /api/notifications/read" => """{"all": true}""",
        "POST /api/recurring" => """
            {"template_name": "More", "transaction": {"type": "income", "amount": 1}, "frequency": "daily", "start_date": "2199-01-01"}
            """,
        "POST /api/transactions" => $$"""{"type": "expense", "amount": 1, "category_id": "{{Category}}"}""",
        "POST /api/transactions/bulk" => $$"""
            {"operations": [{"op": "categorize", "id": "{{_ids["entry"]}}", "category_id": "{{Category}}"}]}
            """,
        "POST /api/transfers" => """{"to": "nobody", "amount": 1}""",
        "POST /api/transactions/convert" => $$"""{"transaction_id": "{{_ids["entry"]}}"}""",
        "POST /api/users/share-permission" => """{"grantee": "nobody", "access": "read", "scope": {"kind": "all"}}""",
        "POST /api/webhooks" => """{"url": "http://127.0.0.1:9/more"}""",
        _ when route.StartsWith("GET", StringComparison.Ordinal) || route.StartsWith("DELETE", StringComparison.Ordinal) => null,
        _ => "{}",
    };
}
