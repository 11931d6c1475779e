using Finance.Core.Importing.Matching;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Importing;

public enum ImportStatus
{
    /// <summary>The file is there or on its way; nothing of it was read yet.</summary>
    Queued,
    Running,
    Completed,

    /// <summary>Nothing of the file was taken; <see cref="Import.Failure"/> says why.</summary>
    Failed,

    /// <summary>Its transactions are being taken away again.</summary>
    Undoing,

    /// <summary>Taken away; kept so that the same delivery is not taken for a new one.</summary>
    Undone,
}

public enum ImportSource
{
    /// <summary>Sent to the API.</summary>
    Upload,

    /// <summary>Dropped into the statements container.</summary>
    Blob,
}

/// <summary>One statement file on its way into a ledger, and what became of it.</summary>
public sealed record Import
{
    public required string Id { get; init; }

    public required ImportStatus Status { get; init; }

    public required ImportSource Source { get; init; }

    public required string FileName { get; init; }

    /// <summary>Where the file lies in the statements container; null when it was small enough to be read from the request.</summary>
    public string? BlobName { get; init; }

    public required string AccountId { get; init; }

    /// <summary>What the caller said about the file.</summary>
    public ReadingChoices Choices { get; init; } = ReadingChoices.None;

    /// <summary>How the file was read, in the words of the API.</summary>
    public ImportFormat? Format { get; init; }

    public ImportCounts Counts { get; init; }

    /// <summary>Entries and rows with errors in the file.</summary>
    public long TotalRows { get; init; }

    /// <summary>Rows that are settled, in the order of the file; a crash resumes behind them.</summary>
    public long SettledRows { get; init; }

    /// <summary>Commits made so far, each with its rows' verdicts.</summary>
    public int Chunks { get; init; }

    /// <summary>The first of the entry numbers that were kept for this file.</summary>
    public long FirstEntry { get; init; }

    public StatementFacts? Statement { get; init; }

    public BalanceProof? Proof { get; init; }

    public ImportFailure? Failure { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public long Version { get; init; }

    public bool IsFinished => Status is ImportStatus.Completed or ImportStatus.Failed or ImportStatus.Undone;

    /// <summary>The import once a commit has settled its next rows.</summary>
    internal Import Settle(IReadOnlyList<ImportLine> lines, long version) => this with
    {
        Counts = lines.Aggregate(Counts, (sum, line) => sum + ImportCounts.Of(line.Verdict)),
        SettledRows = SettledRows + lines.Count,
        Chunks = Chunks + 1,
        Version = version,
    };
}

/// <summary>Rows by verdict. Twins and conflicts are entries that were created.</summary>
public readonly record struct ImportCounts(long Created, long Duplicates, long Matched, long Failed, long Twins, long Conflicts)
{
    public static ImportCounts operator +(ImportCounts left, ImportCounts right) => new(
        left.Created + right.Created,
        left.Duplicates + right.Duplicates,
        left.Matched + right.Matched,
        left.Failed + right.Failed,
        left.Twins + right.Twins,
        left.Conflicts + right.Conflicts);

    public static ImportCounts Of(Verdict verdict) => verdict switch
    {
        Verdict.New => new(1, 0, 0, 0, 0, 0),
        Verdict.Twin => new(1, 0, 0, 0, 1, 0),
        Verdict.Conflict => new(1, 0, 0, 0, 0, 1),
        Verdict.Duplicate => new(0, 1, 0, 0, 0, 0),
        Verdict.Matched => new(0, 0, 1, 0, 0, 0),
        _ => new(0, 0, 0, 1, 0, 0),
    };
}

/// <summary>What became of a row.</summary>
public enum Verdict
{
    New,

    /// <summary>The ledger has the entry already, or the user deleted it.</summary>
    Duplicate,

    /// <summary>The entry is a recurring one, which the ledger has or expects.</summary>
    Matched,

    /// <summary>Created beside an equal entry of the same file: two equal purchases on one day are two.</summary>
    Twin,

    /// <summary>Created although the bank used its id before, for an entry with another day or amount.</summary>
    Conflict,

    /// <summary>Could not be taken; the other rows are not affected.</summary>
    Failed,
}

/// <summary>A row of the file and its verdict.</summary>
/// <param name="Line">From 1.</param>
/// <param name="TransactionId">The transaction that was created, that the row repeats, or that it was matched to.</param>
/// <param name="Field">For a failed row: what is wrong in it.</param>
/// <param name="Raw">For a failed row: the offending text, at most 200 characters.</param>
public sealed record ImportLine(long Line, Verdict Verdict, string? Reason, string? TransactionId, string? Field = null, string? Raw = null)
{
    /// <summary>For a row that was matched: how sure that is, in points from 60 to 100.</summary>
    public int? Score { get; init; }

    /// <summary>For a row that was matched: what takes it back.</summary>
    internal MatchTrace? Match { get; init; }
}

/// <summary>How a file was read.</summary>
public sealed record ImportFormat(
    string Kind,
    string Encoding,
    string? Delimiter,
    string? DateOrder,
    string? DateFormat,
    string DecimalMark,
    string Sign,
    int? HeaderLine,
    IReadOnlyList<ImportFinding> Evidence);

/// <summary>A setting, what it was found to be, and why.</summary>
public sealed record ImportFinding(string Setting, string Value, string Because);

/// <summary>What the file says of its period and closing balance.</summary>
public sealed record StatementFacts(DateOnly? From, DateOnly? To, Money? Balance, DateOnly? BalanceDate);

public enum ProofStatus
{
    /// <summary>The account's balance on the statement's day is the statement's.</summary>
    Proven,

    /// <summary>It is not.</summary>
    Off,

    /// <summary>The file states no balance.</summary>
    None,
}

/// <summary>Whether the ledger agrees with the statement's closing balance.</summary>
/// <param name="Difference">Statement minus ledger.</param>
/// <param name="Since">The first day on which they differ.</param>
/// <param name="SuggestedOpeningBalance">Where they differ from the start: the opening balance with which they would agree.</param>
public sealed record BalanceProof(ProofStatus Status, Money? Difference, DateOnly? Since, Money? SuggestedOpeningBalance)
{
    public static readonly BalanceProof NotStated = new(ProofStatus.None, null, null, null);
}

/// <summary>Why nothing of a file was taken.</summary>
/// <param name="EvidenceJson">Facts a program can act on, as JSON.</param>
public sealed record ImportFailure(string Code, string Detail, string? EvidenceJson = null);
