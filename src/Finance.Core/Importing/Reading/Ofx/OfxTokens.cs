using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>
/// Cuts OFX into tags and the text behind each, SGML and XML alike: whether a leaf is closed does not matter. A <c>&lt;</c> that opens no
/// tag is text, as banks write it. Entities are not expanded here, document types are refused, and nothing nests on a stack.
/// </summary>
internal sealed partial class OfxTokens : IDisposable
{
    private const int LongestText = 1 << 20;
    private const int LongestTag = 1024;
    private const int DeepestRun = 64;

    private readonly ByteWindow _window;
    private int _at;
    private int _text = -1;
    private int _opened = -1;
    private int _nameEnd;
    private OfxTag _tag;
    private int _counted;
    private long _line = 1;
    private int _run;

    public OfxTokens(Stream stream, IByteObserver? observer)
    {
        _window = new ByteWindow(stream, observer);
        _window.Advance(0);
    }

    public OfxTag Tag { get; private set; }

    public bool IsClosing { get; private set; }

    /// <summary>Whether the tag is a whole element without text: <c>&lt;OFX/&gt;</c>.</summary>
    public bool IsSelfClosed { get; private set; }

    /// <summary>The last line that was looked at.</summary>
    public long LastLine => LineAt(Math.Min(_at, _window.End));

    /// <summary>Where the tag begins in the window.</summary>
    public int Position { get; private set; }

    /// <summary>Where the text behind an opening tag lies in the window.</summary>
    public (int From, int To) Text { get; private set; }

    /// <summary>What stops the reading for good, or null.</summary>
    public ImportError? Failure { get; private set; }

    /// <summary>Bytes from here on stay in the window; -1 when none need to.</summary>
    public int Keep { get; set; } = -1;

    /// <summary>Told by how much all places in the window moved to the front.</summary>
    public Action<int>? OnMove { get; init; }

    public ReadOnlySpan<byte> this[(int From, int To) range] => _window[range.From, range.To];

    /// <summary>The line of a place in the window; places are asked for in the order of the file.</summary>
    public long LineAt(int position)
    {
        if (position > _counted)
        {
            _line += CountLines(_window[_counted, position]);
            _counted = position;
        }

        return _line;
    }

    /// <summary>Moves to the next tag; false at the end of the file, or on <see cref="Failure"/>.</summary>
    public bool Next()
    {
        while (Failure is null && (_at == _opened || SeekOpen()))
        {
            _opened = -1;
            if (_window.Buffer[_at + 1] is (byte)'!' or (byte)'?')
            {
                SkipMarkup();
                continue;
            }

            Take();
            return Failure is null;
        }

        return false;
    }

    public void Dispose() => _window.Dispose();

    private void Take()
    {
        var start = _at;
        IsClosing = _window.Buffer[start + 1] == (byte)'/';
        Tag = _tag;
        var close = _nameEnd;
        if (_window.Buffer[close] != (byte)'>')
        {
            close += _window[close, _window.End].IndexOf((byte)'>');
        }

        IsSelfClosed = _window.Buffer[close - 1] == (byte)'/';
        Position = start;
        _at = close + 1;
        if (IsClosing || IsSelfClosed)
        {
            Text = (_at, _at);
            _run = 0;
            return;
        }

        ReadText();
        _run = Text.From == Text.To ? _run + 1 : 0;
        Failure ??= _run > DeepestRun ? ImportErrors.TooDeep : null;
    }

    private void ReadText()
    {
        _text = _at;
        while (SeekOpen())
        {
            if (_window.Buffer[_at + 1] != (byte)'!' || !StartsWith("<![CDATA["u8))
            {
                _opened = _at;
                break;
            }

            if (!SkipTo("]]>"u8))
            {
                _at = _window.End;
                break;
            }
        }

        Failure ??= _at - _text > LongestText ? ImportErrors.ElementTooLong : null;
        var (from, to) = (_text, _at);
        while (from < to && _window.Buffer[from] <= ' ')
        {
            from++;
        }

        while (to > from && _window.Buffer[to - 1] <= ' ')
        {
            to--;
        }

        Text = (from, to);
        _text = -1;
    }
}
