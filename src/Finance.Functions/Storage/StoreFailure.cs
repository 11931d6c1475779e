using System.Globalization;
using Azure;
using Azure.Data.Tables.Models;
using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>What a failure of the storage client means to the port. What is neither a refusal nor an absence is a bug and stays as it is.</summary>
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

    /// <returns>What to throw where the store is away or too busy; null where it is not.</returns>
    public static StoreUnavailableException? Unavailable(string call, string table, Exception failure, CancellationToken cancellationToken) =>
        failure switch
        {
            RequestFailedException { Status: 0 } => Unavailable(call, table, "no connection", failure),
            RequestFailedException { Status: 408 or 429 or >= 500 } answer => Unavailable(
                call, table, string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.ErrorCode}"), failure),
            // The client's own network timeout is a cancellation that nobody asked for.
            OperationCanceledException when !cancellationToken.IsCancellationRequested => Unavailable(call, table, "no answer in time", failure),
            // What the client throws after its last try: every try's failure.
            AggregateException many when many.InnerExceptions.All(
                inner => Unavailable(call, table, inner, cancellationToken) is not null) => Unavailable(call, table, "no answer to any try", failure),
            HttpRequestException or IOException => Unavailable(call, table, "connection lost", failure),
            _ => null,
        };

    private static StoreUnavailableException Unavailable(string call, string table, string what, Exception failure) =>
        new($"The table storage failed to {call} in '{table}': {what}.", failure);
}
