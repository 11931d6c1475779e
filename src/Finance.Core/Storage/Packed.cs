using System.Buffers;
using System.Text;

namespace Finance.Core.Storage;

/// <summary>
/// Writes a compact binary property: unsigned LEB128 numbers, zig-zag for signed ones, UTF-8 text with its length before it. The first byte is
/// the version of the layout.
/// </summary>
public sealed class PackedWriter(byte version)
{
    private readonly ArrayBufferWriter<byte> _buffer = Start(version);

    public PackedWriter Unsigned(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
        return this;
    }

    public PackedWriter Count(int value) => Unsigned((ulong)value);

    public PackedWriter Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public PackedWriter Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        _buffer.Advance(Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length)));
        return this;
    }

    public PackedWriter Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        _buffer.Write(value);
        return this;
    }

    public byte[] ToBytes() => _buffer.WrittenSpan.ToArray();

    private static ArrayBufferWriter<byte> Start(byte version)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write([version]);
        return buffer;
    }
}

/// <summary>Reads what <see cref="PackedWriter"/> wrote.</summary>
/// <exception cref="InvalidRowException">The bytes end early or are of another version.</exception>
public ref struct PackedReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    public PackedReader(ReadOnlySpan<byte> bytes, byte version)
    {
        _bytes = bytes;
        _at = 1;
        if (bytes.IsEmpty || bytes[0] != version)
        {
            throw new InvalidRowException("A packed property has another layout version.");
        }
    }

    public readonly bool AtEnd => _at == _bytes.Length;

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at == _bytes.Length)
            {
                break;
            }

            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidRowException("A packed property ends early.");
    }

    public int Count() => checked((int)Unsigned());

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Count();
        if (length > _bytes.Length - _at)
        {
            throw new InvalidRowException("A packed property ends early.");
        }

        _at += length;
        return _bytes.Slice(_at - length, length);
    }
}
