using Finance.Core.Storage;

namespace Finance.Core.Ledgers;

/// <summary>The answer to a request with an <c>Idempotency-Key</c>, kept in the same commit as what the request did.</summary>
internal static class OnceRow
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The transfer that a request began, while its end is not known.</summary>
    internal const string TransferProperty = "Transfer";

    internal const string AtProperty = "At";
    private const string StatusProperty = "Status";
    private const int RowsLookedAt = 100;
    private const int MaxSwept = 50;

    // A property holds 32K characters.
    private const int PartChars = 30_000;

    internal static Row Write(UserId owner, Idempotency idempotency, RecordedResponse response, DateTimeOffset now)
    {
        var row = Begin(owner, idempotency, now)
            .Set(StatusProperty, response.Status)
            .Set("Location", response.Location)
            .Set("ResponseETag", response.ETag);
        for (var part = 0; response.Body is { } body && part * PartChars < body.Length; part++)
        {
            row.Set($"Body{part}", body.Substring(part * PartChars, Math.Min(PartChars, body.Length - (part * PartChars))));
        }

        return row;
    }

    /// <summary>The row without an answer: for changes of several commits, each of which adds how far they are.</summary>
    internal static Row Begin(UserId owner, Idempotency idempotency, DateTimeOffset now) =>
        new Row(owner.ToString(), idempotency.RowKey).Set("Fingerprint", idempotency.Fingerprint).Set(AtProperty, now);

    /// <returns>The row of the same request; null when the key is free again. Errors: <c>idempotency_key_reused</c>.</returns>
    internal static Result<Row?> Match(Row row, Idempotency idempotency, DateTimeOffset now)
    {
        if (IsPast(row, now))
        {
            return (Row?)null;
        }

        return row.Text("Fingerprint") == idempotency.Fingerprint ? row : Errors.IdempotencyKeyReused();
    }

    /// <summary>
    /// The answer to give, or the refusal of a key that belongs to another request; null when the key is free again, or there is no answer yet.
    /// </summary>
    internal static Error? Judge(Row row, Idempotency idempotency, DateTimeOffset now)
    {
        var match = Match(row, idempotency, now);
        return match is { IsOk: true, Value: { } same } && same.Properties.ContainsKey(StatusProperty)
            ? Errors.IdempotentReplay(
                new RecordedResponse(same.Int(StatusProperty), Body(same), same.FindText("Location"), same.FindText("ResponseETag")))
            : match.Error;
    }

    /// <summary>
    /// Takes old answers away with the commit that keeps a new one, so that they do not pile up and cost no commit of their own. One in
    /// sixteen commits looks, at a stretch of the keys that is as random as they are.
    /// </summary>
    /// <param name="idempotency">Whose answer the commit keeps.</param>
    internal static async Task SweepAsync(
        LedgerDraft draft,
        LedgerReader reader,
        Idempotency idempotency,
        CancellationToken cancellationToken)
    {
        var own = idempotency.RowKey;
        var hash = own[LedgerKeys.OncePrefix.Length..];
        if (hash[0] != '0')
        {
            return;
        }

        var (looked, room) = (0, Math.Min(MaxSwept, draft.Room));
        var (from, to) = (LedgerKeys.OncePrefix + hash[1..], KeyText.After(LedgerKeys.OncePrefix));
        await foreach (var row in reader.RangeAsync(draft.Owner, from, to, [AtProperty], RowsLookedAt, cancellationToken: cancellationToken))
        {
            if (looked++ == RowsLookedAt || room <= 0)
            {
                break;
            }

            if (row.Key != own && IsPast(row, draft.Now))
            {
                draft.Stage(new RowChange(RowChangeKind.Delete, row));
                room--;
            }
        }
    }

    internal static bool IsPast(Row row, DateTimeOffset now) => row.Instant(AtProperty) + Lifetime < now;

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
