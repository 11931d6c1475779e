namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Where the table of a CSV statement lies, and what its columns are.</summary>
/// <param name="HeaderLine">0 where there is no header.</param>
/// <param name="MinFields">Fields that every row has; any beyond <paramref name="FieldCount"/> or this must be empty.</param>
/// <param name="Preamble">The rows above the table.</param>
/// <param name="Rows">The sample's rows of the table, and what follows it.</param>
/// <param name="GoodRows">Rows with a date and an amount where they should be.</param>
internal sealed record CsvTable(
    CsvSample Sample,
    int HeaderLine,
    string[] Header,
    int FieldCount,
    int MinFields,
    IReadOnlyList<StatementColumn> Columns,
    IReadOnlyList<CsvRow> Preamble,
    IReadOnlyList<CsvRow> Rows,
    int GoodRows,
    OpenQuestion? Question)
{
    public StatementColumn? this[ColumnRole role] => Columns.FirstOrDefault(column => column.Role == role);

    /// <summary>Whether every column is there that an entry needs, or asked for.</summary>
    public bool IsComplete => this[ColumnRole.Date] is not null
        && (Question is not null || Columns.Any(column => column.Role is ColumnRole.Amount or ColumnRole.Debit or ColumnRole.Credit));

    /// <summary>The line where its rows begin.</summary>
    public long FirstLine => HeaderLine > 0 ? HeaderLine + 1 : Rows.Count > 0 ? Rows[0].Line : 1;

    public static string NameOf(StatementColumn? column, ColumnRole role) =>
        column is { Header.Length: > 0 } ? column.Header : ReadingNames.Of(role);
}
