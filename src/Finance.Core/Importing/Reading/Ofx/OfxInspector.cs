using Finance.Core.Importing.Reading.Evidence;
using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>
/// Reads an OFX file to its end: whether it is whole, what its header claims against what its bytes are, which decimal mark it has.
/// </summary>
internal sealed class OfxInspector(SourceText text, ReadingChoices choices, StatementEncoding? chosenEncoding)
{
    private const int HeaderSize = 16 * 1024;

    private readonly List<Finding> _findings = [];
    private readonly MarkEvidence _marks = new();
    private Settled<char>? _byPoint;

    public Inspection Inspect()
    {
        var probe = text.Probe.AsSpan(0, Math.Min(text.Probe.Length, HeaderSize));
        var (header, error, detail) = OfxHeader.Parse((text.Wide?.Encoding ?? System.Text.Encoding.Latin1).GetString(probe).TrimStart());
        if (header is null)
        {
            return new Inspection.Unreadable(error!, error!.Explain(detail), 1, []);
        }

        var bytes = new EncodingEvidence();
        var opened = chosenEncoding ?? text.Wide ?? Narrow(header.Encoding);
        var format = new StatementFormat
        {
            Kind = StatementKind.Ofx,
            Version = header.Version,
            RequiresCurrency = !header.IsSgml,
            Encoding = opened ?? StatementEncoding.Utf8,
            DecimalMark = choices.DecimalMark ?? '.',
            Sign = SignConvention.Signed,
        };
        var pass = new InspectionPass();
        if (Run(pass, format, opened is null ? bytes : null) is { } broken)
        {
            return broken;
        }

        bytes.Finish();
        format = format with { Encoding = NoteEncoding(header, bytes, opened) };
        var mark = choices.DecimalMark is null && _byPoint is { } byPoint ? byPoint : _marks.Settle(choices.DecimalMark, null);
        var settled = mark.Question is null ? mark.Value : BySpecification(mark.Question);
        if (settled is null)
        {
            return new Inspection.Ambiguous([mark.Question!], _findings);
        }

        if (settled != format.DecimalMark)
        {
            format = format with { DecimalMark = settled.Value };
            pass = new InspectionPass();
            Run(pass, format, null);
        }

        var because = mark.Question is null ? mark.Because : "OFX amounts have a decimal mark and no groups.";
        _findings.Add(new Finding(ReadingSetting.DecimalMark, settled.Value.ToString(), because));
        return Conclude(pass, format);
    }

    private Inspection.Unreadable? Run(InspectionPass pass, StatementFormat format, IByteObserver? observer)
    {
        using var events = new OfxEvents(text.Open(format.Encoding), format, observer, isInspection: true) { Amounts = ObserveAmount };
        pass.Run(events);
        var failure = pass.HasTooManyStatements ? ImportErrors.TooManyStatements : events.Failure;
        return failure is null ? null : new Inspection.Unreadable(
            failure,
            failure.Explain($"Reading stopped in line {events.FailureLine}, after {pass.EntryCount + pass.ErrorCount} transactions."),
            events.FailureLine,
            []);
    }

    private Inspection Conclude(InspectionPass pass, StatementFormat format)
    {
        if (pass.EntryCount == 0 && pass.ErrorCount > 0)
        {
            return pass.Refuse();
        }

        var totals = pass.Totals(null);
        return new Inspection.Readable(format with { Order = totals.Order == RowOrder.Mixed ? null : totals.Order }, totals, _findings);
    }

    // Most amounts settle the mark at a glance: a point, no comma, and not three digits behind it.
    private void ObserveAmount(ReadOnlySpan<byte> amount, long line)
    {
        var point = amount.IndexOf((byte)'.');
        var comma = amount.IndexOf((byte)',');
        if (comma < 0 && point >= 0 && amount.Length - point != 4 && amount[(point + 1)..].IndexOf((byte)'.') < 0)
        {
            _byPoint ??= MarkEvidence.Only('.', System.Text.Encoding.Latin1.GetString(amount), line);
        }
        else if (comma >= 0 || point >= 0)
        {
            _marks.Observe(System.Text.Encoding.Latin1.GetString(amount), line, "TRNAMT");
        }
    }

    // By OFX 3.2.9.2 a comma or a point is the decimal mark and nothing groups, so that 1,234 is a fraction, unless both marks are used.
    private static char? BySpecification(OpenQuestion question)
    {
        var hasPoint = question.Rows.Any(row => row.Raw.Contains('.', StringComparison.Ordinal));
        var hasComma = question.Rows.Any(row => row.Raw.Contains(',', StringComparison.Ordinal));
        return hasPoint && hasComma ? null : hasComma ? ',' : '.';
    }

    // An encoding whose characters a byte cannot hold must be undone before tags can be found.
    private static StatementEncoding? Narrow(string? claimed) =>
        StatementEncoding.TryFind(claimed, out var found) && !found.IsDirect && !found.Name.StartsWith("utf-", StringComparison.Ordinal)
            ? found
            : null;

    private StatementEncoding NoteEncoding(OfxHeader header, EncodingEvidence bytes, StatementEncoding? opened)
    {
        if (opened is not null)
        {
            var reason = chosenEncoding is not null ? Settled.ByCaller
                : text.Wide is not null ? "Its bytes come in pairs."
                : "The header says so.";
            _findings.Add(new Finding(ReadingSetting.Encoding, opened.Name, reason));
            return opened;
        }

        var (found, because) = bytes.Decide();
        var result = found ?? StatementEncoding.Utf8;
        var isClaimed = StatementEncoding.TryFind(header.Encoding, out var claimed)
            && claimed.IsDirect
            && claimed != StatementEncoding.Utf8;
        var isNarrow = bytes.IllFormed > 0 && result != StatementEncoding.Utf8;
        if (isClaimed && isNarrow && (bytes.Misfits(claimed!) == 0 || bytes.Misfits(result) > 0))
        {
            (result, because) = (claimed!, "The header says so, and the bytes fit.");
        }
        else if (isClaimed && !bytes.IsAscii && result != claimed)
        {
            because = $"The header claims {claimed!.Name}. {because}";
        }

        _findings.Add(new Finding(ReadingSetting.Encoding, result.Name, because));
        return result;
    }
}
