using CsvHelper;
using Finance.Core.Importing.Reading;

namespace Finance.Bench.Parts;

/// <summary>Ways to read a file from its first byte to its last entry. Each takes of every entry what a record of CsvHelper has.</summary>
internal static class FileReads
{
    internal static int Csv(string path) => Ours(path, StatementKind.Csv);

    internal static int Ofx(string path) => Ours(path, StatementKind.Ofx);

    internal static int CsvHelper(string path)
    {
        var options = new CsvReaderOptions
        {
            Separator = ',',
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            MissingField = CsvMissingFieldHandling.Throw,
        };
        using var reader = CsvReader.Create(File.OpenRead(path), options, leaveOpen: false);
        var (count, checksum) = (0, 0L);
        foreach (var record in reader.GetRecords<BankRecord>())
        {
            count++;
            checksum += record.Date.DayNumber + (long)record.Amount + (long)record.Balance;
            checksum += Length(record.Description) + Length(record.Category) + Length(record.Reference);
        }

        return Seen(count, checksum);
    }

    private static int Ours(string path, StatementKind kind)
    {
        var source = new ReopenableStatementSource(() => File.OpenRead(path), new FileInfo(path).Length);
        if (StatementReader.Inspect(source) is not Inspection.Readable reading || reading.Format.Kind != kind)
        {
            throw new InvalidOperationException($"The file is not read as {kind}.");
        }

        using var events = StatementReader.Read(source, reading.Format);
        var (count, checksum) = (0, 0L);
        while (events.Read())
        {
            if (events.Kind == StatementEventKind.Entry)
            {
                var entry = events.Entry;
                count++;
                checksum += entry.Date.DayNumber + entry.Amount.Unscaled + (entry.Balance?.Unscaled ?? 0);
                checksum += Length(entry.Payee) + Length(entry.Category) + Length(entry.Reference);
                checksum += Length(entry.Memo) + Length(entry.BankId);
            }
        }

        return Seen(count, checksum);
    }

    private static int Length(string? text) => text?.Length ?? 0;

    private static int Seen(int count, long checksum) => checksum == 0 ? 0 : count;
}

[CsvRecord]
internal sealed partial record BankRecord
{
    public DateOnly Date { get; set; }

    public string Description { get; set; } = "";

    public decimal Amount { get; set; }

    public decimal Balance { get; set; }

    public string Category { get; set; } = "";

    public string Reference { get; set; } = "";
}
