namespace Finance.Core.Importing.Reading;

/// <summary>
/// What the caller, or a saved profile, says about a file. Whatever is null is worked out from the file; naming one setting leaves the
/// others to be inferred.
/// </summary>
public sealed record ReadingChoices
{
    public static readonly ReadingChoices None = new();

    public StatementKind? Kind { get; init; }

    /// <summary>A name of <see cref="Text.StatementEncoding"/>.</summary>
    public string? Encoding { get; init; }

    public char? Delimiter { get; init; }

    public DateOrder? DateOrder { get; init; }

    /// <summary>A pattern such as <c>dd/MM/yyyy</c>; only the order of its letters counts. <see cref="DateOrder"/> wins over it.</summary>
    public string? DateFormat { get; init; }

    /// <summary><c>.</c> or <c>,</c>.</summary>
    public char? DecimalMark { get; init; }

    public SignConvention? Sign { get; init; }

    /// <summary>The line of the header row, from 1; 0 where the file has none.</summary>
    public int? HeaderLine { get; init; }

    /// <summary>Role → the header's own words for it, or a column number from 1. Columns that are not named are inferred.</summary>
    public IReadOnlyDictionary<ColumnRole, string>? Columns { get; init; }

    /// <summary>Whether columns that <see cref="Columns"/> does not name are left alone.</summary>
    internal bool NamesAllColumns { get; init; }

    internal DateOrder? Order => DateOrder ?? OrderOf(DateFormat);

    private static DateOrder? OrderOf(string? pattern)
    {
        if (pattern is null)
        {
            return null;
        }

        var day = pattern.IndexOf('d', StringComparison.OrdinalIgnoreCase);
        var month = pattern.IndexOf('M', StringComparison.Ordinal);
        var year = pattern.IndexOf('y', StringComparison.OrdinalIgnoreCase);
        return (day, month, year) switch
        {
            ( < 0, _, _) or (_, < 0, _) or (_, _, < 0) => null,
            _ when year < month && year < day => Reading.DateOrder.Ymd,
            _ when month < day => Reading.DateOrder.Mdy,
            _ => Reading.DateOrder.Dmy,
        };
    }
}
