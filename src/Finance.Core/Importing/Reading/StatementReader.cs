using Finance.Core.Importing.Reading.Csv;
using Finance.Core.Importing.Reading.Ofx;
using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading;

/// <summary>
/// Reads statement files. <see cref="Inspect"/> learns from the whole file how it is written, or refuses; <see cref="Read"/> then yields
/// its entries. Both stream in constant memory, touch nothing but the source, and know neither accounts nor what was imported before.
/// </summary>
public static class StatementReader
{
    /// <summary>Works out how the file is written. Never guesses: what fits two readings is <see cref="Inspection.Ambiguous"/>.</summary>
    public static Inspection Inspect(IStatementSource source, ReadingChoices? choices = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        choices ??= ReadingChoices.None;
        var text = SourceText.Of(source);
        choices = OwnExport.IsOwn(text) ? OwnExport.Complete(choices) : choices;
        if (FileSignature.Refuse(text, choices) is { } refusal)
        {
            return refusal;
        }

        StatementEncoding? chosen = null;
        if (choices.Encoding is { } name && !StatementEncoding.TryFind(name, out chosen))
        {
            var detail = ImportErrors.UnknownEncoding.Explain($"There is no encoding '{name}'.");
            return new Inspection.Unreadable(ImportErrors.UnknownEncoding, detail, null, []);
        }

        var kind = choices.Kind ?? (FileSignature.LooksLikeOfx(text) ? StatementKind.Ofx : StatementKind.Csv);
        return kind == StatementKind.Ofx
            ? new OfxInspector(text, choices, chosen).Inspect()
            : new CsvInspector(text, choices, chosen).Inspect();
    }

    /// <summary>Reads a file in the format that its inspection found. The caller disposes the events, which closes the stream.</summary>
    public static StatementEvents Read(IStatementSource source, StatementFormat format)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(format);
        var text = SourceText.Of(source);
        var stream = text.Open(format.Encoding);
        return format.Kind == StatementKind.Ofx
            ? new OfxEvents(stream, format)
            : new CsvEvents(stream, format) { GuardsFormulas = OwnExport.IsOwn(text) };
    }
}
