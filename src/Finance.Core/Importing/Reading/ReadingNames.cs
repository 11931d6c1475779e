using System.Collections.Frozen;

namespace Finance.Core.Importing.Reading;

/// <summary>The words that requests, profiles and answers use for the settings of a reading.</summary>
public static class ReadingNames
{
    private static readonly FrozenDictionary<string, StatementKind> Kinds = Words(
        ("csv", StatementKind.Csv), ("tsv", StatementKind.Csv), ("ofx", StatementKind.Ofx), ("qfx", StatementKind.Ofx));

    private static readonly FrozenDictionary<string, DateOrder> Orders = Words(
        ("dmy", DateOrder.Dmy), ("mdy", DateOrder.Mdy), ("ymd", DateOrder.Ymd));

    private static readonly FrozenDictionary<string, SignConvention> Signs = Words(
        ("signed", SignConvention.Signed),
        ("inverted", SignConvention.Inverted),
        ("debit_credit", SignConvention.DebitCredit),
        ("indicator", SignConvention.Indicator),
        ("credit_marked", SignConvention.CreditMarked));

    private static readonly FrozenDictionary<string, ColumnRole> Roles = Words(
        ("date", ColumnRole.Date),
        ("value_date", ColumnRole.ValueDate),
        ("amount", ColumnRole.Amount),
        ("debit", ColumnRole.Debit),
        ("credit", ColumnRole.Credit),
        ("indicator", ColumnRole.Indicator),
        ("balance", ColumnRole.Balance),
        ("payee", ColumnRole.Payee),
        ("payer", ColumnRole.Payer),
        ("memo", ColumnRole.Memo),
        ("reference", ColumnRole.Reference),
        ("currency", ColumnRole.Currency),
        ("type", ColumnRole.Type),
        ("bank_id", ColumnRole.BankId),
        ("check_number", ColumnRole.CheckNumber),
        ("counterparty_account", ColumnRole.CounterpartyAccount),
        ("own_account", ColumnRole.OwnAccount),
        ("foreign_amount", ColumnRole.ForeignAmount),
        ("foreign_currency", ColumnRole.ForeignCurrency),
        ("category", ColumnRole.Category),
        ("fee", ColumnRole.Fee),
        ("status", ColumnRole.Status),
        ("none", ColumnRole.None));

    private static readonly FrozenDictionary<string, char> Delimiters = Words(
        (",", ','), ("comma", ','), (";", ';'), ("semicolon", ';'), ("\t", '\t'), ("tab", '\t'), ("|", '|'), ("pipe", '|'));

    private static readonly FrozenDictionary<string, char> Marks = Words(
        (".", '.'), ("point", '.'), ("dot", '.'), (",", ','), ("comma", ','));

    public static string Of(StatementKind kind) => kind == StatementKind.Csv ? "csv" : "ofx";

    public static string Of(DateOrder order) => order switch { DateOrder.Dmy => "dmy", DateOrder.Mdy => "mdy", _ => "ymd" };

    public static string Of(SignConvention sign) => Signs.First(word => word.Value == sign).Key;

    public static string Of(ColumnRole role) => Roles.First(word => word.Value == role).Key;

    public static string Of(ReadingSetting setting) => setting switch
    {
        ReadingSetting.Kind => "kind",
        ReadingSetting.Encoding => "encoding",
        ReadingSetting.Delimiter => "delimiter",
        ReadingSetting.Header => "header",
        ReadingSetting.Columns => "columns",
        ReadingSetting.DateOrder => "date_order",
        ReadingSetting.DecimalMark => "decimal_mark",
        _ => "sign",
    };

    /// <summary>The word for a delimiter: <c>,</c> <c>;</c> <c>|</c> as they are, <c>tab</c> by name.</summary>
    public static string OfDelimiter(char delimiter) => delimiter == '\t' ? "tab" : delimiter.ToString();

    public static bool TryKind(string word, out StatementKind kind) => Kinds.TryGetValue(word, out kind);

    public static bool TryDateOrder(string word, out DateOrder order) => Orders.TryGetValue(word, out order);

    public static bool TrySign(string word, out SignConvention sign) => Signs.TryGetValue(word, out sign);

    public static bool TryRole(string word, out ColumnRole role) => Roles.TryGetValue(word, out role);

    public static bool TryDelimiter(string word, out char delimiter) => Delimiters.TryGetValue(word, out delimiter);

    public static bool TryDecimalMark(string word, out char mark) => Marks.TryGetValue(word, out mark);

    private static FrozenDictionary<string, T> Words<T>(params (string Word, T Value)[] words) =>
        words.ToFrozenDictionary(word => word.Word, word => word.Value, StringComparer.OrdinalIgnoreCase);
}
