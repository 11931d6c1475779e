using Finance.Core.Importing.Reading;
using Finance.Core.Importing.Reading.Text;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Imports;

/// <summary>Reads what a request says about a file: the parameters of an import, and the members of a profile.</summary>
internal static class ReadingInput
{
    private const string Auto = "auto";
    private const int MaxColumns = 50;
    private const int MaxHeader = 200;

    /// <summary>What the query says.</summary>
    internal static ReadingChoices Choices(this Fields fields) => new()
    {
        Kind = fields.Optional("format", Kind.Says("What kind of file it is.")),
        Encoding = fields.Optional("encoding", Encoding),
        Delimiter = fields.Optional("delimiter", Delimiter.Says("What separates the cells of a CSV.")),
        DateOrder = fields.Optional("date_order", DateOrder.Says("The order of day, month and year.")),
        DateFormat = fields.Optional("date_format", Read.Text(40).Says("The dates' exact form, such as dd.MM.yyyy.")),
        DecimalMark = fields.Optional("decimal_mark", DecimalMark.Says("What stands before the decimals.")),
        Sign = fields.Optional("sign", Sign.Says("How money that goes out is told from money that comes in.")),
        HeaderLine = fields.Optional("header_line", Read.Int(0, 1000).Says("The line of the column names, from 1; 0 where there is none.")),
    };

    /// <summary>What a body says, with columns by role → the header's words, or a number from 1.</summary>
    internal static ReadingChoices ChoicesAndColumns(this ObjectFields body) =>
        body.Choices() with { Columns = body.Optional("columns", ColumnsByRole) };

    private static ValueReader<T?> OneOf<T>(TryRead<T> read, params string[] words)
        where T : struct => new(() => Schema.OneOf([.. words, Auto]), value =>
    {
        if (value.TryGetText(out var text))
        {
            if (text == Auto)
            {
                return null;
            }

            if (read(text, out var found))
            {
                return found;
            }
        }

        return value.Refuse<T?>($"must be one of {string.Join(", ", words)}, or auto.");
    });

    private delegate bool TryRead<T>(string word, out T value);

    private static ValueReader<StatementKind?> Kind { get; } = OneOf<StatementKind>(ReadingNames.TryKind, "csv", "ofx", "qfx");

    private static ValueReader<char?> Delimiter { get; } = OneOf<char>(ReadingNames.TryDelimiter, "comma", "semicolon", "tab", "pipe");

    private static ValueReader<DateOrder?> DateOrder { get; } = OneOf<DateOrder>(ReadingNames.TryDateOrder, "dmy", "mdy", "ymd");

    private static ValueReader<char?> DecimalMark { get; } = OneOf<char>(ReadingNames.TryDecimalMark, "point", "comma");

    private static ValueReader<SignConvention?> Sign { get; } =
        OneOf<SignConvention>(ReadingNames.TrySign, "signed", "inverted", "debit_credit", "indicator", "credit_marked");

    private static ValueReader<string> Encoding { get; } = new(
        new Schema("string") { Description = "The name of an encoding.", Example = "windows-1252" },
        value => value.TryGetText(out var text) && StatementEncoding.TryFind(text, out _)
            ? text
            : value.Refuse<string>("must name an encoding, such as utf-8, utf-16 or windows-1252."));

    private static ValueReader<Dictionary<ColumnRole, string>> ColumnsByRole { get; } = new(
        new Schema("object")
        {
            Values = Schema.Text(MaxHeader),
            Description = "Columns by what they hold (date, amount, payee, …): the header's words, or a number from 1.",
            Example = new Dictionary<string, string> { ["date"] = "Buchungstag", ["amount"] = "Betrag" },
        },
        value => Read.Object(Columns).Read(value));

    private static Dictionary<ColumnRole, string> Columns(ObjectFields fields)
    {
        var columns = new Dictionary<ColumnRole, string>();
        foreach (var (name, value) in fields.All().Take(MaxColumns))
        {
            if (!ReadingNames.TryRole(name, out var role))
            {
                value.Refuse<string>("is not a column that a statement has.");
            }
            else if (Read.Text(MaxHeader).Read(value) is { } header)
            {
                columns[role] = header;
            }
        }

        return columns;
    }
}
