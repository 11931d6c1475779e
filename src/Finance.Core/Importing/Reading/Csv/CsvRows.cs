using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// Cuts a file into rows and fields, strictly by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): what is quoted wrongly is a fault of the line
/// where it begins, and reading goes on with the next line, so that one stray quote neither swallows nor shifts other rows.
/// Beyond the RFC, fields may be written <c>="0012"</c> (as spreadsheets do) or have spaces around their quotes.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>The longest row in bytes.</summary>
    public const int Longest = 1 << 20;

    private const byte Quote = (byte)'"';

    private readonly ByteWindow _window;
    private readonly byte _delimiter;
    private int[] _ends = new int[64];
    private byte[] _unquoted = [];
    private byte[]? _beginning;
    private int _start;
    private int _end;
    private int _next;
    private long _nextLine = 1;
    private bool _hasPrefixes;
    private bool _hasDoubled;
    private bool _isSpent;

    // Where the scan stands: the marks of the present lane that were not looked at yet, and what the row has shown so far.
    private int _lane;
    private ulong _marks;
    private long _line;
    private int _fieldStart;
    private bool _isQuoted;

    public CsvRows(Stream stream, char delimiter, IByteObserver? observer = null)
    {
        _window = new ByteWindow(stream, observer);
        _delimiter = (byte)delimiter;
        _window.Advance(0);
        Load(0);
    }

    private enum Step
    {
        On,
        Row,
        More,
        Quoting,
        Unclosed,
    }

    /// <summary>The line where the row begins, from 1.</summary>
    public long Line { get; private set; }

    public int FieldCount { get; private set; }

    /// <summary>Why the row has no fields that could be used, or null.</summary>
    public ImportError? Fault { get; private set; }

    /// <summary>The row as written; of a line without end, its beginning.</summary>
    public ReadOnlySpan<byte> Raw => _beginning ?? _window[_start, _end];

    /// <summary>Moves to the next row that is not blank.</summary>
    public bool Next()
    {
        do
        {
            if (!NextAny())
            {
                return false;
            }
        }
        while (Fault is null && IsBlank());

        return true;
    }

    /// <summary>A field without its quotes, valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Field(int index)
    {
        var from = index == 0 ? _start : _ends[index - 1] + 1;
        var length = _ends[index] - from;
        var field = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_window.Buffer), from), length);
        return length == 0 || (field[0] != Quote && !_hasPrefixes) ? field
            : _hasPrefixes || _hasDoubled || length == 1 ? Unquote(field)
            : field[1..^1];
    }

    public void Dispose() => _window.Dispose();

    private bool NextAny()
    {
        if (_isSpent)
        {
            return false;
        }

        Line = _nextLine;
        _beginning = null;
        _start = _next;
        while (true)
        {
            switch (ScanRow())
            {
                case Step.Row:
                    return FieldCount > 0;
                case Step.More when _window.End - _start <= Longest:
                    _window.Advance(_start);
                    _start = 0;
                    Load(0);
                    break;
                case Step.More:
                    SkipLine(_isQuoted ? ImportErrors.UnclosedQuote : ImportErrors.RowTooLong);
                    return true;
                case Step.Unclosed:
                    SkipLine(ImportErrors.UnclosedQuote);
                    return true;
                default:
                    SkipLine(ImportErrors.MalformedQuoting);
                    return true;
            }
        }
    }

    private Step ScanRow()
    {
        Fault = null;
        (_hasPrefixes, _hasDoubled) = (false, false);
        _line = _nextLine;
        var (count, fieldStart, isQuoted) = (0, _start, false);
        var end = _window.End;
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_window.Buffer);
        var (lane, marks) = (_lane, _marks);
        while (true)
        {
            while (marks == 0)
            {
                lane += CsvMarks.Lane;
                if (lane >= end)
                {
                    _isQuoted = isQuoted;
                    return AtEnd(count);
                }

                marks = CsvMarks.Find(ref Unsafe.Add(ref bytes, lane), end - lane, _delimiter);
            }

            var at = lane + BitOperations.TrailingZeroCount(marks);
            marks &= marks - 1;
            var value = Unsafe.Add(ref bytes, at);
            if (value == _delimiter)
            {
                if (!isQuoted)
                {
                    _ends[count++] = at;
                    fieldStart = at + 1;
                    if (count == _ends.Length)
                    {
                        Array.Resize(ref _ends, _ends.Length * 2);
                    }
                }

                continue;
            }

            if (value == Quote && IsPlainQuote(ref bytes, at, end, fieldStart, ref isQuoted))
            {
                continue;
            }

            (_lane, _marks, _fieldStart, _isQuoted) = (lane, marks, fieldStart, isQuoted);
            var step = value == Quote ? AtQuote(at) : value is (byte)'\n' or (byte)'\r' ? AtBreak(at, value, count) : AtControl(value);
            if (step != Step.On)
            {
                return step;
            }

            (lane, marks, isQuoted) = (_lane, _marks, _isQuoted);
        }
    }

    // Quotes at the very edges of a field, which nearly all are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPlainQuote(ref byte bytes, int at, int end, int fieldStart, ref bool isQuoted)
    {
        if (!isQuoted)
        {
            isQuoted = at == fieldStart;
            return isQuoted;
        }

        if (at + 1 >= end)
        {
            return false;
        }

        var following = Unsafe.Add(ref bytes, at + 1);
        isQuoted = following != _delimiter && following is not ((byte)'\n' or (byte)'\r');
        return !isQuoted;
    }

    private Step AtQuote(int at)
    {
        if (!_isQuoted)
        {
            _isQuoted = true;
            return at == _fieldStart || IsPrefix(_window[_fieldStart, at]) ? Step.On : Step.Quoting;
        }

        if (at + 1 == _window.End)
        {
            _isQuoted = !_window.IsFinal;
            return _window.IsFinal ? Step.On : Step.More;
        }

        var following = _window.Buffer[at + 1];
        if (following == Quote)
        {
            _hasDoubled = true;
            DropMark(at + 1);
            return Step.On;
        }

        _isQuoted = false;
        if (following == _delimiter || following is (byte)'\n' or (byte)'\r')
        {
            return Step.On;
        }

        _hasPrefixes = true;
        var after = at + 1;
        while (after < _window.End && _window.Buffer[after] is (byte)' ' or (byte)'\t')
        {
            after++;
        }

        if (after == _window.End)
        {
            return _window.IsFinal ? Step.On : Step.More;
        }

        following = _window.Buffer[after];
        return following == _delimiter || following is (byte)'\n' or (byte)'\r' ? Step.On : Step.Quoting;
    }

    private Step AtBreak(int at, byte value, int count)
    {
        var isPair = false;
        if (value == (byte)'\r')
        {
            if (at + 1 == _window.End && !_window.IsFinal)
            {
                return Step.More;
            }

            isPair = at + 1 < _window.End && _window.Buffer[at + 1] == (byte)'\n';
        }

        if (isPair)
        {
            DropMark(at + 1);
        }

        _line++;
        if (_isQuoted)
        {
            return Step.On;
        }

        _ends[count] = at;
        FieldCount = count + 1;
        _end = at;
        _next = at + (isPair ? 2 : 1);
        _nextLine = _line;
        return Step.Row;
    }

    private Step AtControl(byte value)
    {
        if (value == 0)
        {
            Fault = ImportErrors.NulByte;
        }

        return Step.On;
    }

    private Step AtEnd(int count)
    {
        if (!_window.IsFinal)
        {
            return Step.More;
        }

        if (_isQuoted)
        {
            return Step.Unclosed;
        }

        _isSpent = true;
        FieldCount = _start == _window.End ? 0 : count + 1;
        _ends[count] = _window.End;
        _end = _window.End;
        return Step.Row;
    }

    // The second byte of a pair (\r\n, "") has a mark of its own, perhaps in the next lane.
    private void DropMark(int at)
    {
        if (at >= _lane + CsvMarks.Lane)
        {
            Load(at);
        }

        _marks &= _marks - 1;
    }

    private void Load(int at)
    {
        _lane = at;
        _marks = at < _window.End
            ? CsvMarks.Find(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_window.Buffer), at), _window.End - at, _delimiter)
            : 0;
    }

    private bool IsPrefix(ReadOnlySpan<byte> prefix)
    {
        _hasPrefixes = true;
        return prefix.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0 || prefix is [(byte)'='];
    }

    /// <summary>Makes a fault of the row's first line, and goes on behind it.</summary>
    private void SkipLine(ImportError fault)
    {
        Fault = fault;
        FieldCount = 1;
        while (true)
        {
            var length = _window[_start, _window.End].IndexOfAny((byte)'\n', (byte)'\r');
            var needsMore = length < 0 || (_window.Buffer[_start + length] == (byte)'\r' && _start + length + 1 == _window.End);
            if (!needsMore || _window.IsFinal)
            {
                _end = length < 0 ? _window.End : _start + length;
                break;
            }

            if (length < 0 && _window.End - _start > Longest)
            {
                _beginning ??= _window[_start, _start + 256].ToArray();
                _start = _window.End;
            }

            _window.Advance(_start);
            _start = 0;
        }

        _ends[0] = _end;
        var isPair = _end + 1 < _window.End && _window.Buffer[_end] == (byte)'\r' && _window.Buffer[_end + 1] == (byte)'\n';
        _next = Math.Min(_window.End, _end + (isPair ? 2 : 1));
        _nextLine = Line + 1;
        _isSpent = _next == _window.End && _window.IsFinal;
        Load(_next);
    }

    private bool IsBlank()
    {
        var row = Raw;
        if (row.Length > 256 || (row.Length > 0 && row[0] > ' ' && row[0] != _delimiter))
        {
            return false;
        }

        foreach (var value in row)
        {
            // 0x1A: the end of a text file in DOS.
            if (value != _delimiter && value is not ((byte)' ' or (byte)'\t' or 0x1A))
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> field)
    {
        var open = field.IndexOf(Quote);
        if (open < 0 || (open > 0 && field[..open].IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'=') >= 0))
        {
            return field;
        }

        var inner = field[(open + 1)..field.LastIndexOf(Quote)];
        var doubled = inner.IndexOf(Quote);
        if (doubled < 0)
        {
            return inner;
        }

        if (_unquoted.Length < inner.Length)
        {
            _unquoted = new byte[inner.Length];
        }

        var length = 0;
        for (var at = 0; at < inner.Length; at++)
        {
            _unquoted[length++] = inner[at];
            at += inner[at] == Quote ? 1 : 0;
        }

        return _unquoted.AsSpan(0, length);
    }
}
