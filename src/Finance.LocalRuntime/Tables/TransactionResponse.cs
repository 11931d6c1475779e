using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// The answer to one operation of a transaction: a window on the answer to the whole. Headers are looked up in its bytes when asked for,
/// since nearly always only the ETag is.
/// </summary>
internal sealed class TransactionResponse(int status, ReadOnlyMemory<byte> reason, ReadOnlyMemory<byte> headers, ReadOnlyMemory<byte> body)
    : Response
{
    private Stream? _content;

    public override int Status => status;

    public override string ReasonPhrase => Encoding.ASCII.GetString(reason.Span);

    public override Stream? ContentStream
    {
        get => _content ??= new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);
        set => _content = value;
    }

    public override string ClientRequestId { get; set; } = "";

    public override bool IsError => status >= 400;

    public override void Dispose()
    {
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var line in new HeaderLines(headers.Span))
        {
            if (Ascii.EqualsIgnoreCase(line.Name, name))
            {
                value = Encoding.ASCII.GetString(line.Value);
                return true;
            }
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        var all = new List<HttpHeader>();
        foreach (var line in new HeaderLines(headers.Span))
            all.Add(new HttpHeader(Encoding.ASCII.GetString(line.Name), Encoding.ASCII.GetString(line.Value)));
        return all;
    }

    private ref struct HeaderLines(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> _rest = text;
        private ReadOnlySpan<byte> _line;
        private int _colon;

        public readonly HeaderLines Current => this;

        public readonly ReadOnlySpan<byte> Name => _line[.._colon];

        public readonly ReadOnlySpan<byte> Value => _line[(_colon + 1)..].Trim(" \t\r"u8);

        public readonly HeaderLines GetEnumerator() => this;

        public bool MoveNext()
        {
            while (!_rest.IsEmpty)
            {
                var end = _rest.IndexOf((byte)'\n');
                _line = end < 0 ? _rest : _rest[..end];
                _rest = end < 0 ? default : _rest[(end + 1)..];
                _colon = _line.IndexOf((byte)':');
                if (_colon > 0)
                    return true;
            }

            return false;
        }
    }
}
