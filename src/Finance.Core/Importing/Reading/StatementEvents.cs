namespace Finance.Core.Importing.Reading;

public enum StatementEventKind
{
    None,
    StatementStart,
    Entry,
    RowError,
    StatementEnd,
}

/// <summary>What a statement says before its entries. Whatever the file does not say is null.</summary>
/// <param name="AccountId">The account's number as the file writes it.</param>
/// <param name="BankId">OFX: BANKID or BROKERID.</param>
/// <param name="AccountType">OFX: ACCTTYPE as written (CHECKING, SAVINGS, …), CREDITCARD or INVESTMENT.</param>
/// <param name="Currency">The currency's code as written; a reader does not check it.</param>
public sealed record StatementHead(string? AccountId, string? BankId, string? AccountType, string? Currency, DateOnly? From, DateOnly? To)
{
    public static readonly StatementHead Empty = new(null, null, null, null, null, null);
}

/// <summary>What a statement says after its entries: balances and the days they hold.</summary>
public sealed record StatementTail(StatementBalance? Ledger, StatementBalance? Available)
{
    public static readonly StatementTail Empty = new(null, null);
}

public sealed record StatementBalance(StatementAmount Amount, DateOnly? AsOf);

/// <summary>A row that could not be taken. The other rows are not affected.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Ordinal">The row's number among the file's rows, from 1: a file without line breaks has many rows in line 1.</param>
/// <param name="Field">The column's header, the role, or the OFX element; empty where the whole row is meant.</param>
/// <param name="Reason">What is wrong here, the rule, and the fix.</param>
/// <param name="Raw">The offending text as written, at most 200 characters.</param>
public sealed record StatementRowError(long Line, long Ordinal, string Field, ImportError Error, string Reason, string Raw)
{
    public string Code => Error.Code;
}

/// <summary>
/// The contents of one file, pulled one event at a time: for each statement a start, entries and row errors in file order, and an end.
/// Properties belong to the event that was read last; <see cref="Entry"/> is one object, filled anew for each entry.
/// </summary>
public abstract class StatementEvents : IDisposable
{
    public StatementEventKind Kind { get; protected set; }

    /// <summary>Valid from the start of a statement to its end.</summary>
    public StatementHead Head { get; protected set; } = StatementHead.Empty;

    public StatementTail Tail { get; protected set; } = StatementTail.Empty;

    public abstract StatementEntry Entry { get; }

    public StatementRowError? RowError { get; protected set; }

    /// <summary>Moves to the next event; false at the end of the file.</summary>
    /// <exception cref="StatementChangedException">The file is not the one that was inspected, or its second reading broke off.</exception>
    public abstract bool Read();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>The source gave other bytes the second time. What was read so far must not be kept as the whole.</summary>
public sealed class StatementChangedException(string message) : IOException(message);
