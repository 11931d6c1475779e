using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Reads the rows of a CSV statement whose format is settled.</summary>
internal sealed class CsvEvents : StatementEvents, IEntryTexts
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
            _texts[(int)text] = text == EntryText.Payee ? Payee() : Decode(_plan.Texts[(int)text]);
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

        var cell = TextDecoder.Trim(_rows.Field(_plan.Date));
        if (!DateText.TryRead(cell, _order, _decoder, out var date))
        {
            return CsvInfoRows.IsInfo(_rows, _plan, _decoder) ? false : FailDate(cell);
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
        Entry.ValueDate = _plan.ValueDate >= 0 && DateText.TryRead(TextDecoder.Trim(_rows.Field(_plan.ValueDate)), _order, _decoder, out var other) ? other : null;
        Entry.Balance = null;
        if (_plan.Balance >= 0 && ReadAmount(_plan.Balance, out var balance, out _) == AmountFault.None)
        {
            Entry.Balance = balance;
            _last = (date, balance);
            _first ??= _last;
        }

        return true;
    }

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

    private bool TryAmount(out StatementAmount amount) => _plan.Amount >= 0 ? TrySingle(out amount) : TryPair(out amount);

    private bool TrySingle(out StatementAmount amount)
    {
        var fault = ReadAmount(_plan.Amount, out amount, out var mark);
        if (fault != AmountFault.None)
        {
            return FailAmount(_plan.Amount, fault);
        }

        switch (_format.Sign)
        {
            case SignConvention.Inverted:
            case SignConvention.CreditMarked when mark == SignMark.None:
                amount = amount.Negate();
                break;
            case SignConvention.Indicator:
                if (_plan.Indicator < 0 || !IsDebit(_rows.Field(_plan.Indicator), out var isDebit))
                {
                    return Fail(ImportErrors.UnknownIndicator, _plan.Indicator, "");
                }

                amount = isDebit == amount.Unscaled < 0 ? amount : amount.Negate();
                break;
            default:
                break;
        }

        if (_plan.Fee >= 0 && ReadAmount(_plan.Fee, out var fee, out _) == AmountFault.None && !amount.TryMinus(fee, out amount))
        {
            return FailAmount(_plan.Amount, AmountFault.OutOfRange);
        }

        return !amount.IsZero || FailZero(_plan.Amount);
    }

    private bool TryPair(out StatementAmount amount)
    {
        amount = default;
        StatementAmount debit = default, credit = default;
        var debitFault = _plan.Debit < 0 ? AmountFault.Missing : ReadAmount(_plan.Debit, out debit, out _);
        var creditFault = _plan.Credit < 0 ? AmountFault.Missing : ReadAmount(_plan.Credit, out credit, out _);
        if (debitFault > AmountFault.Missing || creditFault > AmountFault.Missing)
        {
            return debitFault > AmountFault.Missing ? FailAmount(_plan.Debit, debitFault) : FailAmount(_plan.Credit, creditFault);
        }

        if (debitFault == AmountFault.Missing && creditFault == AmountFault.Missing)
        {
            return FailAmount(_plan.Debit >= 0 ? _plan.Debit : _plan.Credit, AmountFault.Missing);
        }

        if (!debit.IsZero && !credit.IsZero)
        {
            return Fail(ImportErrors.DebitAndCredit, _plan.Debit, "");
        }

        debit = _format.DebitIsNegative ? debit : debit.Negate();
        credit = _format.CreditIsNegative ? credit.Negate() : credit;
        amount = debit.IsZero ? credit : debit;
        return !amount.IsZero || FailZero(debitFault == AmountFault.None ? _plan.Debit : _plan.Credit);
    }

    private AmountFault ReadAmount(int column, out StatementAmount amount, out SignMark mark) =>
        AmountCell.TryRead(TextDecoder.Trim(_rows.Field(column)), _format.DecimalMark, _decoder, out amount, out mark);

    private bool IsDebit(ReadOnlySpan<byte> cell, out bool isDebit)
    {
        if (cell.Length == 1 && cell[0] is (byte)'D' or (byte)'C')
        {
            isDebit = cell[0] == (byte)'D';
            return true;
        }

        return Indicators.TryRead(_decoder.Read(cell), out isDebit);
    }

    private bool FailDate(ReadOnlySpan<byte> cell)
    {
        OnMisfit?.Invoke(ColumnRole.Date, _decoder.Decode(cell));
        return cell.IsEmpty ? Fail(ImportErrors.MissingDate, _plan.Date, "") : Fail(ImportErrors.InvalidDate, _plan.Date, "");
    }

    private bool FailAmount(int column, AmountFault fault)
    {
        if (fault == AmountFault.Missing && CsvInfoRows.IsInfo(_rows, _plan, _decoder))
        {
            return false;
        }

        OnMisfit?.Invoke(ColumnRole.Amount, _decoder.Decode(_rows.Field(column)));
        return Fail(fault switch
        {
            AmountFault.Missing => ImportErrors.MissingAmount,
            AmountFault.OutOfRange => ImportErrors.AmountOutOfRange,
            _ => ImportErrors.InvalidAmount,
        }, column, "");
    }

    private bool FailZero(int column) => CsvInfoRows.IsInfo(_rows, _plan, _decoder) ? false : Fail(ImportErrors.ZeroAmount, column, "");

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
