using Finance.Faults.Tests.Running;

namespace Finance.Faults.Tests.Ledgers;

/// <summary>A user who keeps a ledger from two devices at once.</summary>
/// <param name="neighbour">The seed of the user whom they send money.</param>
internal sealed class ScriptedUser(AppPair apps, HttpMessageInvoker http, int seed, int neighbour)
{
    private readonly PatientClient _client = new(apps, http, NameOf(seed), "a", seed);
    private readonly LedgerScript _first = Script(apps, http, "b", seed, neighbour);
    private readonly LedgerScript _second = Script(apps, http, "c", seed, neighbour);

    internal string Name { get; } = NameOf(seed);

    internal async Task RunAsync()
    {
        (await _client.PostAsync("/api/auth/register", $$"""{"username": "{{Name}}"}""")).Expect(201);
        await Task.WhenAll(_first.RunAsync(), _second.RunAsync());
    }

    /// <summary>What the ledger holds but should not, should but does not, or cannot agree with itself on.</summary>
    /// <param name="payments">Takes in what the ledger has of them.</param>
    internal async Task<IReadOnlyList<string>> DifferencesAsync(Guid id, Payments payments)
    {
        var told = Expected.Differences(payments.Collect(await _client.TransactionsAsync())).ToList();
        var verified = (await _client.PostAsync($"/api/system/ledgers/{id}/verify", "{}")).Expect(200).Json.GetProperty("differences").ToString();
        return [.. told.Concat(verified == "[]" ? [] : [verified]).Select(difference => $"{Name}: {difference}")];
    }

    /// <summary>Where everything stands that the user sent to another.</summary>
    internal async Task<IReadOnlyList<(string Id, long Amount, string Status)>> SentAsync()
    {
        var sent = new List<(string Id, long Amount, string Status)>();
        foreach (var (id, amount) in Expected.Payments)
        {
            var transfer = (await _client.GetAsync($"/api/transfers/{id}")).Expect(200).Json;
            sent.Add((id, amount, transfer.GetProperty("status").GetString()!));
        }

        return sent;
    }

    private ExpectedLedger Expected => ExpectedLedger.Of(_first.Expected, _second.Expected);

    private static LedgerScript Script(AppPair apps, HttpMessageInvoker http, string device, int seed, int neighbour)
    {
        var own = (seed * 31) + device[0];
        return new LedgerScript(new PatientClient(apps, http, NameOf(seed), device, own), NameOf(neighbour), device, own);
    }

    private static string NameOf(int seed) => $"user{seed}";
}
