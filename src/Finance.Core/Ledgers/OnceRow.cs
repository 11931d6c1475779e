using Finance.Core.Storage;

namespace Finance.Core.Ledgers;

/// <summary>The answer to a request with an <c>Idempotency-Key</c>, kept in the same commit as what the request did.</summary>
internal static class OnceRow
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // A property holds 32K characters.
    private const int PartChars = 30_000;

    internal static Row Write(UserId owner, Idempotency idempotency, RecordedResponse response, DateTimeOffset now)
    {
        var row = new Row(owner.ToString(), LedgerKeys.Once(idempotency.Key))
            .Set("Fingerprint", idempotency.Fingerprint)
            .Set("At", now)
            .Set("Status", response.Status)
            .Set("Location", response.Location)
            .Set("ResponseETag", response.ETag);
        for (var part = 0; response.Body is { } body && part * PartChars < body.Length; part++)
        {
            row.Set($"Body{part}", body.Substring(part * PartChars, Math.Min(PartChars, body.Length - (part * PartChars))));
        }

        return row;
    }

    /// <summary>The answer to give, or the refusal of a key that belongs to another request; null when the key is free again.</summary>
    internal static Error? Judge(Row row, Idempotency idempotency, DateTimeOffset now)
    {
        if (row.Instant("At") + Lifetime < now)
        {
            return null;
        }

        return row.Text("Fingerprint") == idempotency.Fingerprint
            ? Errors.IdempotentReplay(new RecordedResponse(row.Int("Status"), Body(row), row.FindText("Location"), row.FindText("ResponseETag")))
            : Errors.IdempotencyKeyReused();
    }

    private static string? Body(Row row)
    {
        var body = row.FindText("Body0");
        for (var part = 1; row.FindText($"Body{part}") is { } next; part++)
        {
            body += next;
        }

        return body;
    }
}
