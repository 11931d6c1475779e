using Finance.Core.Accounts;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;

namespace Finance.Core.Importing;

/// <summary>Looks at a whole file before anything of it is taken, and turns what stands in the way into an error.</summary>
internal static class ImportReading
{
    internal static Result<Inspection.Readable> Inspect(IStatementSource source, ReadingChoices choices, Chart chart, Account account) =>
        StatementReader.Inspect(source, choices) switch
        {
            Inspection.Readable readable => FitCurrency(readable, chart, account),
            Inspection.Ambiguous ambiguous => Errors.AmbiguousFormat(
                string.Join(' ', ambiguous.Questions.Select(question => question.Why)),
                ImportEvidence.Of(ambiguous)),
            Inspection.Unreadable unreadable => Errors.UnreadableStatement(
                unreadable.Line is { } line ? $"Line {line}: {unreadable.Detail}" : unreadable.Detail,
                ImportRowFailures.Of(unreadable.Rows)),
            _ => throw new InvalidOperationException("An inspection has three outcomes."),
        };

    internal static ImportFormat Describe(Inspection.Readable reading)
    {
        var format = reading.Format;
        return new ImportFormat(
            ReadingNames.Of(format.Kind),
            format.Encoding.Name,
            format.Delimiter is { } delimiter ? ReadingNames.OfDelimiter(delimiter) : null,
            format.DateOrder is { } order ? ReadingNames.Of(order) : null,
            format.DateFormat,
            format.DecimalMark.ToString(),
            ReadingNames.Of(format.Sign),
            format.Kind == StatementKind.Csv ? format.HeaderLine : null,
            ImportEvidence.Findings(reading.Findings));
    }

    internal static ImportFailure ToFailure(Error error) => new(error.Code, error.Detail, error.Evidence switch
    {
        ImportEvidence evidence => evidence.ToJson(),
        ImportRowFailures rows => rows.ToJson(),
        _ => null,
    });

    private static Result<Inspection.Readable> FitCurrency(Inspection.Readable reading, Chart chart, Account account)
    {
        foreach (var statement in reading.Totals.Statements)
        {
            var target = StatementLines.AccountFor(chart, account.Id, statement.Head);
            var stated = statement.Head.Currency ?? reading.Format.Currency;
            if (stated is not null && stated != target.Currency.Code)
            {
                return Errors.StatementCurrency(stated, target.Currency.Code);
            }
        }

        return reading;
    }
}
