using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading;

/// <summary>One column of a CSV statement.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Header">The header's words; empty in a file without header.</param>
public sealed record StatementColumn(int Index, ColumnRole Role, string Header);

/// <summary>How a file is written: all that <see cref="StatementReader.Read"/> needs to read it, and what the import shows.</summary>
public sealed record StatementFormat
{
    public required StatementKind Kind { get; init; }

    /// <summary>OFX: the version its header states, such as <c>102</c> or <c>211</c>.</summary>
    public string? Version { get; init; }

    /// <summary>OFX: whether the file is held to the schema's rule that a statement names its currency; OFX 1 files are not.</summary>
    public bool RequiresCurrency { get; init; }

    public required StatementEncoding Encoding { get; init; }

    /// <summary>CSV only.</summary>
    public char? Delimiter { get; init; }

    /// <summary>CSV: the line of the header row, from 1; 0 where there is none. Everything above it is preamble.</summary>
    public int HeaderLine { get; init; }

    /// <summary>CSV: the line where the rows begin; what stands above is preamble and header.</summary>
    public long FirstLine { get; init; }

    /// <summary>CSV: fields in most rows.</summary>
    public int FieldCount { get; init; }

    /// <summary>CSV: fields that a row must have; any beyond them are empty.</summary>
    public int MinFieldCount { get; init; }

    public IReadOnlyList<StatementColumn> Columns { get; init; } = [];

    /// <summary>Null where no date of the file could be read two ways.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>How the first date is written, as a pattern: <c>dd.MM.yyyy</c>.</summary>
    public string? DateFormat { get; init; }

    public char DecimalMark { get; init; } = '.';

    public SignConvention Sign { get; init; }

    /// <summary>With <see cref="SignConvention.DebitCredit"/>: amounts in the debit column carry a minus.</summary>
    public bool DebitIsNegative { get; init; }

    /// <summary>
    /// With <see cref="SignConvention.DebitCredit"/>: amounts in the credit column carry a minus and come in all the same.
    /// </summary>
    public bool CreditIsNegative { get; init; }

    /// <summary>The fee column is taken off each amount, as the balance column proves.</summary>
    public bool DeductsFee { get; init; }

    /// <summary>Whether rows run from old to new, where the file tells.</summary>
    public RowOrder? Order { get; init; }

    /// <summary>The currency that the header of the amount column states, such as <c>Amount (EUR)</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>CSV: the own account's number, where a line above the table states it.</summary>
    public string? AccountId { get; init; }
}
