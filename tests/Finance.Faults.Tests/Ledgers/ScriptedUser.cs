using Finance.Faults.Tests.Running;

namespace Finance.Faults.Tests.Ledgers;

/// <summary>A user who keeps a ledger from two devices at once.</summary>
internal sealed class ScriptedUser(AppPair apps, HttpMessageInvoker http, int seed)
{
    private readonly PatientClient _client = new(apps, http, $"user{seed}", "a", seed);
    private readonly LedgerScript _first = Script(apps, http, "b", seed);
    private readonly LedgerScript _second = Script(apps, http, "c", seed);

    internal string Name { get; } = $"user{seed}";

    internal async Task RunAsync()
    {
        (await _client.PostAsync("/api/auth/register", $$"""{"username": "{{Name}}"}""")).Expect(201);
        await Task.WhenAll(_first.RunAsync(), _second.RunAsync());
    }

    /// <summary>What the ledger holds but should not, should but does not, or cannot agree with itself on.</summary>
    internal async Task<IReadOnlyList<string>> DifferencesAsync(Guid id)
    {
        var expected = ExpectedLedger.Of(_first.Expected, _second.Expected);
        var told = expected.Differences(await _client.TransactionsAsync()).ToList();
        var verified = (await _client.PostAsync($"/api/system/ledgers/{id}/verify", "{}")).Expect(200).Json.GetProperty("differences").ToString();
        return [.. told.Concat(verified == "[]" ? [] : [verified]).Select(difference => $"{Name}: {difference}")];
    }

    private static LedgerScript Script(AppPair apps, HttpMessageInvoker http, string device, int seed)
    {
        var own = HashCode(seed, device[0]);
        return new LedgerScript(new PatientClient(apps, http, $"user{seed}", device, own), device, own);
    }

    private static int HashCode(int seed, char device) => (seed * 31) + device;
}
