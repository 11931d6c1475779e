using System.Text.Json;
using Finance.Core;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;

namespace Finance.Functions.Imports;

/// <summary>An import as the API shows it.</summary>
public sealed record ImportView(
    string Id,
    ImportStatus Status,
    ImportSource Source,
    string FileName,
    string AccountId,
    FormatView? Format,
    long Created,
    long Duplicates,
    long Matched,
    long Failed,
    long Twins,
    long Conflicts,
    long TotalRows,
    long SettledRows,
    IReadOnlyList<RowErrorView> Errors,
    StatementView? Statement,
    BalanceProof BalanceProof,
    FailureView? Failure,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    internal static ImportView Of(ImportDetails details)
    {
        var import = details.Import;
        return new ImportView(
            import.Id,
            import.Status,
            import.Source,
            import.FileName,
            import.AccountId,
            import.Format is { } format ? FormatView.Of(format) : null,
            import.Counts.Created,
            import.Counts.Duplicates,
            import.Counts.Matched,
            import.Counts.Failed,
            import.Counts.Twins,
            import.Counts.Conflicts,
            import.TotalRows,
            import.SettledRows,
            [.. details.Errors.Select(RowErrorView.Of)],
            import.Statement is { } facts ? new StatementView(facts.From, facts.To, facts.Balance, facts.BalanceDate) : null,
            import.Proof ?? BalanceProof.NotStated,
            import.Failure is { } failure ? FailureView.Of(failure) : null,
            import.CreatedAt,
            import.FinishedAt);
    }
}

/// <summary>How the file was read, and why it was read so.</summary>
public sealed record FormatView(
    string Kind,
    string Encoding,
    string? Delimiter,
    string? DateOrder,
    string? DateFormat,
    string DecimalMark,
    string Sign,
    int? HeaderLine,
    IReadOnlyList<ImportFinding> Evidence)
{
    internal static FormatView Of(ImportFormat format) => new(
        format.Kind,
        format.Encoding,
        format.Delimiter,
        format.DateOrder,
        format.DateFormat,
        format.DecimalMark,
        format.Sign,
        format.HeaderLine,
        format.Evidence);
}

/// <param name="Raw">The offending text, at most 200 characters.</param>
public sealed record RowErrorView(long Line, string? Field, string? Reason, string? Raw)
{
    internal static RowErrorView Of(ImportLine line) => new(line.Line, line.Field, line.Reason, line.Raw);
}

/// <summary>What the file says of its period and closing balance.</summary>
public sealed record StatementView(DateOnly? From, DateOnly? To, Money? Balance, DateOnly? BalanceDate);

/// <summary>Why nothing of the file was taken.</summary>
public sealed record FailureView(string Code, string Detail, JsonElement? Evidence)
{
    internal static FailureView Of(ImportFailure failure) => new(
        failure.Code,
        failure.Detail,
        failure.EvidenceJson is { } json ? JsonElement.Parse(json) : null);
}

/// <summary>A row of the file and its verdict.</summary>
/// <param name="Score">
/// How sure the verdict is, from 0 to 1: exact identity is 1, a match what its points are of 100; null for a row that could not be read.
/// </param>
public sealed record ImportLineView(long Line, Verdict Verdict, string? Reason, string? TransactionId, decimal? Score, string? Field, string? Raw)
{
    internal static ImportLineView Of(ImportLine line) => new(
        line.Line,
        line.Verdict,
        line.Reason,
        line.TransactionId,
        line.Verdict == Verdict.Failed ? null : (line.Score ?? 100) / 100m,
        line.Field,
        line.Raw);
}

/// <summary>What an import would do; nothing has changed.</summary>
public sealed record PreviewView(
    bool DryRun,
    string AccountId,
    FormatView Format,
    long Created,
    long Duplicates,
    long Matched,
    long Failed,
    long Twins,
    long Conflicts,
    long TotalRows,
    IReadOnlyList<ImportLineView> Rows)
{
    internal static PreviewView Of(ImportPreview preview) => new(
        true,
        preview.Account.Id,
        FormatView.Of(preview.Format),
        preview.Counts.Created,
        preview.Counts.Duplicates,
        preview.Counts.Matched,
        preview.Counts.Failed,
        preview.Counts.Twins,
        preview.Counts.Conflicts,
        preview.TotalRows,
        [.. preview.Lines.Select(ImportLineView.Of)]);
}

/// <summary>What is said about the files of a bank.</summary>
public sealed record ImportProfileView(
    string Id,
    string Name,
    string? Format,
    string? Encoding,
    string? Delimiter,
    int? HeaderLine,
    IReadOnlyDictionary<string, string>? Columns,
    string? DateFormat,
    string? DateOrder,
    string? DecimalMark,
    string? Sign)
{
    internal static ImportProfileView Of(ImportProfile profile)
    {
        var choices = profile.Choices;
        return new ImportProfileView(
            profile.Id,
            profile.Name,
            choices.Kind is { } kind ? ReadingNames.Of(kind) : null,
            choices.Encoding,
            choices.Delimiter is { } delimiter ? ReadingNames.OfDelimiter(delimiter) : null,
            choices.HeaderLine,
            choices.Columns?.ToDictionary(column => ReadingNames.Of(column.Key), column => column.Value, StringComparer.Ordinal),
            choices.DateFormat,
            choices.DateOrder is { } order ? ReadingNames.Of(order) : null,
            choices.DecimalMark?.ToString(),
            choices.Sign is { } sign ? ReadingNames.Of(sign) : null);
    }
}

public sealed record DeletedImportProfileView(string Id, bool Deleted);

/// <param name="TransactionsRemoved">Those that the import had created.</param>
/// <param name="TransactionsRestored">Those that it had matched, as they were before.</param>
public sealed record UndoneImportView(string Id, bool Deleted, long TransactionsRemoved, long TransactionsRestored);
