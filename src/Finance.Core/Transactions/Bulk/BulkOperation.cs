using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Bulk;

/// <summary>One of the operations of a bulk request. What is wrong with its fields is told under paths that begin inside the transaction.</summary>
public abstract record BulkOperation
{
    private BulkOperation()
    {
    }

    public sealed record Create(NewTransaction Transaction) : BulkOperation;

    /// <summary>An operation on a transaction that is there.</summary>
    /// <param name="Id">As sent; what cannot be an id names nothing.</param>
    /// <param name="IfMatch">The versions that the transaction must have one of; null for any.</param>
    public abstract record OnExisting(string Id, IfMatch? IfMatch) : BulkOperation;

    public sealed record Update(string Id, IfMatch? IfMatch, TransactionPatch Patch) : OnExisting(Id, IfMatch);

    public sealed record Delete(string Id, IfMatch? IfMatch) : OnExisting(Id, IfMatch);

    /// <param name="CategoryId">Null for uncategorised.</param>
    public sealed record Categorize(string Id, IfMatch? IfMatch, string? CategoryId) : OnExisting(Id, IfMatch);
}

/// <summary>An entry of a bulk request: an operation, or why it cannot be read as one.</summary>
/// <param name="Id">The id that the entry names, where it names one.</param>
public sealed record BulkRow(string? Id, Result<BulkOperation> Operation);

public enum BulkStatus
{
    Created,
    Updated,
    Deleted,
    Failed,
}

/// <summary>What became of one operation.</summary>
/// <param name="Id">The transaction; null where a failed operation names none.</param>
/// <param name="Version">Of the transaction after it; null where it is gone or the operation failed.</param>
/// <param name="Error">Why it failed; fields with paths that begin with <c>operations[n]</c>.</param>
public sealed record BulkOutcome(BulkStatus Status, string? Id, long? Version = null, Error? Error = null);

/// <param name="Outcomes">One for each operation, in their order.</param>
public sealed record BulkResult(IReadOnlyList<BulkOutcome> Outcomes);

/// <summary>The evidence of <c>bulk_refused</c>.</summary>
public sealed record BulkRefusal(IReadOnlyList<RefusedOperation> Failed);

/// <summary>An operation that failed and took the others of an atomic request with it.</summary>
public sealed record RefusedOperation(int Index, string? Id, string Code, string Detail, IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors);

/// <summary>The evidence of <c>bulk_too_large</c>.</summary>
/// <param name="Operations">How many were sent.</param>
/// <param name="Fitting">How many of them, from the first on, one commit holds.</param>
public sealed record BulkLimit(int Operations, int Fitting);
