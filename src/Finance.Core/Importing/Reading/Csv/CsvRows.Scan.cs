using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>How a row is found: from mark to mark, each a byte that gives rows their shape.</summary>
internal sealed partial class CsvRows
{
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
}
