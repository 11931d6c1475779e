namespace Finance.Core.Importing.Reading;

/// <summary>A named reason why a file or a row is refused.</summary>
/// <param name="Code">Stable, machine-readable.</param>
/// <param name="Rule">What must hold.</param>
/// <param name="Fix">The way out, for the person who has the file.</param>
public sealed record ImportError(string Code, string Rule, string Fix)
{
    /// <summary>What happened, the rule and the fix in one text.</summary>
    public string Explain(string what) => $"{what} {Rule} {Fix}";
}

/// <summary>Every reason for which a reader refuses a file or a row. One fixture each in the tests.</summary>
public static class ImportErrors
{
    private static readonly List<ImportError> Declared = [];

    // The whole file.
    public static readonly ImportError EmptyFile = Declare(
        "empty_file", "A statement has at least one line.", "Download the statement again; this file holds nothing.");

    public static readonly ImportError UnsupportedFormat = Declare(
        "unsupported_format",
        "Statements are read from CSV, OFX and QFX.",
        "Download the statement from the bank in one of these formats.");

    public static readonly ImportError BinaryContent = Declare(
        "binary_content", "A statement is text.", "Download the statement as CSV or OFX; this file is damaged or something else.");

    public static readonly ImportError NotAStatement = Declare(
        "not_a_statement",
        "A CSV statement has rows with a date and an amount, in columns.",
        "Check that it is a list of transactions; name the columns in a profile if their headers are unusual.");

    public static readonly ImportError MissingColumn = Declare(
        "missing_column",
        "Every column that the request or the profile names must be in the file.",
        "Correct the column's name or number.");

    public static readonly ImportError UnknownEncoding = Declare(
        "unknown_encoding",
        "An encoding is named as in the documentation, such as utf-8 or windows-1252.",
        "Correct the name, or leave it out.");

    public static readonly ImportError NoReadableRow = Declare(
        "no_readable_row", "At least one row must be an entry.", "See the rows for what each lacks.");

    public static readonly ImportError BadOfxHeader = Declare(
        "bad_ofx_header",
        "An OFX header states OFXHEADER:100 and DATA:OFXSGML, or <?OFX OFXHEADER=\"200\" VERSION=\"2xx\" …?>.",
        "Download the statement again; the file's header contradicts itself.");

    public static readonly ImportError TruncatedFile = Declare(
        "truncated", "An OFX file ends with </OFX>.", "The file breaks off: download it again. Nothing of it was taken.");

    public static readonly ImportError ForbiddenMarkup = Declare(
        "forbidden_markup",
        "Document types and entity definitions are not read.",
        "Download the statement from the bank again, without changes.");

    public static readonly ImportError TooDeep = Declare(
        "nested_too_deep", "Elements nest at most 64 deep.", "Download the statement again; no bank writes this.");

    public static readonly ImportError TooManyStatements = Declare(
        "too_many_statements", "A file holds at most 10,000 statements.", "Split the file.");

    public static readonly ImportError ElementTooLong = Declare(
        "element_too_long", "An element's text is at most 1 MiB long.", "Download the statement again; the file is damaged.");

    // One row.
    public static readonly ImportError MalformedQuoting = Declare(
        "malformed_quoting",
        "A quoted field begins and ends with a quote, and quotes inside it are doubled.",
        "Correct the quotes in this line and import the file again; rows already taken are recognised.");

    public static readonly ImportError UnclosedQuote = Declare(
        "unclosed_quote", "Every quote that opens a field closes it.", "Close the quote in this line and import the file again.");

    public static readonly ImportError FieldCount = Declare(
        "field_count", "Every row has as many fields as the table.", "Correct the delimiters in this line and import the file again.");

    public static readonly ImportError RowTooLong = Declare(
        "row_too_long", "A row is at most 1 MiB long.", "Correct this line and import the file again.");

    public static readonly ImportError NulByte = Declare(
        "nul_byte", "A row is text without NUL bytes.", "Download the statement again; this part of the file is damaged.");

    public static readonly ImportError MissingDate = Declare(
        "missing_date", "Every entry has a date.", "Add the date and import the file again.");

    public static readonly ImportError InvalidDate = Declare(
        "invalid_date",
        "A date is a day of the calendar between 1900 and 2199, written like the file's other dates.",
        "Correct the date, or name the date order, and import the file again.");

    public static readonly ImportError MissingAmount = Declare(
        "missing_amount", "Every entry has an amount.", "Add the amount and import the file again.");

    public static readonly ImportError InvalidAmount = Declare(
        "invalid_amount",
        "An amount is a number written like the file's other amounts.",
        "Correct the amount, or name the decimal mark, and import the file again.");

    public static readonly ImportError AmountOutOfRange = Declare(
        "amount_out_of_range", "An amount has at most 18 digits.", "Correct the amount and import the file again.");

    public static readonly ImportError ZeroAmount = Declare(
        "zero_amount", "An entry moves money.", "Nothing to do if the bank only states a fact here.");

    public static readonly ImportError DebitAndCredit = Declare(
        "debit_and_credit", "A row has either a debit or a credit.", "Empty one of the two and import the file again.");

    public static readonly ImportError UnknownIndicator = Declare(
        "unknown_indicator", "The indicator says debit or credit.", "Correct the indicator and import the file again.");

    public static readonly ImportError NotBooked = Declare(
        "not_booked", "Only booked entries are taken.", "Nothing to do: if the bank books it later, a later statement has it.");

    public static readonly ImportError MissingCurrency = Declare(
        "missing_currency",
        "An OFX 2 statement states its currency in CURDEF.",
        "Add <CURDEF> with the account's currency and import the file again.");

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<ImportError> All => [.. Declared.OrderBy(error => error.Code, StringComparer.Ordinal)];

    private static ImportError Declare(string code, string rule, string fix)
    {
        var error = new ImportError(code, rule, fix);
        Declared.Add(error);
        return error;
    }
}
