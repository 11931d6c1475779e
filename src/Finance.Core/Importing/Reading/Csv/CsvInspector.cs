using System.Globalization;
using Finance.Core.Importing.Reading.Evidence;
using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Works out how a CSV statement is written: from its beginning where that settles everything, else from all its rows.</summary>
internal sealed class CsvInspector(SourceText text, ReadingChoices choices, StatementEncoding? chosenEncoding)
{
    private const int HeadSize = 256 * 1024;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly List<Finding> _findings = [];
    private bool _isContradicted;

    public Inspection Inspect()
    {
        var (head, isWhole) = ReadHead();
        var encoding = chosenEncoding ?? text.Wide ?? Guess(head, isWhole);
        var decoder = new TextDecoder(encoding.IsDirect ? encoding : StatementEncoding.Utf8);
        var (table, refusal) = FindTable(head, isWhole, decoder);
        if (table is null)
        {
            return refusal!;
        }

        if (MissingForSign(table) is { } role)
        {
            return Missing(ReadingNames.Of(role));
        }

        var evidence = new CsvEvidence(table);
        foreach (var row in table.Rows)
        {
            evidence.Observe(row);
        }

        var format = Decide(table, evidence, encoding, out var questions);
        if (questions.Count > 0 && !table.Sample.IsWhole)
        {
            (format, questions) = DecideFromAll(table, encoding);
        }

        return questions.Count > 0 ? new Inspection.Ambiguous(questions, _findings) : Count(table, evidence, format);
    }

    private (byte[] Head, bool IsWhole) ReadHead()
    {
        using var stream = text.Open(chosenEncoding ?? text.Wide ?? StatementEncoding.Utf8);
        var buffer = new byte[HeadSize + 1];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return (buffer[..Math.Min(read, HeadSize)], read <= HeadSize);
    }

    private static StatementEncoding Guess(byte[] head, bool isWhole)
    {
        var evidence = new EncodingEvidence();
        evidence.Observe(head);
        if (isWhole)
        {
            evidence.Finish();
        }

        return evidence.Decide().Encoding ?? StatementEncoding.Utf8;
    }

    private (CsvTable? Table, Inspection? Refusal) FindTable(byte[] head, bool isWhole, TextDecoder decoder)
    {
        var stated = StatedDelimiter(head);
        char[] candidates = choices.Delimiter is { } only ? [only] : stated is { } line ? [line] : Delimiters;
        var tables = new List<CsvTable>();
        string? missing = null;
        foreach (var delimiter in candidates)
        {
            var (table, absent) = CsvTableFinder.Find(CsvSample.Of(head, isWhole, delimiter, decoder), choices);
            missing ??= absent;
            if (table is { IsComplete: true } && absent is null && (table.GoodRows > 0 || table.HeaderLine > 0))
            {
                tables.Add(table);
            }
        }

        var best = tables.OrderByDescending(table => table.GoodRows).ThenByDescending(table => table.Columns.Count).FirstOrDefault();
        if (best is null)
        {
            return (null, missing is null ? NoEntries() : Missing(missing));
        }

        if (tables.Find(table => table != best && table.GoodRows * 2 >= best.GoodRows && table.GoodRows > 0) is { } other)
        {
            return (null, new Inspection.Ambiguous([DelimiterQuestion(best, other)], []));
        }

        _findings.Add(new Finding(ReadingSetting.Delimiter, ReadingNames.OfDelimiter(best.Sample.Delimiter), choices.Delimiter is not null
            ? Settled.ByCaller
            : stated is not null ? "The first line names it."
            : $"Cut by it, {best.GoodRows} of the first {best.Rows.Count} rows have a date and an amount; by no other delimiter."));
        _findings.Add(new Finding(ReadingSetting.Header, best.HeaderLine.ToString(CultureInfo.InvariantCulture), best.HeaderLine == 0
            ? "The first entry has no line of column names above it."
            : $"Line {best.HeaderLine} names the columns."));
        return (best, null);
    }

    private static Inspection.Unreadable NoEntries() => new(
        ImportErrors.NotAStatement, ImportErrors.NotAStatement.Explain("No rows with a date and an amount were found."), null, []);

    private static Inspection.Unreadable Missing(string column) => new(
        ImportErrors.MissingColumn, ImportErrors.MissingColumn.Explain($"The file has no column '{column}'."), null, []);

    // A sign convention that reads a column needs that column.
    private ColumnRole? MissingForSign(CsvTable table) => choices.Sign switch
    {
        SignConvention.DebitCredit when table[ColumnRole.Amount] is not null => ColumnRole.Debit,
        SignConvention.Indicator when table[ColumnRole.Amount] is not null && table[ColumnRole.Indicator] is null => ColumnRole.Indicator,
        _ => null,
    };

    // Excel writes its delimiter in a first line of its own: sep=;
    private static char? StatedDelimiter(byte[] head) =>
        head.Length > 5 && head.AsSpan(0, 4).SequenceEqual("sep="u8) && head[5] is (byte)'\r' or (byte)'\n' ? (char)head[4] : null;

    private static OpenQuestion DelimiterQuestion(CsvTable best, CsvTable other) => new(
        ReadingSetting.Delimiter,
        [ReadingNames.OfDelimiter(best.Sample.Delimiter), ReadingNames.OfDelimiter(other.Sample.Delimiter)],
        "Cut by either delimiter, most rows have a date and an amount.",
        [.. best.Rows.Take(3).Select(row => new OpenRow(
            row.Line,
            "",
            string.Join(best.Sample.Delimiter, row.Cells),
            [string.Join(" | ", row.Cells), string.Join(" | ", other.Rows.FirstOrDefault(twin => twin.Line == row.Line)?.Cells ?? [])]))]);

    private (StatementFormat Format, List<OpenQuestion> Questions) DecideFromAll(CsvTable table, StatementEncoding encoding)
    {
        var evidence = new CsvEvidence(table);
        var decoder = new TextDecoder(encoding.IsDirect ? encoding : StatementEncoding.Utf8);
        using var rows = new CsvRows(text.Open(encoding), table.Sample.Delimiter);
        while (rows.Next())
        {
            if (rows.Line >= table.FirstLine)
            {
                evidence.Observe(CsvRow.Of(rows, decoder));
            }
        }

        var format = Decide(table, evidence, encoding, out var questions);
        return (format, questions);
    }

    private StatementFormat Decide(CsvTable table, CsvEvidence evidence, StatementEncoding encoding, out List<OpenQuestion> questions)
    {
        _findings.RemoveAll(finding => finding.Setting is ReadingSetting.DecimalMark or ReadingSetting.DateOrder or ReadingSetting.Sign);
        var mark = evidence.DecimalMarks.Settle(choices.DecimalMark, evidence.ProvenMark());
        var sign = evidence.Sign(mark.Question is null ? mark.Value : '.', choices.Sign);
        var proven = mark.Question is null && sign.Question is null ? evidence.ProvenOrder(mark.Value) : null;
        var order = evidence.Dates.Settle(choices.Order, proven);
        questions = [.. new[] { table.Question, order.Question, mark.Question, sign.Question }.OfType<OpenQuestion>()];
        Note(ReadingSetting.DateOrder, order, order.Value is { } settled ? ReadingNames.Of(settled) : "any");
        Note(ReadingSetting.DecimalMark, mark, mark.Value.ToString());
        Note(ReadingSetting.Sign, sign, ReadingNames.Of(sign.Value.Convention));
        return new StatementFormat
        {
            Kind = StatementKind.Csv,
            Encoding = encoding,
            Delimiter = table.Sample.Delimiter,
            HeaderLine = table.HeaderLine,
            FirstLine = table.FirstLine,
            FieldCount = table.FieldCount,
            MinFieldCount = table.MinFields,
            Columns = table.Columns,
            DateOrder = order.Value,
            DateFormat = evidence.Dates.First is { } first ? first.PatternIn(order.Value ?? DateOrder.Ymd) : null,
            DecimalMark = mark.Value == default ? '.' : mark.Value,
            Sign = sign.Value.Convention,
            DebitIsNegative = sign.Value.DebitIsNegative,
            CreditIsNegative = sign.Value.CreditIsNegative,
            DeductsFee = sign.Value.DeductsFee,
            Order = proven,
            Currency = HeaderWords.CurrencyIn(table[ColumnRole.Amount]?.Header ?? table[ColumnRole.Debit]?.Header ?? ""),
            AccountId = CsvPreamble.AccountIn(table.Preamble),
        };
    }

    private void Note<T>(ReadingSetting setting, Settled<T> settled, string value)
    {
        if (settled.Question is null)
        {
            _findings.Add(new Finding(setting, value, settled.Because));
        }
    }

    private Inspection Count(CsvTable table, CsvEvidence evidence, StatementFormat format)
    {
        var bytes = new EncodingEvidence();
        var pass = Pass(format, text.Wide is null && chosenEncoding is null ? bytes : null);
        if (_isContradicted && !table.Sample.IsWhole)
        {
            // A later row fits only what the beginning ruled out: the whole file decides.
            (format, var questions) = DecideFromAll(table, format.Encoding);
            if (questions.Count > 0)
            {
                return new Inspection.Ambiguous(questions, _findings);
            }

            pass = Pass(format, null);
        }

        if (NoteEncoding(bytes, ref format) is { } question)
        {
            return new Inspection.Ambiguous([question], _findings);
        }

        if (pass.EntryCount == 0 && pass.ErrorCount > 0)
        {
            return pass.Refuse();
        }

        if (pass.EntryCount == 0 && table.HeaderLine == 0)
        {
            return NoEntries();
        }

        var totals = pass.Totals(format.Order);
        return new Inspection.Readable(format with { Order = totals.Order == RowOrder.Mixed ? null : totals.Order }, totals, _findings);
    }

    private InspectionPass Pass(StatementFormat format, IByteObserver? observer)
    {
        var pass = new InspectionPass();
        using var events = new CsvEvents(text.Open(format.Encoding), format, observer)
        {
            OnInfoLine = pass.AddInfoLine,
            OnMisfit = (role, cell) => _isContradicted |= role == ColumnRole.Date
                ? DateEvidence.FitsOther(cell, format.DateOrder)
                : AmountCell.TryRead(cell, format.DecimalMark == '.' ? ',' : '.', out _, out _) == AmountFault.None,
        };
        pass.Run(events);
        return pass;
    }

    private OpenQuestion? NoteEncoding(EncodingEvidence bytes, ref StatementFormat format)
    {
        var (encoding, because) = (format.Encoding, Settled.ByCaller);
        if (chosenEncoding is null && text.Wide is not null)
        {
            because = text.HasMark ? "The byte order mark says so." : "Every other byte is zero.";
        }
        else if (chosenEncoding is null)
        {
            bytes.Finish();
            var (found, why) = bytes.Decide();
            if (found is null)
            {
                string[] readings = [StatementEncoding.Utf8.Name, StatementEncoding.Windows1252.Name];
                return new OpenQuestion(ReadingSetting.Encoding, readings, why, []);
            }

            (encoding, because) = (found, why);
        }

        format = format with { Encoding = encoding };
        _findings.Insert(0, new Finding(ReadingSetting.Encoding, encoding.Name, because));
        return null;
    }
}
