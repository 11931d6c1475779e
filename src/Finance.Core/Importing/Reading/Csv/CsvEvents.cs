using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Reads the rows of a CSV statement whose format is settled.</summary>
internal sealed partial class CsvEvents : StatementEvents, IEntryTexts
{
    private const int LongestRaw = 200;

    private readonly CsvRows _rows;
    private readonly StatementFormat _format;
    private readonly CsvPlan _plan;
    private readonly TextDecoder _decoder;
    private readonly DateOrder _order;
    private readonly string?[] _texts = new string?[(int)EntryText.Count];
    private uint _decoded;
    private long _ordinal;
    private (DateOnly Date, StatementAmount Balance)? _first;
    private (DateOnly Date, StatementAmount Balance)? _last;

    public CsvEvents(Stream stream, StatementFormat format, IByteObserver? observer = null)
    {
        _rows = new CsvRows(stream, format.Delimiter ?? ',', observer);
        _format = format;
        _plan = new CsvPlan(format);
        _decoder = new TextDecoder(format.Encoding.IsDirect ? format.Encoding : StatementEncoding.Utf8);
        _order = format.DateOrder ?? DateOrder.Ymd;
        Entry = new StatementEntry(this);
        Head = new StatementHead(format.AccountId, null, null, format.Currency, null, null);
    }

    public override StatementEntry Entry { get; }

    /// <summary>The line of a row that is neither entry nor error: a total, a heading, a balance carried forward.</summary>
    public Action<long>? OnInfoLine { get; init; }

    /// <summary>Told each cell that is no date or amount in the settled reading.</summary>
    public Action<ColumnRole, string>? OnMisfit { get; init; }

    /// <summary>Whether the file has an apostrophe in front of what a spreadsheet would run as a formula.</summary>
    public bool GuardsFormulas { get; init; }

    public override bool Read()
    {
        if (Kind == StatementEventKind.None)
        {
            Kind = StatementEventKind.StatementStart;
            return true;
        }

        while (_rows.Next())
        {
            if (_rows.Line < _format.FirstLine)
            {
                continue;
            }

            RowError = null;
            if (TryEntry())
            {
                Kind = StatementEventKind.Entry;
                return true;
            }

            if (RowError is not null)
            {
                Kind = StatementEventKind.RowError;
                return true;
            }

            OnInfoLine?.Invoke(_rows.Line);
        }

        var wasEnd = Kind == StatementEventKind.StatementEnd;
        Tail = new StatementTail(Closing(), null);
        Kind = wasEnd ? StatementEventKind.None : StatementEventKind.StatementEnd;
        return !wasEnd;
    }

    string? IEntryTexts.Get(EntryText text)
    {
        var bit = 1u << (int)text;
        if ((_decoded & bit) == 0)
        {
            _decoded |= bit;
            var decoded = text == EntryText.Payee ? Payee() : Decode(_plan.Texts[(int)text]);
            _texts[(int)text] = GuardsFormulas ? OwnExport.Unguard(decoded) : decoded;
        }

        return _texts[(int)text];
    }

    protected override void Dispose(bool disposing) => _rows.Dispose();

    private string? Payee()
    {
        var payee = Decode(_plan.Texts[(int)EntryText.Payee]);
        if (_plan.Payer < 0 || (payee is not null && Entry.Amount.Unscaled < 0))
        {
            return payee;
        }

        return (_plan.Payer < _rows.FieldCount ? _decoder.Read(_rows.Field(_plan.Payer)) : null) ?? payee;
    }

    private string? Decode(int[] columns)
    {
        string? joined = null;
        foreach (var column in columns)
        {
            if (column < _rows.FieldCount && _decoder.Read(_rows.Field(column)) is { } part)
            {
                joined = joined is null ? part : $"{joined} {part}";
            }
        }

        return joined;
    }

    private bool TryEntry()
    {
        _decoded = 0;
        if (_rows.Fault is not null)
        {
            return CsvInfoRows.IsInfo(_rows, _plan, _decoder) ? false : Fail(_rows.Fault, -1, "");
        }

        if (!HasFields())
        {
            return CsvInfoRows.IsInfo(_rows, _plan, _decoder)
                ? false
                : Fail(ImportErrors.FieldCount, -1, $"The row has {_rows.FieldCount} fields, the table {_plan.MinFields}.");
        }

        if (!TryDate(_plan.Date, out var date))
        {
            return CsvInfoRows.IsInfo(_rows, _plan, _decoder) ? false : FailDate(TextDecoder.Trim(_rows.Field(_plan.Date)));
        }

        if (_plan.Status >= 0 && BookingStatus.IsNotBooked(_decoder.Read(_rows.Field(_plan.Status))))
        {
            return Fail(ImportErrors.NotBooked, _plan.Status, "");
        }

        if (!TryAmount(out var amount))
        {
            return false;
        }

        Entry.Line = _rows.Line;
        Entry.Ordinal = ++_ordinal;
        Entry.Date = date;
        Entry.Amount = amount;
        Entry.ValueDate = _plan.ValueDate >= 0 && TryDate(_plan.ValueDate, out var other) ? other : null;
        Entry.Balance = null;
        if (_plan.Balance >= 0 && ReadAmount(_plan.Balance, out var balance, out _) == AmountFault.None)
        {
            Entry.Balance = balance;
            _last = (date, balance);
            _first ??= _last;
        }

        return true;
    }

    private bool TryDate(int column, out DateOnly date) =>
        DateText.TryRead(TextDecoder.Trim(_rows.Field(column)), _order, _decoder, out date);

    private bool HasFields()
    {
        var count = _rows.FieldCount;
        if (count == _plan.MinFields)
        {
            return true;
        }

        for (var index = _plan.MinFields; index < count; index++)
        {
            if (!TextDecoder.Trim(_rows.Field(index)).IsEmpty)
            {
                return false;
            }
        }

        return count > _plan.MinFields;
    }

    private bool FailDate(ReadOnlySpan<byte> cell)
    {
        OnMisfit?.Invoke(ColumnRole.Date, _decoder.Decode(cell));
        return cell.IsEmpty ? Fail(ImportErrors.MissingDate, _plan.Date, "") : Fail(ImportErrors.InvalidDate, _plan.Date, "");
    }

    private bool Fail(ImportError error, int column, string what)
    {
        var raw = Short(_decoder.Decode(_rows.Raw[..Math.Min(_rows.Raw.Length, LongestRaw * 2)]));
        if (what.Length == 0 && column >= 0)
        {
            what = $"'{_plan.NameOf(column)}' is '{Short(_decoder.Read(_rows.Field(column)) ?? "")}'.";
        }

        RowError = new StatementRowError(_rows.Line, ++_ordinal, _plan.NameOf(column), error, error.Explain(what).Trim(), raw);
        return false;
    }

    private static string Short(string text) => text.Length <= LongestRaw ? text : text[..LongestRaw];

    // The balance after the newest row; of one day's rows, which is the newest only the format can tell.
    private StatementBalance? Closing()
    {
        if (_first is not { } first || _last is not { } last)
        {
            return null;
        }

        var isNewestFirst = first.Date > last.Date || (first.Date == last.Date && _format.Order == RowOrder.NewestFirst);
        var isKnown = first.Date != last.Date || _format.Order is RowOrder.OldestFirst or RowOrder.NewestFirst;
        var closing = isNewestFirst ? first : last;
        return isKnown && _format.Order != RowOrder.Mixed ? new StatementBalance(closing.Balance, closing.Date) : null;
    }
}
