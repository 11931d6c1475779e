using Finance.Core.Importing.Reading;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>Whatever is written in whatever style is read back as it was, or asked about; it is never read as something else.</summary>
public sealed class CsvPropertyTests
{
    private static readonly string[] Payees =
    [
        "Corner Shop", "Smith, Jones & Co", "Café \"Zur Post\"", "Müller; Söhne", "A|B", "Tab\tbed", "O'Neil", "Total Energies",
        "3 Brothers", "Fee 2.50",
    ];

    private static readonly string[] DatePatterns =
    [
        "yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "M/d/yyyy", "d.M.yy", "yyyyMMdd", "dd-MM-yyyy", "dd MMM yyyy",
        "yyyy/MM/dd HH:mm",
    ];

    private static readonly AmountLayout[] Layouts =
        [AmountLayout.Signed, AmountLayout.Signed, AmountLayout.Inverted, AmountLayout.Pair, AmountLayout.Indicator];

    private static readonly Gen<TableEntry> Entries =
        from day in Gen.Choose(0, 400)
        from whole in Gen.Choose(0, 2_500)
        from cents in Gen.Choose(1, 99)
        from sign in Gen.Elements(-1, -1, 1)
        from payee in Gen.Elements(Payees)
        select new TableEntry(new DateOnly(2025, 1, 1).AddDays(day), sign * ((whole * 100L) + cents), payee);

    private static readonly Gen<TableStyle> Styles =
        from delimiter in Gen.Elements(',', ';', '\t', '|')
        from date in Gen.Elements(DatePatterns)
        from number in Gen.Elements(Enum.GetValues<NumberStyle>())
        from layout in Gen.Elements(Layouts)
        from hasHeader in Gen.Elements(true, true, false)
        from wantsBalance in Gen.Elements(true, false)
        let hasBalance = wantsBalance || layout == AmountLayout.Inverted
        from quotesAll in Gen.Elements(true, false)
        from isNewestFirst in Gen.Elements(true, false)
        from lineBreak in Gen.Elements("\n", "\r\n", "\r")
        from encoding in Gen.Elements("utf-8", "windows-1252", "utf-16")
        from preamble in Gen.Choose(0, 2)
        select new TableStyle(
            delimiter, date, number, layout, hasHeader, hasBalance, quotesAll, isNewestFirst, lineBreak, encoding, preamble);

    private static readonly Arbitrary<(TableEntry[] Entries, TableStyle Style)> Files = Arb.From(
        from entries in Entries.ArrayOf()
        from style in Styles
        where entries.Length > 1
        select ((TableEntry[])[.. entries.OrderBy(entry => entry.Date)], style));

    [Fact]
    public void Read_AnyTableInAnyStyle_IsTheTableOrAQuestion() =>
        Prop.ForAll(Files, file =>
        {
            var source = new MemoryStatementSource(WrittenTable.Write(file.Entries, file.Style));
            var inspection = StatementReader.Inspect(source);
            return inspection switch
            {
                Inspection.Readable readable => Describe(Statements.Read(source, readable)) == Describe(file.Entries, file.Style),
                Inspection.Ambiguous => Statements.Read(source, WrittenTable.Answers(file.Style)) is var answered
                    && Describe(answered) == Describe(file.Entries, file.Style),
                _ => false,
            };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(800));

    private static string Describe(StatementContent content) =>
        string.Join('\n', [.. content.Lines, .. content.Errors.Select(error => error.Reason)]);

    private static string Describe(TableEntry[] entries, TableStyle style)
    {
        var lines = entries.Select(entry =>
            $"{LedgerDates.Format(entry.Date)} {new StatementAmount(entry.Cents, 2)} {entry.Payee.Replace('\t', ' ')}");
        return string.Join('\n', style.IsNewestFirst ? lines.Reverse() : lines);
    }
}
