using System.Text;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>Reads whole statements for tests.</summary>
internal static class Statements
{
    public static MemoryStatementSource Source(string text, Encoding? encoding = null) =>
        new((encoding ?? new UTF8Encoding(false)).GetBytes(text));

    public static Inspection Inspect(string text, ReadingChoices? choices = null, Encoding? encoding = null) =>
        StatementReader.Inspect(Source(text, encoding), choices);

    /// <summary>Inspects and reads; the inspection must find the file readable.</summary>
    public static StatementContent Read(IStatementSource source, ReadingChoices? choices = null)
    {
        var inspection = StatementReader.Inspect(source, choices);
        var readable = Assert.IsType<Inspection.Readable>(inspection);
        return Read(source, readable);
    }

    public static StatementContent Read(string text, ReadingChoices? choices = null, Encoding? encoding = null) =>
        Read(Source(text, encoding), choices);

    public static StatementContent Read(IStatementSource source, Inspection.Readable readable)
    {
        var content = new StatementContent(readable);
        using var events = StatementReader.Read(source, readable.Format);
        while (events.Read())
        {
            switch (events.Kind)
            {
                case StatementEventKind.StatementStart:
                    content.Heads.Add(events.Head);
                    break;
                case StatementEventKind.Entry:
                    content.Rows.Add(events.Entry.ToRow());
                    break;
                case StatementEventKind.RowError:
                    content.Errors.Add(events.RowError!);
                    break;
                default:
                    content.Tails.Add(events.Tail);
                    break;
            }
        }

        return content;
    }
}

internal sealed record StatementContent(Inspection.Readable Inspection)
{
    public StatementFormat Format => Inspection.Format;

    public List<StatementHead> Heads { get; } = [];

    public List<StatementTail> Tails { get; } = [];

    public List<StatementRow> Rows { get; } = [];

    public List<StatementRowError> Errors { get; } = [];

    public decimal Sum => Rows.Sum(row => row.Amount.ToDecimal());

    /// <summary>Date, amount and payee of each entry: <c>2026-01-31 -12.50 Coffee</c>.</summary>
    public IReadOnlyList<string> Lines => [.. Rows.Select(row => $"{LedgerDates.Format(row.Date)} {row.Amount} {row.Payee}".TrimEnd())];
}
