using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// Cuts a file into rows and fields, strictly by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): what is quoted wrongly is a fault
/// of the line
/// where it begins, and reading goes on with the next line, so that one stray quote neither swallows nor shifts other rows.
/// Beyond the RFC, fields may be written <c>="0012"</c> (as spreadsheets do) or have spaces around their quotes.
/// </summary>
internal sealed partial class CsvRows : IDisposable
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
