using System.Globalization;
using System.Text;
using Finance.Faults.Tests.Running;

namespace Finance.Faults.Tests.Ledgers;

/// <summary>What one device of a user does, told by a seed: entries, edits, many at once, categories, statements,
/// their undoing, payments to another user, templates.</summary>
/// <param name="payee">The username of somebody whom they send money.</param>
/// <param name="name">Tells what this device enters from what the user's others do.</param>
internal sealed class LedgerScript(PatientClient client, string payee, string name, int seed)
{
    private const int Steps = 4;

    private readonly Random _random = new(seed);
    private readonly List<string> _categories = [];
    private readonly List<string> _imports = [];
    private readonly List<(string Day, string Payee, long Amount)> _statement = [];
    private int _names;

    internal ExpectedLedger Expected { get; } = new();

    internal async Task RunAsync()
    {
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(_random.Next(25));
        }
    }

    private Task StepAsync(int what) => what switch
    {
        < 6 => CreateAsync(),
        < 9 => UpdateAsync(),
        < 11 => DeleteAsync(),
        < 13 => AddCategoryAsync(),
        < 14 => MergeCategoryAsync(),
        < 17 => ImportAsync(),
        < 18 => UndoAsync(),
        < 20 => ManyAtOnceAsync(),
        < 23 => PayAsync(),
        _ => RepeatAsync(),
    };

    private async Task CreateAsync()
    {
        var entry = NewEntry();
        var created = (await client.PostAsync("/api/transactions", JsonOf(entry))).Expect(201).Json;
        Expected.Entries.Add(created.GetProperty("id").GetString()!, entry);
    }

    private async Task UpdateAsync()
    {
        if (Pick(Expected.Entries.Keys) is not { } id)
        {
            return;
        }

        var entry = NewEntry();
        (await client.PutAsync($"/api/transactions/{id}", PatchOf(entry))).Expect(200);
        Expected.Entries[id] = entry;
    }

    private async Task DeleteAsync()
    {
        if (Pick(Expected.Entries.Keys) is { } id)
        {
            // A try whose answer was lost has done it, and the next one finds nothing.
            (await client.DeleteAsync($"/api/transactions/{id}")).Expect(200, 404);
            Expected.Entries.Remove(id);
        }
    }

    /// <summary>New entries, one edit, one deletion, and one operation that must fail without spoiling the others.</summary>
    private async Task ManyAtOnceAsync()
    {
        var created = Enumerable.Range(0, _random.Next(5, 60)).Select(_ => NewEntry()).ToList();
        var operations = created.Select(entry => $$"""{"op": "create", "transaction": {{JsonOf(entry)}}}""").ToList();
        operations.Add("""{"op": "create", "transaction": {"type": "expense", "amount": 0}}""");
        var known = Expected.Entries.Keys.Order(StringComparer.Ordinal).Take(2).ToList();
        var edited = NewEntry() with { CategoryId = null };
        if (known.Count == 2)
        {
            operations.Add($$"""{"op": "delete", "id": "{{known[0]}}"}""");
            operations.Add($$"""{"op": "update", "id": "{{known[1]}}", "transaction": {{PatchOf(edited)}}}""");
        }

        var answer = await client.PostAsync("/api/transactions/bulk", $$"""{"operations": [{{string.Join(',', operations)}}]}""");
        var results = answer.Expect(200).Json.GetProperty("results").EnumerateArray().ToList();
        var failed = results.Where(result => result.GetProperty("status").GetString() == "failed").ToList();
        if (failed.Count != 1 || failed[0].GetProperty("index").GetInt32() != created.Count)
        {
            throw new InvalidOperationException($"Just operation {created.Count} was to fail: {string.Join(", ", failed)}");
        }

        foreach (var (entry, result) in created.Zip(results))
        {
            Expected.Entries.Add(result.GetProperty("id").GetString()!, entry);
        }

        if (known.Count == 2)
        {
            Expected.Entries.Remove(known[0]);
            Expected.Entries[known[1]] = edited;
        }
    }

    private async Task AddCategoryAsync()
    {
        var created = await client.PostAsync("/api/categories", $$"""{"name": "Kind {{name}}{{++_names}}", "type": "expense"}""");
        _categories.Add(created.Expect(201).Json.GetProperty("id").GetString()!);
    }

    private async Task MergeCategoryAsync()
    {
        if (_categories.Count < 2)
        {
            return;
        }

        var (gone, into) = (_categories[0], _categories[^1]);
        (await client.DeleteAsync($"/api/categories/{gone}?reassign_to={into}")).Expect(200, 404);
        _categories.RemoveAt(0);
        foreach (var (id, entry) in Expected.Entries.Where(entry => entry.Value.CategoryId == gone).ToList())
        {
            Expected.Entries[id] = entry with { CategoryId = into };
        }
    }

    /// <summary>A statement that overlaps the one before.</summary>
    private async Task ImportAsync()
    {
        var from = Math.Max(0, _statement.Count - _random.Next(10));
        for (var line = _random.Next(10, 120); line > 0; line--)
        {
            _statement.Add((Day(), $"Line {_statement.Count} of {name}", -_random.Next(1, 100_000)));
        }

        var lines = _statement[from..];
        var import = (await client.ImportAsync("/api/import", Csv(lines))).Expect(200).Json;
        if (import.GetProperty("failed").GetInt32() > 0 || import.GetProperty("status").GetString() != "completed")
        {
            throw new InvalidOperationException($"The statement was not taken: {import}");
        }

        _imports.Add(import.GetProperty("id").GetString()!);
        foreach (var (_, payee, amount) in lines)
        {
            Expected.Lines[payee] = amount;
        }
    }

    private async Task UndoAsync()
    {
        if (_imports.Count == 0)
        {
            return;
        }

        var id = _imports[^1];
        var taken = await client.TransactionsAsync($"&import_id={id}");
        (await client.DeleteAsync($"/api/imports/{id}")).Expect(200, 404);
        _imports.Remove(id);
        foreach (var entry in taken)
        {
            Expected.Lines.Remove(ExpectedEntry.Of(entry).Payee);
        }
    }

    private async Task PayAsync()
    {
        var amount = _random.Next(1, 10_000);
        var sent = await client.PostAsync("/api/transfers", $$"""{"to": "{{payee}}", "amount": {{Amount(amount)}}}""");

        // Who is not there yet can be sent nothing.
        if (sent.Expect(201, 400).Status == 201)
        {
            Expected.Payments.Add(sent.Json.GetProperty("id").GetString()!, amount);
        }
    }

    private async Task RepeatAsync()
    {
        var days = _random.Next(1, 9);
        var start = Nights.Last.AddDays(1 - days);
        var created = await client.PostAsync("/api/recurring", $$"""
            {
              "template_name": "Daily {{name}}{{++_names}}", "frequency": "daily", "start_date": "{{start:yyyy-MM-dd}}",
              "transaction": {"type": "expense", "amount": 3.25, "payee": "Daily"}
            }
            """);
        var id = created.Expect(201).Json.GetProperty("id").GetString()!;
        Expected.Occurrences[id] = [.. Enumerable.Range(0, days).Select(day => $"{start.AddDays(day):yyyy-MM-dd}")];
    }

    private ExpectedEntry NewEntry() =>
        new(-_random.Next(1, 1_000_000), Day(), $"Shop {_random.Next(50)}", _random.Next(3) > 0 ? Pick(_categories) : null);

    private static string JsonOf(ExpectedEntry entry)
    {
        var category = entry.CategoryId is { } id ? $", \"category_id\": \"{id}\"" : "";
        return $$"""{"type": "expense", "amount": {{Amount(-entry.Amount)}}, "date": "{{entry.Date}}", "payee": "{{entry.Payee}}"{{category}}}""";
    }

    private static string PatchOf(ExpectedEntry entry) =>
        entry.CategoryId is null ? JsonOf(entry).TrimEnd('}') + """, "category_id": null}""" : JsonOf(entry);

    private static string Csv(IEnumerable<(string Day, string Payee, long Amount)> lines)
    {
        var text = new StringBuilder("Date,Description,Amount\n");
        foreach (var (day, payee, amount) in lines)
        {
            text.Append(day).Append(',').Append(payee).Append(",-").Append(Amount(-amount)).Append('\n');
        }

        return text.ToString();
    }

    private static string Amount(long minor) => string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:D2}");

    private string Day() => $"{Nights.Last.AddDays(-_random.Next(20, 500)):yyyy-MM-dd}";

    private string? Pick(IReadOnlyCollection<string> from) => from.Count == 0 ? null : from.ElementAt(_random.Next(from.Count));
}
