using System.Text.Json;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>An import as a row of its ledger.</summary>
internal static class ImportRow
{
    internal static Row Write(UserId owner, Import import)
    {
        var row = new Row(owner.ToString(), LedgerKeys.Import(import.Id), 32)
            .Set("Status", SnakeCase.Of(import.Status))
            .Set("Source", SnakeCase.Of(import.Source))
            .Set("File", import.FileName)
            .Set("Blob", import.BlobName)
            .Set("Account", import.AccountId)
            .Set("Choices", JsonSerializer.Serialize(StoredChoices.Of(import.Choices), ImportJson.Default.StoredChoices))
            .Set("Created", import.Counts.Created)
            .Set("Duplicates", import.Counts.Duplicates)
            .Set("Matched", import.Counts.Matched)
            .Set("Failed", import.Counts.Failed)
            .Set("Twins", import.Counts.Twins)
            .Set("Conflicts", import.Counts.Conflicts)
            .Set("TotalRows", import.TotalRows)
            .Set("SettledRows", import.SettledRows)
            .Set("Chunks", import.Chunks)
            .Set("FirstEntry", import.FirstEntry)
            .Set("CreatedAt", import.CreatedAt)
            .Set("FinishedAt", import.FinishedAt)
            .Set("Version", import.Version);
        if (import.Format is { } format)
        {
            row.Set("Format", JsonSerializer.Serialize(format, ImportJson.Default.ImportFormat));
        }

        if (import.Statement is { } statement)
        {
            row.Set("Statement", JsonSerializer.Serialize(StoredFacts.Of(statement), ImportJson.Default.StoredFacts));
        }

        if (import.Proof is { } proof)
        {
            row.Set("Proof", JsonSerializer.Serialize(StoredProof.Of(proof), ImportJson.Default.StoredProof));
        }

        return import.Failure is not { } failure
            ? row
            : row.Set("FailureCode", failure.Code).Set("FailureDetail", failure.Detail).Set("FailureEvidence", failure.EvidenceJson);
    }

    /// <summary>A row that a backup gives back: the file of an import that was not over is not there any more.</summary>
    internal static Row Restore(Row row)
    {
        var import = Read(row);
        if (import.Status is not (ImportStatus.Queued or ImportStatus.Running))
        {
            return row;
        }

        var gone = Errors.StatementGone();
        return Write(
            UserId.TryParse(row.Partition, out var owner) ? owner : throw new InvalidRowException($"Row '{row.Key}' is nobody's."),
            import with
            {
                Status = ImportStatus.Failed,
                Failure = new ImportFailure(gone.Code, gone.Detail),
                FinishedAt = import.CreatedAt,
            });
    }

    internal static Import Read(Row row) => new()
    {
        Id = row.Key[LedgerKeys.ImportPrefix.Length..],
        Status = SnakeCase.Parse<ImportStatus>(row.Text("Status")),
        Source = SnakeCase.Parse<ImportSource>(row.Text("Source")),
        FileName = row.Text("File"),
        BlobName = row.FindText("Blob"),
        AccountId = row.Text("Account"),
        Choices = JsonSerializer.Deserialize(row.Text("Choices"), ImportJson.Default.StoredChoices)!.ToChoices(),
        Counts = new ImportCounts(
            row.Long("Created"),
            row.Long("Duplicates"),
            row.Long("Matched"),
            row.Long("Failed"),
            row.Long("Twins"),
            row.Long("Conflicts")),
        TotalRows = row.Long("TotalRows"),
        SettledRows = row.Long("SettledRows"),
        Chunks = row.Int("Chunks"),
        FirstEntry = row.Long("FirstEntry"),
        CreatedAt = row.Instant("CreatedAt"),
        FinishedAt = row.FindInstant("FinishedAt"),
        Version = row.Long("Version"),
        Format = row.FindText("Format") is { } format ? JsonSerializer.Deserialize(format, ImportJson.Default.ImportFormat) : null,
        Statement = row.FindText("Statement") is { } facts ? JsonSerializer.Deserialize(facts, ImportJson.Default.StoredFacts)!.ToFacts() : null,
        Proof = row.FindText("Proof") is { } proof ? JsonSerializer.Deserialize(proof, ImportJson.Default.StoredProof)!.ToProof() : null,
        Failure = row.FindText("FailureCode") is { } code
            ? new ImportFailure(code, row.Text("FailureDetail"), row.FindText("FailureEvidence"))
            : null,
    };
}
