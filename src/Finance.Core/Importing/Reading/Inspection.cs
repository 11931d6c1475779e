namespace Finance.Core.Importing.Reading;

/// <summary>What a file turned out to be before anything of it is taken.</summary>
public abstract record Inspection
{
    private Inspection()
    {
    }

    /// <summary>There is one reading.</summary>
    /// <param name="Findings">Each setting, what it was found to be, and why.</param>
    public sealed record Readable(StatementFormat Format, StatementTotals Totals, IReadOnlyList<Finding> Findings) : Inspection;

    /// <summary>Two readings or more fit the whole file. Nothing was guessed; an answer to each question makes it readable.</summary>
    /// <param name="Findings">What is settled already.</param>
    public sealed record Ambiguous(IReadOnlyList<OpenQuestion> Questions, IReadOnlyList<Finding> Findings) : Inspection;

    /// <summary>The file is not a statement that can be read, or none of its rows can.</summary>
    /// <param name="Rows">The first rows that failed, where there were rows.</param>
    public sealed record Unreadable(ImportError Error, string Detail, long? Line, IReadOnlyList<StatementRowError> Rows) : Inspection;
}

/// <summary>A setting, what it was found to be, and the evidence in words.</summary>
public sealed record Finding(ReadingSetting Setting, string Value, string Because);

/// <summary>A setting that the file leaves open.</summary>
/// <param name="Readings">The values that fit, in the words of <see cref="ReadingNames"/>.</param>
/// <param name="Rows">The first rows that could be read either way.</param>
public sealed record OpenQuestion(ReadingSetting Setting, IReadOnlyList<string> Readings, string Why, IReadOnlyList<OpenRow> Rows);

/// <summary>A row that leaves a question open.</summary>
/// <param name="Raw">The cell as written.</param>
/// <param name="Meanings">What it would mean, in the order of the question's readings.</param>
public sealed record OpenRow(long Line, string Field, string Raw, IReadOnlyList<string> Meanings);

/// <summary>What the file holds, counted by reading all of it.</summary>
public sealed record StatementTotals
{
    public long Entries { get; init; }

    public long Errors { get; init; }

    /// <summary>
    /// Lines below the header that are no entries and no errors, such as totals; the first of them in <see cref="InfoLineNumbers"/>.
    /// </summary>
    public long InfoLines { get; init; }

    public IReadOnlyList<long> InfoLineNumbers { get; init; } = [];

    public DateOnly? FirstDate { get; init; }

    public DateOnly? LastDate { get; init; }

    /// <summary>Entries by sign, so that a caller who knows what kind of account it is can tell whether charges are positive.</summary>
    public long MoneyIn { get; init; }

    public long MoneyOut { get; init; }

    /// <summary>Whether rows run from old to new, from new to old, or in no order. One row, or one day, runs from old to new.</summary>
    public RowOrder Order { get; init; }

    /// <summary>The statements in the file, in its order; a CSV file is one.</summary>
    public IReadOnlyList<StatementSummary> Statements { get; init; } = [];
}

public enum RowOrder
{
    OldestFirst,
    NewestFirst,
    Mixed,
}

/// <summary>One statement of a file: its account, period and balances as stated.</summary>
public sealed record StatementSummary(StatementHead Head, StatementTail Tail, long Entries, long Errors);
