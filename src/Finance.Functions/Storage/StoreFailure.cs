using System.Globalization;
using Azure;
using Azure.Data.Tables.Models;
using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>
/// What a failure of the storage client means to the port. What is neither a refusal nor an absence is a bug and stays as it is.
/// </summary>
internal static class StoreFailure
{
    /// <returns>How a commit was refused; null where the failure is none of the refusals that a caller can expect.</returns>
    public static CommitStatus? Refusal(RequestFailedException failure) => (failure.Status, failure.ErrorCode) switch
    {
        (409, { } code) when code == TableErrorCode.EntityAlreadyExists => CommitStatus.AlreadyExists,
        (412, _) => CommitStatus.VersionChanged,
        (404, { } code) when code == TableErrorCode.ResourceNotFound || code == TableErrorCode.EntityNotFound => CommitStatus.Missing,
        _ => null,
    };

    /// <param name="asked">The caller's own token.</param>
    /// <returns>What to throw where the store is away or too busy; null where it is not.</returns>
    public static StoreUnavailableException? Unavailable(string call, string table, Exception failure, CancellationToken asked) =>
        Absence(failure, asked) is { } what
            ? new StoreUnavailableException($"The table storage failed to {call} in '{table}': {what}.", failure)
            : null;

    private static string? Absence(Exception failure, CancellationToken asked) => failure switch
    {
        RequestFailedException { Status: 0 } => "no connection",
        RequestFailedException { Status: 408 or 429 or >= 500 } answer =>
            string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.ErrorCode}").TrimEnd(),
        // The client's own network timeout is a cancellation that nobody asked for.
        OperationCanceledException when !asked.IsCancellationRequested => "no answer in time",
        // What the client throws after its last try: the failure of each.
        AggregateException many when many.InnerExceptions.All(inner => Absence(inner, asked) is not null) => "no answer to any try",
        HttpRequestException or IOException => "connection lost",
        _ => null,
    };
}
