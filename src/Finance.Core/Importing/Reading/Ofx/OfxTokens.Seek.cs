namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>How the next tag is found, and what is no tag.</summary>
internal sealed partial class OfxTokens
{
    /// <summary>
    /// Goes to the next &lt; that opens a tag, a comment, an instruction or a data section. Stands at the end when there is none.
    /// </summary>
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
            var isDefinition = StartsWith("<!DOCTYPE"u8) || StartsWith("<!ENTITY"u8) || StartsWith("<!ELEMENT"u8);
            Failure = isDefinition ? ImportErrors.ForbiddenMarkup : null;
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
