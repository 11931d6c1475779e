using System.Globalization;
using System.Text;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>One entry to write and to find again.</summary>
public sealed record TableEntry(DateOnly Date, long Cents, string Payee);

/// <summary>A way to write a table of entries; every member is an independent choice.</summary>
public sealed record TableStyle(
    char Delimiter,
    string DatePattern,
    NumberStyle Number,
    AmountLayout Layout,
    bool HasHeader,
    bool HasBalance,
    bool QuotesAll,
    bool IsNewestFirst,
    string LineBreak,
    string Encoding,
    int PreambleLines);

public enum NumberStyle
{
    Point,
    Comma,
    GroupedPoint,
    GroupedComma,
    Spaces,
    Apostrophes,
    TrailingMinus,
    Parentheses,
}

public enum AmountLayout
{
    Signed,
    Inverted,
    Pair,
    Indicator,
}

/// <summary>Writes tables of entries as statements.</summary>
public static class WrittenTable
{
    private const long OpeningBalance = 1_000_00;

    public static byte[] Write(IReadOnlyList<TableEntry> entries, TableStyle style)
    {
        var text = new StringBuilder();
        for (var line = 0; line < style.PreambleLines; line++)
        {
            text.Append(line == 0 ? "Statement of account" : "Customer service by telephone").Append(style.LineBreak);
        }

        if (style.HasHeader)
        {
            Line(text, style, [.. Header(style)]);
        }

        var balance = OpeningBalance;
        var rows = new List<string[]>();
        foreach (var entry in entries)
        {
            balance += entry.Cents;
            var date = entry.Date.ToDateTime(new TimeOnly(23, 59)).ToString(style.DatePattern, CultureInfo.InvariantCulture);
            string[] balances = style.HasBalance ? [Number(balance, style.Number)] : [];
            rows.Add([date, entry.Payee, .. Amounts(entry.Cents, style), .. balances]);
        }

        if (style.IsNewestFirst)
        {
            rows.Reverse();
        }

        foreach (var row in rows)
        {
            Line(text, style, row);
        }

        return EncodingOf(style).GetBytes(text.ToString());
    }

    /// <summary>What a reader must be told where the file leaves it open.</summary>
    public static ReadingChoices Answers(TableStyle style) => new()
    {
        DateOrder = style.DatePattern[0] switch { 'd' => DateOrder.Dmy, 'M' => DateOrder.Mdy, _ => DateOrder.Ymd },
        DecimalMark = style.Number is NumberStyle.Comma or NumberStyle.GroupedComma or NumberStyle.Spaces ? ',' : '.',
        Sign = style.Layout switch
        {
            AmountLayout.Signed => SignConvention.Signed,
            AmountLayout.Inverted => SignConvention.Inverted,
            AmountLayout.Pair => SignConvention.DebitCredit,
            _ => SignConvention.Indicator,
        },
        Columns = style.HasHeader ? null : Columns(style),
    };

    private static Dictionary<ColumnRole, string> Columns(TableStyle style)
    {
        ColumnRole[] roles = style.Layout switch
        {
            AmountLayout.Pair => [ColumnRole.Date, ColumnRole.Payee, ColumnRole.Debit, ColumnRole.Credit, ColumnRole.Balance],
            AmountLayout.Indicator => [ColumnRole.Date, ColumnRole.Payee, ColumnRole.Amount, ColumnRole.Indicator, ColumnRole.Balance],
            _ => [ColumnRole.Date, ColumnRole.Payee, ColumnRole.Amount, ColumnRole.Balance],
        };
        return roles.Take(style.HasBalance ? roles.Length : roles.Length - 1)
            .Select((role, index) => (role, index))
            .ToDictionary(pair => pair.role, pair => (pair.index + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Header(TableStyle style) =>
    [
        "Date",
        "Payee",
        .. style.Layout switch
        {
            AmountLayout.Pair => ["Debit", "Credit"],
            AmountLayout.Indicator => ["Amount", "Debit/Credit"],
            _ => new[] { "Amount" },
        },
        .. style.HasBalance ? ["Balance"] : Array.Empty<string>(),
    ];

    private static string[] Amounts(long cents, TableStyle style) => style.Layout switch
    {
        AmountLayout.Signed => [Number(cents, style.Number)],
        AmountLayout.Inverted => [Number(-cents, style.Number)],
        AmountLayout.Pair => cents < 0 ? [Number(-cents, style.Number), ""] : ["", Number(cents, style.Number)],
        _ => [Number(Math.Abs(cents), style.Number), cents < 0 ? "D" : "C"],
    };

    private static string Number(long cents, NumberStyle style)
    {
        var pattern = style is NumberStyle.Point or NumberStyle.Comma ? "0.00" : "#,##0.00";
        var point = (Math.Abs(cents) / 100m).ToString(pattern, CultureInfo.InvariantCulture);
        var digits = style switch
        {
            NumberStyle.Comma => point.Replace('.', ','),
            NumberStyle.GroupedComma => point.Replace(',', '_').Replace('.', ',').Replace('_', '.'),
            NumberStyle.Spaces => point.Replace(',', '\u00A0').Replace('.', ','),
            NumberStyle.Apostrophes => point.Replace(',', '\''),
            _ => point,
        };
        return cents >= 0 ? digits : style switch
        {
            NumberStyle.TrailingMinus => digits + "-",
            NumberStyle.Parentheses => $"({digits})",
            _ => "-" + digits,
        };
    }

    private static void Line(StringBuilder text, TableStyle style, string[] cells) =>
        text.AppendJoin(style.Delimiter, cells.Select(cell => Quote(cell, style))).Append(style.LineBreak);

    private static string Quote(string cell, TableStyle style) =>
        style.QuotesAll || cell.Contains(style.Delimiter, StringComparison.Ordinal) || cell.AsSpan().ContainsAny('"', '\n', '\r')
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;

    private static Encoding EncodingOf(TableStyle style) =>
        CodePagesEncodingProvider.Instance.GetEncoding(style.Encoding) ?? Encoding.GetEncoding(style.Encoding);
}
