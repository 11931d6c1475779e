using System.Buffers;
using System.Text;

namespace Finance.Core.Exporting;

/// <summary>
/// Records of comma-separated values in UTF-8, as RFC 4180 has them (https://www.rfc-editor.org/rfc/rfc4180). Text that a spreadsheet would
/// run as a formula gets an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection); numbers and days are written as
/// they are.
/// </summary>
internal sealed class CsvRecords(int capacity)
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@\t\r\n＝＋－＠");
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);
    private bool _isInRecord;

    internal ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    internal static bool IsFormula(string text) => text.Length > 0 && Formulas.Contains(text[0]);

    internal void Clear() => _buffer.ResetWrittenCount();

    internal CsvRecords Text(string? text)
    {
        Separate();
        if (string.IsNullOrEmpty(text))
        {
            return this;
        }

        var isFormula = IsFormula(text);
        var isQuoted = text.AsSpan().ContainsAny(Quoted) || text[0] == ' ' || text[^1] == ' ';
        Append(isQuoted ? "\"" : "");
        Append(isFormula ? "'" : "");
        Append(isQuoted ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        Append(isQuoted ? "\"" : "");
        return this;
    }

    internal CsvRecords Amount(Money? money)
    {
        Separate();
        if (money is { } amount)
        {
            Span<char> digits = stackalloc char[32];
            Append(digits[..MoneyText.Format(amount.Minor, amount.Currency.Exponent, digits)]);
        }

        return this;
    }

    internal CsvRecords Day(DateOnly day)
    {
        Separate();
        Append(LedgerDates.Format(day));
        return this;
    }

    internal void End()
    {
        Append("\r\n");
        _isInRecord = false;
    }

    private void Separate()
    {
        Append(_isInRecord ? "," : "");
        _isInRecord = true;
    }

    private void Append(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _buffer);
}
