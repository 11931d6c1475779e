using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>
/// Cuts OFX into tags and the text behind each, SGML and XML alike: whether a leaf is closed does not matter. A <c>&lt;</c> that opens no
/// tag is text, as banks write it. Entities are not expanded here, document types are refused, and nothing nests on a stack.
/// </summary>
internal sealed class OfxTokens : IDisposable
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

    /// <summary>Goes to the next &lt; that opens a tag, a comment, an instruction or a data section. Stands at the end when there is none.</summary>
    private bool SeekOpen()
    {
        while (Failure is null)
        {
            var distance = _window[_at, _window.End].IndexOf((byte)'<');
            if (distance < 0)
            {
                _at = _window.End;
                if (!More())
                {
                    return false;
                }

                continue;
            }

            _at += distance;
            var verdict = IsOpening();
            if (verdict is true)
            {
                return true;
            }

            if (verdict is false || !More())
            {
                _at++;
            }
        }

        return false;
    }

    // Null when the window ends too early to tell.
    private bool? IsOpening()
    {
        var from = _at + 1;
        if (from >= _window.End)
        {
            return null;
        }

        var first = _window.Buffer[from];
        if (first is (byte)'!' or (byte)'?')
        {
            return true;
        }

        from += first == (byte)'/' ? 1 : 0;
        if (OfxTagKey.TryPeek(_window.Buffer, from, out var key, out var length) && from + length < _window.End)
        {
            _tag = OfxTags.Find(key);
            _nameEnd = from + length;
            if (_tag != OfxTag.Unknown)
            {
                return true;
            }
        }

        _nameEnd = OfxTagKey.Scan(_window.Buffer, from, _window.End, out key);
        _tag = OfxTags.Find(key);
        if (_nameEnd < _window.End && _window.Buffer[_nameEnd] == (byte)'>')
        {
            return _nameEnd > from;
        }

        return IsOpeningWithMore(from);
    }

    // What follows the name may be attributes, or the tag is none.
    private bool? IsOpeningWithMore(int from)
    {
        var rest = _window[_nameEnd, Math.Min(_window.End, _nameEnd + LongestTag)];
        var end = rest.IndexOfAny((byte)'>', (byte)'<');
        if (end < 0)
        {
            return rest.Length < LongestTag && !_window.IsFinal ? null : false;
        }

        return _nameEnd > from && rest[end] == (byte)'>' && rest[0] is (byte)' ' or (byte)'/' or (byte)'\t' or (byte)'\r' or (byte)'\n';
    }

    private void SkipMarkup()
    {
        if (StartsWith("<!--"u8))
        {
            _ = SkipTo("-->"u8);
        }
        else if (StartsWith("<![CDATA["u8))
        {
            _ = SkipTo("]]>"u8);
        }
        else if (_window.Buffer[_at + 1] == (byte)'?')
        {
            _ = SkipTo("?>"u8);
        }
        else
        {
            Failure = StartsWith("<!DOCTYPE"u8) || StartsWith("<!ENTITY"u8) || StartsWith("<!ELEMENT"u8) ? ImportErrors.ForbiddenMarkup : null;
            _at += 2;
        }
    }

    private bool StartsWith(ReadOnlySpan<byte> text)
    {
        while (_window.End - _at < text.Length)
        {
            if (!More())
            {
                return false;
            }
        }

        var beginning = _window[_at, _at + text.Length];
        return System.Text.Ascii.EqualsIgnoreCase(beginning, text);
    }

    private bool SkipTo(ReadOnlySpan<byte> end)
    {
        while (true)
        {
            var distance = _window[_at, _window.End].IndexOf(end);
            if (distance >= 0)
            {
                _at += distance + end.Length;
                return true;
            }

            _at = Math.Max(_at, _window.End - end.Length + 1);
            if (!More())
            {
                _at = _window.End;
                return false;
            }
        }
    }

    private bool More()
    {
        var first = Keep >= 0 ? Keep : _text >= 0 ? _text : _at;
        if (_window.End - first > 2 * LongestText)
        {
            Failure = ImportErrors.ElementTooLong;
            return false;
        }

        LineAt(first);
        var passed = _window.Passed;
        var hasMore = _window.Advance(first);
        var moved = (int)(_window.Passed - passed);
        if (moved > 0)
        {
            _at -= moved;
            _counted -= moved;
            _nameEnd -= moved;
            _opened -= moved;
            Position -= moved;
            _text -= _text >= 0 ? moved : 0;
            Keep -= Keep >= 0 ? moved : 0;
            OnMove?.Invoke(moved);
        }

        return hasMore;
    }

    private static long CountLines(ReadOnlySpan<byte> bytes)
    {
        long feeds = bytes.Count((byte)'\n');
        return feeds > 0 ? feeds : bytes.Count((byte)'\r');
    }
}
