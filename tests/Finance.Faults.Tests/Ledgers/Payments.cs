using System.Text.Json;

namespace Finance.Faults.Tests.Ledgers;

/// <summary>Money that users sent one another, as it stands in the ledgers of all of them.</summary>
internal sealed class Payments
{
    private readonly Dictionary<string, List<long>> _entries = [];

    /// <summary>Takes in a ledger's payments.</summary>
    /// <returns>Its other transactions.</returns>
    internal IReadOnlyList<JsonElement> Collect(IReadOnlyList<JsonElement> transactions)
    {
        var others = new List<JsonElement>();
        foreach (var transaction in transactions)
        {
            if (transaction.GetProperty("transfer_id").GetString() is { } id)
            {
                _entries.TryAdd(id, []);
                _entries[id].Add(ExpectedEntry.Of(transaction).Amount);
            }
            else
            {
                others.Add(transaction);
            }
        }

        return others;
    }

    /// <summary>What was not paid once on both sides, nor on neither.</summary>
    /// <param name="sent">Every payment that its sender was told of, with where it stands.</param>
    internal IEnumerable<string> Differences(IReadOnlyDictionary<string, (long Amount, string Status)> sent)
    {
        foreach (var (id, (amount, status)) in sent)
        {
            long[] expected = status == "completed" ? [-amount, amount] : [];
            if (status == "pending" || !_entries.GetValueOrDefault(id, []).Order().SequenceEqual(expected))
            {
                yield return $"payment {id} of {amount}, {status}: {string.Join(", ", _entries.GetValueOrDefault(id, []))}";
            }
        }

        foreach (var id in _entries.Keys.Except(sent.Keys))
        {
            yield return $"payment {id}, which nobody was told of: {string.Join(", ", _entries[id])}";
        }
    }
}
