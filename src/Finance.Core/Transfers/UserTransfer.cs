using Finance.Core.Transactions;

namespace Finance.Core.Transfers;

public enum TransferDirection
{
    Sent,
    Received,
}

public enum TransferStatus
{
    /// <summary>It left the sender's ledger; whether it has arrived is not known there yet.</summary>
    Pending,

    /// <summary>Both ledgers hold it.</summary>
    Completed,

    /// <summary>Neither ledger holds it.</summary>
    Cancelled,
}

/// <summary>Why a transfer was cancelled. Says no more of the other user than that they could not be reached.</summary>
public enum TransferReason
{
    /// <summary>The sender asked for it before it had arrived.</summary>
    Requested,

    /// <summary>The other user is not there any more.</summary>
    RecipientUnavailable,

    /// <summary>The other ledger could not take it.</summary>
    NotTaken,
}

/// <summary>Money that one user gave another, as the ledger of one of them has it.</summary>
public sealed record UserTransfer
{
    /// <summary>The same in both ledgers.</summary>
    public required string Id { get; init; }

    public required TransferDirection Direction { get; init; }

    public required TransferStatus Status { get; init; }

    /// <summary>The username that the other had then.</summary>
    public required string Counterparty { get; init; }

    /// <summary>What was sent, in the sender's currency.</summary>
    public required Money Amount { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>What the sender says it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The entry in this ledger; null where it was taken back.</summary>
    public TransactionId? Entry { get; init; }

    /// <summary>Only of one that was cancelled.</summary>
    public TransferReason? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was completed or cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The version of the ledger that last changed it.</summary>
    public long Version { get; init; }

    /// <summary>Where it goes; only in the sender's ledger, and only while it is pending.</summary>
    internal TransferTarget? Target { get; init; }

    /// <summary>Whether the ledger's user has anything to see of it: what stands in for one that must not arrive is nothing to them.</summary>
    internal bool IsShown => Direction == TransferDirection.Sent || Status == TransferStatus.Completed;
}

/// <param name="Incarnation">Of the ledger that was there when it was sent: it must not arrive in a later one of the same user.</param>
internal sealed record TransferTarget(UserId User, string Incarnation);

/// <summary>A transfer as it is asked for. What is null is not given.</summary>
public sealed record NewTransfer
{
    /// <summary>Username of who gets it.</summary>
    public required string To { get; init; }

    public required AmountText Amount { get; init; }

    /// <summary>Where the money leaves; null means the profile's default account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Of the sender's own entry; the other user does not see it.</summary>
    public string? CategoryId { get; init; }

    /// <summary>Null means today in the user's zone.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Told to the other user too.</summary>
    public string? Description { get; init; }

    /// <summary>Of the sender's own entry; the other user does not see them.</summary>
    public string? Notes { get; init; }
}

/// <summary>Which transfers are asked for; null for any.</summary>
public sealed record TransferFilter(TransferDirection? Direction, TransferStatus? Status)
{
    internal bool Holds(UserTransfer transfer) => transfer.IsShown
        && (Direction is not { } direction || transfer.Direction == direction)
        && (Status is not { } status || transfer.Status == status);
}
