namespace Finance.Core.Nightly;

/// <summary>Learns how a nightly run goes. What it is told holds no personal data.</summary>
public interface INightlyObserver
{
    /// <summary>Something was left as it was, to be tried again the next night; the run goes on.</summary>
    void OnFailure(NightlyFailure failure);

    void OnEnd(NightlyReport report);
}

/// <param name="Kind">Of the items in the due index: <c>recurring</c>, <c>erasure</c>.</param>
/// <param name="Subject">
/// What of the ledger: an id, or as the due index names the first of what was due; null where it is the ledger itself, or the whole kind.
/// </param>
/// <param name="Reason">An error's code with the names of its fields, or the type of an exception.</param>
/// <param name="Exception">Null where the failure was a refusal.</param>
public sealed record NightlyFailure(string Kind, string? Subject, string Reason, Exception? Exception)
{
    /// <summary>Whether a visit ended without a failure because the ledger is gone, or is going, or because its user is suspended.</summary>
    internal static bool IsNone(Error error) =>
        error.Code == Errors.NotRegistered().Code || error.Code == Errors.LedgerErasing().Code || error.Code == Errors.SuspendedCode;

    internal static NightlyFailure Of(string kind, string? subject, Error error)
    {
        var fields = error.Fields is { Count: > 0 } named ? $" ({string.Join(", ", named.Keys)})" : string.Empty;
        return new NightlyFailure(kind, subject, error.Code + fields, null);
    }

    internal static NightlyFailure Of(string kind, string? subject, Exception exception) =>
        new(kind, subject, exception.GetType().Name, exception);
}
