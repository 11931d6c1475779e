using System.Buffers.Text;

namespace Azure.Data.Tables;

/// <summary>
/// Takes the answer to a transaction apart. Whatever the nesting of its multipart bodies, an operation's answer begins with a status line
/// and ends with a boundary, and no body of ours has a line that begins with two hyphens: JSON has its line breaks escaped.
/// </summary>
internal static class TransactionAnswer
{
    public static List<Response> Parse(ReadOnlyMemory<byte> answer)
    {
        var responses = new List<Response>();
        var position = 0;
        while (position < answer.Length)
        {
            var line = Line(answer, position, out var next);
            position = next;
            if (line.Span.StartsWith("HTTP/1."u8))
                responses.Add(ParseOperation(answer, line, ref position));
        }

        return responses;
    }

    private static TransactionResponse ParseOperation(ReadOnlyMemory<byte> answer, ReadOnlyMemory<byte> statusLine, ref int position)
    {
        var headersFrom = position;
        var headersTo = position;
        while (position < answer.Length)
        {
            var line = Line(answer, position, out position);
            if (line.IsEmpty)
                break;
            headersTo = position;
        }

        var bodyFrom = position;
        var bodyTo = position;
        while (position < answer.Length)
        {
            var line = Line(answer, position, out var next);
            if (line.Span.StartsWith("--"u8))
                break;
            bodyTo = position + line.Length;
            position = next;
        }

        if (statusLine.Length < 12 || !Utf8Parser.TryParse(statusLine.Span[9..], out int status, out var digits))
            throw new InvalidOperationException("The answer to a transaction has a malformed status line.");
        return new TransactionResponse(
            status, statusLine[Math.Min(10 + digits, statusLine.Length)..], answer[headersFrom..headersTo], answer[bodyFrom..bodyTo]);
    }

    /// <summary>The line that begins at a position, without its end.</summary>
    private static ReadOnlyMemory<byte> Line(ReadOnlyMemory<byte> text, int start, out int next)
    {
        var length = text.Span[start..].IndexOf((byte)'\n');
        next = length < 0 ? text.Length : start + length + 1;
        return text[start..(length < 0 ? text.Length : start + length)].TrimEnd((byte)'\r');
    }
}
