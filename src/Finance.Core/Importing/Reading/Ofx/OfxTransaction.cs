using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>Told each transaction's amount as written.</summary>
internal delegate void OfxAmountObserver(ReadOnlySpan<byte> amount, long line);

/// <summary>One STMTTRN: where its values lie, until the transaction is complete and somebody asks for them.</summary>
internal sealed class OfxTransaction : IEntryTexts
{
    private const int Dates = 4;
    private const int Posted = (int)EntryText.Count;
    private const int Available = Posted + 1;
    private const int User = Posted + 2;
    private const int Amount = Posted + 3;
    private const int LongestRaw = 200;

    private readonly OfxTokens _tokens;
    private readonly StatementFormat _format;
    private readonly TextDecoder _decoder;
    private readonly (int From, int To)[] _values = new (int, int)[(int)EntryText.Count + Dates];
    private readonly string?[] _texts = new string?[(int)EntryText.Count];
    private ulong _present;
    private uint _decoded;
    private OfxTag _inside;
    private bool _hasName;
    private int _start;
    private int _last;
    private long _line;
    private long _ordinal;

    public OfxTransaction(OfxTokens tokens, StatementFormat format)
    {
        (_tokens, _format) = (tokens, format);
        _decoder = new TextDecoder(format.Encoding.IsDirect ? format.Encoding : StatementEncoding.Utf8);
        Entry = new StatementEntry(this);
    }

    public StatementEntry Entry { get; }

    public OfxAmountObserver? Amounts { get; set; }

    /// <summary>Whether the tag that ended this transaction began another one.</summary>
    public bool IsReopened { get; set; }

    public void Begin()
    {
        _line = _tokens.LineAt(_tokens.Position);
        _start = _tokens.Text.From;
        _last = _start;
        _tokens.Keep = _start;
        _present = 0;
        _decoded = 0;
        _inside = OfxTag.Unknown;
        _hasName = false;
    }

    /// <summary>Lets the window move past the transaction that was read last.</summary>
    public void Release() => _tokens.Keep = -1;

    public void Move(int by)
    {
        _start -= by;
        _last -= by;
        for (var index = 0; index < _values.Length; index++)
        {
            _values[index] = (_values[index].From - by, _values[index].To - by);
        }
    }

    public void Take()
    {
        if (IsReopened)
        {
            IsReopened = false;
            Begin();
        }

        var tag = _tokens.Tag;
        if (_tokens.IsClosing)
        {
            _inside = tag == _inside ? OfxTag.Unknown : _inside;
            return;
        }

        _last = _tokens.Text.To;
        switch (tag)
        {
            case OfxTag.Payee or OfxTag.BankAccountTo or OfxTag.CardAccountTo:
                _inside = tag;
                break;
            case OfxTag.Currency or OfxTag.OriginalCurrency:
                _inside = tag;
                Put(tag == OfxTag.Currency ? (int)EntryText.Currency : (int)EntryText.ForeignCurrency);
                break;
            case OfxTag.Symbol or OfxTag.Rate or OfxTag.Name or OfxTag.AccountId:
                TakeInside(tag);
                break;
            default:
                TakeOwn(tag);
                break;
        }
    }

    /// <summary>Whether the transaction is an entry; otherwise why not.</summary>
    public bool TryFinish(string? currency, out StatementRowError? error)
    {
        error = null;
        if (IsReopened)
        {
            IsReopened = false;
            Begin();
        }

        if (!OfxValues.TryDate(Value(Posted), out var date))
        {
            return Fail(Value(Posted).IsEmpty ? ImportErrors.MissingDate : ImportErrors.InvalidDate, "DTPOSTED", Posted, out error);
        }

        Amounts?.Invoke(Value(Amount), _line);
        var fault = OfxValues.TryAmount(Value(Amount), _format.DecimalMark, _decoder, out var amount);
        if (fault != AmountFault.None || amount.IsZero)
        {
            return Fail(fault switch
            {
                AmountFault.None => ImportErrors.ZeroAmount,
                AmountFault.Missing => ImportErrors.MissingAmount,
                AmountFault.OutOfRange => ImportErrors.AmountOutOfRange,
                _ => ImportErrors.InvalidAmount,
            }, "TRNAMT", Amount, out error);
        }

        if (_format.RequiresCurrency && currency is null && Value((int)EntryText.Currency).IsEmpty)
        {
            return Fail(ImportErrors.MissingCurrency, "CURDEF", -1, out error);
        }

        Entry.Line = _line;
        Entry.Ordinal = ++_ordinal;
        Entry.Date = date;
        Entry.Amount = amount;
        Entry.ValueDate = OfxValues.TryDate(Value(Available), out var other) || OfxValues.TryDate(Value(User), out other) ? other : null;
        return true;
    }

    public string? Get(EntryText text)
    {
        var bit = 1u << (int)text;
        if ((_decoded & bit) == 0)
        {
            _decoded |= bit;
            var value = Value((int)text);
            _texts[(int)text] = value.IsEmpty ? null : OfxValues.Text(value, _decoder);
        }

        return _texts[(int)text];
    }

    private void TakeOwn(OfxTag tag)
    {
        var place = tag switch
        {
            OfxTag.Type => (int)EntryText.TypeCode,
            OfxTag.Posted => Posted,
            OfxTag.User => User,
            OfxTag.Available => Available,
            OfxTag.Amount => Amount,
            OfxTag.FitId => (int)EntryText.BankId,
            OfxTag.CorrectedId => (int)EntryText.CorrectedId,
            OfxTag.CorrectionAction => (int)EntryText.CorrectionAction,
            OfxTag.CheckNumber => (int)EntryText.CheckNumber,
            OfxTag.Reference => (int)EntryText.Reference,
            OfxTag.ExtendedName when !_hasName => (int)EntryText.Payee,
            OfxTag.Memo => (int)EntryText.Memo,
            OfxTag.Category => (int)EntryText.Category,
            _ => -1,
        };
        if (place >= 0)
        {
            Put(place);
        }
    }

    private void TakeInside(OfxTag tag)
    {
        switch (tag)
        {
            case OfxTag.Name when _inside == OfxTag.Payee ? !_hasName : true:
                _hasName = _tokens.Text.To > _tokens.Text.From;
                Put((int)EntryText.Payee);
                break;
            case OfxTag.AccountId when _inside is OfxTag.BankAccountTo or OfxTag.CardAccountTo:
                Put((int)EntryText.CounterpartyAccount);
                break;
            case OfxTag.Symbol when _inside == OfxTag.Currency:
                Put((int)EntryText.Currency);
                break;
            case OfxTag.Symbol when _inside == OfxTag.OriginalCurrency:
                Put((int)EntryText.ForeignCurrency);
                break;
            case OfxTag.Rate when _inside == OfxTag.OriginalCurrency:
                Put((int)EntryText.ForeignAmount);
                break;
            default:
                break;
        }
    }

    private void Put(int place)
    {
        _values[place] = _tokens.Text;
        _present |= 1UL << place;
    }

    private ReadOnlySpan<byte> Value(int place) => (_present & (1UL << place)) == 0 ? [] : _tokens[_values[place]];

    private bool Fail(ImportError error, string field, int place, out StatementRowError? rowError)
    {
        var value = place < 0 ? "" : _decoder.Decode(Value(place));
        var line = place < 0 || Value(place).IsEmpty ? _line : _tokens.LineAt(_values[place].From);
        var all = _tokens[(_start, Math.Min(_last, _start + (LongestRaw * 4)))];
        var raw = TextDecoder.Clean(_decoder.Decode(all)) ?? "";
        var what = value.Length > 0 ? $"{field} is '{Short(value)}'." : $"{field} is missing.";
        rowError = new StatementRowError(line, ++_ordinal, field, error, error.Explain(what), Short(raw));
        return false;
    }

    private static string Short(string text) => text.Length <= LongestRaw ? text : text[..LongestRaw];
}
